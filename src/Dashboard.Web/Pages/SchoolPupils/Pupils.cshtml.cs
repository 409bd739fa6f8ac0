using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Pages.SchoolPupils;

/// <summary>Which pupils does the dashboard know of this school? By group; the way to who sees them and to their rights.</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class PupilsModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    public sealed record Row(Guid Key, string Name);

    public IReadOnlyList<(string Group, IReadOnlyList<Row> Pupils)> Groups { get; private set; } = [];
    public string? Done { get; private set; }

    public async Task OnGetAsync(string? klaar, CancellationToken stop)
    {
        var (school, year) = (current.Person.School, SchoolTime.SchoolYear(SchoolTime.Day(clock.GetUtcNow())));
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        var rows = await (
            from p in t.Pupils.AsNoTracking()
            join n in t.PupilNames.AsNoTracking() on new { p.SchoolId, p.PupilId } equals new { n.SchoolId, n.PupilId }
            where p.SchoolId == school
            let grp = (from m in t.Memberships join g in t.Groups on new { m.SchoolId, m.GroupId } equals new { g.SchoolId, g.GroupId }
                       where m.SchoolId == school && m.PupilId == p.PupilId && g.SchoolYear == year && g.EndedOn == null && !g.Composite select g.Name).FirstOrDefault()
            select new { p.Key, n.GivenName, n.Prefix, n.FamilyName, Group = grp }).ToListAsync(stop);
        Groups = [.. rows.GroupBy(r => r.Group ?? "").OrderBy(g => g.Key.Length == 0).ThenBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, (IReadOnlyList<Row>)[.. g.Select(r => new Row(r.Key, string.Join(' ', new[] { r.GivenName, r.Prefix, r.FamilyName }.Where(x => !string.IsNullOrEmpty(x))))).OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase)]))];
        Done = klaar is "gewist" or "geweigerd" ? klaar : null;
        await current.Saw(session, "view-roster", null, [], stop);
        ViewData.Frame(new Frame(texts["pupils.title"], Here: "leerlingen"));
    }
}
