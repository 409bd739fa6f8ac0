using System.Text.RegularExpressions;
using Dashboard.Schools.Audits;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Ledger;

namespace Dashboard.Web.Pages.Operator;

/// <summary>How does the installation do, school by school? Makes a school, and tries parked work again. No pupil data.</summary>
[Authorize(Policy = WebComponent.Operates)]
public sealed partial class OverviewModel(CurrentPerson current, Database database, NewSchool newSchool, TextBook texts, TimeProvider clock) : PageModel
{
    public IReadOnlyList<SchoolHealth> Schools { get; private set; } = [];
    public Backlog Backlog { get; private set; } = Backlog.None;
    public string? Wrong { get; private set; }
    public (string Name, string Code)? Made { get; private set; }
    public int? Replayed { get; private set; }

    public Task OnGetAsync(CancellationToken stop) => Read(stop);

    public async Task<IActionResult> OnPostAsync(string? doe, string? sleutel, string? naam, string? brin, string? beheerder, CancellationToken stop)
    {
        switch (doe)
        {
            case "nieuw":
                if (sleutel is null || !KeyForm().IsMatch(sleutel) || string.IsNullOrWhiteSpace(naam) || beheerder is null || !NameForm().IsMatch(beheerder) || (!string.IsNullOrEmpty(brin) && !BrinForm().IsMatch(brin))) Wrong = "operate.wrong.form";
                else if ((await newSchool.Create(sleutel, string.IsNullOrEmpty(brin) ? null : brin, naam.Trim(), beheerder, stop)).Code is not { } code) Wrong = "operate.wrong.taken";
                else
                {
                    await Note("school-created", sleutel, stop);
                    Made = (naam.Trim(), code);
                    Response.Headers.CacheControl = "no-store";
                }
                break;
            case "opnieuw":
                int school;
                await using (var directory = await database.Begin(DatabaseRole.Web, Scope.None, stop)) school = (await directory.Tables.FindSchool(sleutel ?? "", stop))?.SchoolId ?? 0;
                if (school == 0) return NotFound();
                await using (var session = await database.Begin(DatabaseRole.Publishers, Scope.School(school), stop))
                {
                    Replayed = await session.ReplayParked(school, null, stop);
                    await session.WriteAudit(school, clock.GetUtcNow(), current.Person.Key.ToString(), "work-replayed", null, null, stop);
                    await session.Commit(stop);
                }
                break;
            default:
                return NotFound();
        }
        await Read(stop);
        return Page();
    }

    private async Task Note(string action, string subject, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        await session.WriteAudit(current.Person.School, clock.GetUtcNow(), current.Person.Key.ToString(), action, subject, null, stop);
        await session.Commit(stop);
    }

    private async Task Read(CancellationToken stop)
    {
        (Schools, Backlog) = await OperatorQuery.Read(database, clock.GetUtcNow(), stop);
        ViewData.Frame(new Frame(texts["operate.title"], Here: "installatie"));
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,38}$")]
    private static partial Regex KeyForm();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._@-]{2,99}$")]
    private static partial Regex NameForm();

    [GeneratedRegex("^[0-9]{2}[A-Z]{2}([0-9]{2})?$")]
    private static partial Regex BrinForm();
}
