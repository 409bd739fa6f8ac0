using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Web.Access;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Pages.SignIn;

/// <summary>The second step: a code of the authenticator app.</summary>
[AllowAnonymous]
public sealed class CodeModel(Schools.People.SignIn accounts, HalfWay halfWay, Database database, TextBook texts) : PageModel
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
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(step.School), stop);
        await halfWay.Finish(await session.Tables.Staff.AsNoTracking().SingleAsync(s => s.SchoolId == step.School && s.StaffId == step.StaffId, stop), stop);
        return Redirect(Url.IsLocalUrl(step.ReturnTo) ? step.ReturnTo! : "/");
    }

    private PageResult Show()
    {
        ViewData.Frame(new Frame(texts["signIn.title"]));
        return Page();
    }
}
