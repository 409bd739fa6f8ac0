using Dashboard.Web.Pages.AuditLog;

namespace Dashboard.Web.Pages.SchoolPupils;

/// <summary>Who can see this pupil, and why? Who did? Which tools send about it?</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class WhoSeesModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    public Guid Key { get; private set; }
    public string Name { get; private set; } = "";
    public IReadOnlyList<Sight> Sights { get; private set; } = [];
    public IReadOnlyList<LogLine> Looked { get; private set; } = [];
    public IReadOnlyList<string> Tools { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid l, CancellationToken stop)
    {
        var school = current.Person.School;
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        var pupil = await (from p in t.Pupils.AsNoTracking() join n in t.PupilNames on new { p.SchoolId, p.PupilId } equals new { n.SchoolId, n.PupilId } where p.SchoolId == school && p.Key == l select new { p.PupilId, n.GivenName, n.Prefix, n.FamilyName }).SingleOrDefaultAsync(stop);
        if (pupil is null) return NotFound();
        (Key, Name) = (l, string.Join(' ', new[] { pupil.GivenName, pupil.Prefix, pupil.FamilyName }.Where(x => !string.IsNullOrEmpty(x))));
        Sights = await WhoSees.Pupil(t, school, pupil.PupilId, clock.GetUtcNow(), stop);
        Looked = [.. (await LogQuery.Read(t, school, new LogFilter(null, null, null, null, l, null), stop)).Lines.Where(x => x.Action.StartsWith("view", StringComparison.Ordinal)).Take(10)];
        Tools = await (from f in t.Feeds join tool in t.Tools on f.ToolId equals tool.ToolId where f.SchoolId == school && f.State == FeedState.On orderby tool.Name select tool.Name).ToListAsync(stop);
        await current.Saw(session, "view-who-sees", l.ToString(), [], stop);
        ViewData.Frame(new Frame(texts["sees.title"], Here: "leerlingen"));
        return Page();
    }
}
