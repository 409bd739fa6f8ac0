using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Access;

/// <summary>Around the whole pipeline: headers on every answer, and pages instead of bare status codes for browsers.</summary>
internal sealed class SecurityHeaders : IStartupFilter
{
    public const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, following) =>
        {
            context.Response.OnStarting(Add, context);
            return following(context);
        });
        app.UseResponseCompression();
        app.UseWhen(WantsPage, pages =>
        {
            pages.UseExceptionHandler("/fout/500");
            pages.UseStatusCodePagesWithReExecute("/fout/{0}");
        });
        next(app);
    };

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (string.IsNullOrEmpty(headers.ContentSecurityPolicy)) headers.ContentSecurityPolicy = Policy;
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
            headers.CacheControl = "private, no-store";
        return Task.CompletedTask;
    }

    private static bool WantsPage(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>The short code of an error page: enough to find the request in the logs, and no more.</summary>
    internal static string Code(HttpContext context) => context.TraceIdentifier.Split(':')[0];

    internal static bool Failed(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>() is not null;
}
