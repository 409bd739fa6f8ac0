namespace Dashboard.Web.Pages.SignIn;

/// <summary>Sets the second factor up, before the first session of who needs one: scan, type the code, done.</summary>
[AllowAnonymous]
public sealed class SetUpModel(Schools.People.SignIn accounts, HalfWay halfWay, Database database, TextBook texts) : PageModel
{
    public bool Refused { get; private set; }

    /// <summary>For typing over, in groups of four.</summary>
    public string Secret { get; private set; } = "";
    public string Address { get; private set; } = "";
    public QrDrawing Drawing { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) =>
        halfWay.Current is { Next: NextStep.SetUp } step && await Show(step, stop) ? Page() : Redirect("/inloggen");

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken stop)
    {
        if (halfWay.Current is not { Next: NextStep.SetUp } step) return Redirect("/inloggen");
        if (!await accounts.Confirm(step.School, step.StaffId, code ?? "", stop))
        {
            (Refused, Response.StatusCode) = (true, 400);
            return await Show(step, stop) ? Page() : Redirect("/inloggen");
        }
        await halfWay.Finish(step, stop);
        return Redirect(Url.IsLocalUrl(step.ReturnTo) ? step.ReturnTo! : "/");
    }

    private async Task<bool> Show(HalfWay.Step step, CancellationToken stop)
    {
        if (await accounts.SetUp(step.School, step.StaffId, stop) is not { } secret) return false;
        string account;
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.School(step.School), stop))
            account = await session.Tables.Staff.Where(s => s.SchoolId == step.School && s.StaffId == step.StaffId).Select(s => s.UserName).SingleAsync(stop);
        Secret = string.Join(' ', Totp.Base32(secret).Chunk(4).Select(c => new string(c)));
        Address = Totp.Address("Dashboard", account, secret);
        Drawing = QrDrawing.Of(Address);
        Response.Headers.CacheControl = "no-store";
        ViewData.Frame(new Frame(texts["setup.title"]));
        return true;
    }
}
