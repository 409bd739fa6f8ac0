using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Pages.AuditLog;

/// <summary>Who looked at what, who changed what, and who was refused?</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class LogModel(CurrentPerson current, TextBook texts) : PageModel
{
    public IReadOnlyList<LogLine> Lines { get; private set; } = [];
    public bool More { get; private set; }
    public LogFilter Filter { get; private set; } = null!;
    public DateOnly? From { get; private set; }
    public DateOnly? To { get; private set; }
    public IReadOnlyList<(Guid Key, string Name)> Staff { get; private set; } = [];
    public IReadOnlyList<string> Actions { get; private set; } = [];
    public AuditSeal? Seal { get; private set; }
    public string? PupilName { get; private set; }

    public async Task<IActionResult> OnGetAsync(DateOnly? van, DateOnly? tot, Guid? medewerker, string? wat, Guid? leerling, long? voor, CancellationToken stop)
    {
        var school = current.Person.School;
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        (From, To) = (van, tot);
        Filter = new LogFilter(van is { } from ? SchoolTime.StartOf(from) : null, tot is { } to ? SchoolTime.StartOf(to.AddDays(1)) : null, medewerker, wat, leerling, voor);
        (Lines, More) = await LogQuery.Read(t, school, Filter, stop);
        Staff = [.. (await t.Staff.AsNoTracking().Where(s => s.SchoolId == school).OrderBy(s => s.DisplayName).Select(s => new { s.Key, s.DisplayName }).ToListAsync(stop)).Select(s => (s.Key, s.DisplayName))];
        Actions = await t.Audits.AsNoTracking().Where(a => a.SchoolId == school).Select(a => a.Action).Distinct().OrderBy(a => a).ToListAsync(stop);
        Seal = await t.AuditSeals.AsNoTracking().Where(s => s.SchoolId == school).OrderByDescending(s => s.Seal).FirstOrDefaultAsync(stop);
        if (leerling is { } key)
            PupilName = await (from p in t.Pupils join n in t.PupilNames on new { p.SchoolId, p.PupilId } equals new { n.SchoolId, n.PupilId } where p.SchoolId == school && p.Key == key select n.GivenName + " " + n.FamilyName).SingleOrDefaultAsync(stop);
        await current.Saw(session, "view-log", leerling?.ToString(), [], stop);
        ViewData.Frame(new Frame(texts["log.title"], Here: "logboek"));
        return Page();
    }

    public string Say(string action) => LogQuery.Say(texts, action);

    public string Next()
    {
        var query = new Dictionary<string, string?>
        {
            ["van"] = From?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["tot"] = To?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["medewerker"] = Filter.Who?.ToString(), ["wat"] = Filter.Action, ["leerling"] = Filter.Pupil?.ToString(), ["voor"] = Lines[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("/beheer/logboek", query.Where(q => !string.IsNullOrEmpty(q.Value)));
    }
}
