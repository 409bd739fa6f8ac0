using Dashboard.Web.Access;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dashboard.Web.Pages.Trouble;

/// <summary>What went wrong, in words, and what to do next. Unknown and not yours look the same.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class TroubleModel(TextBook texts) : PageModel
{
    /// <summary>"denied", "stale" or "page".</summary>
    public string Kind { get; private set; } = "page";
    public string Code => SecurityHeaders.Code(HttpContext);

    public IActionResult OnGet(int status) => Show(status);
    public IActionResult OnPost(int status) => Show(status);

    private PageResult Show(int status)
    {
        Kind = SecurityHeaders.Failed(HttpContext) ? "page" : status switch { 403 or 404 => "denied", 400 => "stale", _ => "page" };
        ViewData.Frame(new Frame(texts["err.title"]));
        return Page();
    }
}
