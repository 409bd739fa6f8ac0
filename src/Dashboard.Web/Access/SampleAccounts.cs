using Dashboard.Schools;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Access;

/// <summary>
/// Sample accounts have a password that everyone knows: they sign in only while the sample school is on and only from the
/// machine itself, not through a proxy that stands on it.
/// </summary>
internal static class SampleAccounts
{
    private static readonly string[] Traces = ["Forwarded", "Via", "X-Real-IP", "X-Forwarded", "X-Original"];

    public static bool Allowed(HttpContext context, SampleOptions sample) =>
        sample.On && SessionCookie.IsLoopback(context) && !WasForwarded(context);

    private static bool WasForwarded(HttpContext context) =>
        context.Request.Headers.Keys.Any(h => Traces.Any(t => h.StartsWith(t, StringComparison.OrdinalIgnoreCase)));
}
