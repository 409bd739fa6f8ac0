namespace Dashboard.Web.Pages.SignIn;

/// <summary>Language and theme, for whoever sits here, signed in or not.</summary>
[AllowAnonymous]
public sealed class PreferenceModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(string? taal, string? thema, string? terug)
    {
        Preferences.Set(HttpContext, taal, thema);
        return Redirect(Url.IsLocalUrl(terug) ? terug! : "/");
    }
}
