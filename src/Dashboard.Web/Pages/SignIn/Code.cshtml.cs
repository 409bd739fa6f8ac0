namespace Dashboard.Web.Pages.SignIn;

/// <summary>The second step: a code of the authenticator app.</summary>
[AllowAnonymous]
public sealed class CodeModel(Schools.People.SignIn accounts, HalfWay halfWay, TextBook texts) : PageModel
{
    public bool Refused { get; private set; }

    public IActionResult OnGet() => halfWay.Current is { Next: NextStep.Code } ? Show() : Redirect("/inloggen");

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken stop)
    {
        if (halfWay.Current is not { Next: NextStep.Code } step) return Redirect("/inloggen");
        if (!await accounts.WithCode(step.School, step.StaffId, code ?? "", stop))
        {
            (Refused, Response.StatusCode) = (true, 400);
            return Show();
        }
        await halfWay.Finish(step, stop);
        return Redirect(Url.IsLocalUrl(step.ReturnTo) ? step.ReturnTo! : "/");
    }

    private PageResult Show()
    {
        ViewData.Frame(new Frame(texts["signIn.title"]));
        return Page();
    }
}
