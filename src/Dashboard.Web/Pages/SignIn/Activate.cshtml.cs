namespace Dashboard.Web.Pages.SignIn;

/// <summary>A new member of staff types the code that her administrator gave, and chooses a password. The code stands in no address.</summary>
[AllowAnonymous]
public sealed class ActivateModel(Team team, SignInLimit limit, TextBook texts) : PageModel
{
    public string? Wrong { get; private set; }

    public IActionResult OnGet() => Show();

    public async Task<IActionResult> OnPostAsync(string? code, string? nieuw, string? nogmaals, CancellationToken stop)
    {
        if (limit.Ask(HttpContext) is not null) Wrong = "signIn.busy";
        else if (!Team.Good(nieuw)) Wrong = "activate.weak";
        else if (nieuw != nogmaals) Wrong = "activate.other";
        else if (await team.Activate(code ?? "", nieuw!, stop) is not null) return Redirect("/inloggen?melding=activated");
        else Wrong = "activate.code";
        limit.Failed(HttpContext);
        Response.StatusCode = 400;
        return Show();
    }

    private PageResult Show()
    {
        ViewData.Frame(new Frame(texts["activate.title"]));
        return Page();
    }
}
