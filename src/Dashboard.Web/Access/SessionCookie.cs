using System.Net;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Access;

/// <summary>
/// Always Secure, but for plain http on loopback: there the sample school runs without a certificate and a Secure cookie
/// would never come back.
/// </summary>
internal sealed class SessionCookie : CookieBuilder
{
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = !(context.Request.Scheme == "http" && IsLoopback(context));
        return options;
    }

    internal static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
}
