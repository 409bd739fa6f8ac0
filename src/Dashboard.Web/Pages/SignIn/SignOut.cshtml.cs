using Microsoft.AspNetCore.Authentication;

namespace Dashboard.Web.Pages.SignIn;

/// <summary>Signing out ends the session itself, not only the cookie; a link cannot do it, a form can.</summary>
public sealed class SignOutModel(CurrentPerson current, Sessions sessions) : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (current.OrNobody is { } person) await sessions.End(person, stop);
        await HttpContext.SignOutAsync(WebComponent.Session);
        return Redirect("/inloggen");
    }
}
