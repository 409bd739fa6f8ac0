using Dashboard.Schools;
using Dashboard.Schools.People.External;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Pages.SignIn;

/// <summary>Signing in: with a local account, or at an identity provider.</summary>
[AllowAnonymous]
public sealed class SignInModel(Schools.People.SignIn accounts, HalfWay halfWay, SignInLimit limit, IOptions<IdentityProviders> identity, SampleOptions sample, TextBook texts) : PageModel
{
    [BindProperty(Name = "naam")] public string? UserName { get; set; }
    public bool Refused { get; private set; }
    public bool Busy { get; private set; }

    /// <summary>What an identity provider's answer came to: "waiting", "notstaff", "noschool" or "failed".</summary>
    public string? Told { get; private set; }
    public string? ReturnTo { get; private set; }
    public IReadOnlyList<IdentityProvider> Providers => identity.Value.Providers;

    /// <summary>The sample accounts are named on the page, where they can be used.</summary>
    public bool Sample => SampleAccounts.Allowed(HttpContext, sample);

    public IActionResult OnGet(string? terug, string? melding)
    {
        if (Person.From(User) is not null) return Redirect("/");
        Told = melding is "waiting" or "notstaff" or "noschool" or "failed" or "activated" ? melding : null;
        ReturnTo = Url.IsLocalUrl(terug) ? terug : null;
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(string? wachtwoord, string? terug, CancellationToken stop)
    {
        ReturnTo = Url.IsLocalUrl(terug) ? terug : null;
        if (limit.Ask(HttpContext) is { } wait)
        {
            (Busy, Response.StatusCode) = (true, 429);
            Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Show();
        }
        if (await accounts.WithPassword(UserName?.Trim() ?? "", wachtwoord ?? "", Sample, stop) is { } known) return Redirect(await halfWay.Go(known.Staff, known.Next, ReturnTo, stop));
        limit.Failed(HttpContext);
        (Refused, Response.StatusCode) = (true, 400);
        return Show();
    }

    private PageResult Show()
    {
        ViewData.Frame(new Frame(texts["signIn.title"]));
        return Page();
    }
}
