using Dashboard.Schools;
using Dashboard.Schools.People;
using Dashboard.Web.Access;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dashboard.Web.Pages.SignIn;

/// <summary>Signing in with a local account.</summary>
[AllowAnonymous]
public sealed class SignInModel(Schools.People.SignIn accounts, SampleOptions sample, TextBook texts) : PageModel
{
    [BindProperty(Name = "naam")] public string? UserName { get; set; }
    public bool Refused { get; private set; }

    /// <summary>The sample accounts are named on the page, where they can be used.</summary>
    public bool Sample => SampleAccounts.Allowed(HttpContext, sample);

    public IActionResult OnGet(string? terug)
    {
        if (Person.From(User) is not null) return Redirect("/");
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(string? wachtwoord, string? terug, CancellationToken stop)
    {
        var person = await accounts.WithPassword(UserName?.Trim() ?? "", wachtwoord ?? "", Sample, stop);
        if (person is null)
        {
            Refused = true;
            Response.StatusCode = 400;
            return Show();
        }
        await HttpContext.SignInAsync(WebComponent.Session, person.ToPrincipal(WebComponent.Session));
        return Redirect(Url.IsLocalUrl(terug) ? terug! : "/");
    }

    private PageResult Show()
    {
        ViewData.Frame(new Frame(texts["signIn.title"]));
        return Page();
    }
}
