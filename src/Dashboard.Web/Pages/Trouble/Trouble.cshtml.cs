using System.Globalization;

namespace Dashboard.Web.Pages.Trouble;

/// <summary>
/// What went wrong, in words, and what to do next. Unknown and not yours look the same. Without handlers on purpose: it stands in
/// for any request, whatever its method and whatever handler that asked for.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class TroubleModel : PageModel
{
    /// <summary>"denied", "stale" or "page".</summary>
    public string Kind => SecurityHeaders.Failed(HttpContext) ? "page" : RouteData.Values["status"] is string status && int.TryParse(status, CultureInfo.InvariantCulture, out var code)
        ? code switch { 403 or 404 => "denied", 400 => "stale", _ => "page" } : "page";

    public string Code => SecurityHeaders.Code(HttpContext);
}
