using System.Text.Json;

namespace Dashboard.Web.Pages.Inspection;

/// <summary>
/// Everything about one pupil, for a parent: to read, to print, and as JSON. Only while a request for it is open, because an
/// administrator otherwise sees no results.
/// </summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class InspectionModel(CurrentPerson current, InspectionQuery query, TextBook texts, TimeProvider clock) : PageModel
{
    public Guid Key { get; private set; }
    public string Name { get; private set; } = "";
    public Guid? OpenRequest { get; private set; }
    public string SchoolName { get; private set; } = "";
    public IReadOnlyList<Section> Sections { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid l, CancellationToken stop) => await Read(l, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnGetJsonAsync(Guid l, CancellationToken stop)
    {
        if (!await Read(l, stop) || OpenRequest is null) return NotFound();
        var all = Sections.ToDictionary(s => s.Key, s => s.Rows.Select(r => s.Columns.Zip(r).ToDictionary(c => c.First, c => c.Second)).ToList());
        Response.Headers.CacheControl = "no-store";
        return File(JsonSerializer.SerializeToUtf8Bytes(all, Indented), "application/json", "inzage.json");
    }

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    private async Task<bool> Read(Guid l, CancellationToken stop)
    {
        var school = current.Person.School;
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        if (await t.Pupils.AsNoTracking().SingleOrDefaultAsync(p => p.SchoolId == school && p.Key == l, stop) is not { } pupil) return false;
        Key = l;
        Name = await t.PupilNames.Where(n => n.SchoolId == school && n.PupilId == pupil.PupilId).Select(n => n.GivenName + " " + (n.Prefix == null ? "" : n.Prefix + " ") + n.FamilyName).SingleOrDefaultAsync(stop) ?? "";
        SchoolName = await t.Schools.Where(s => s.SchoolId == school).Select(s => s.Name).SingleAsync(stop);
        OpenRequest = await t.RightsRequests.Where(r => r.SchoolId == school && r.PupilId == pupil.PupilId && r.Kind == RightKind.Inzage && (r.State == RightState.Received || r.State == RightState.Weighed)).Select(r => (Guid?)r.RequestId).FirstOrDefaultAsync(stop);
        ViewData.Frame(new Frame(texts["inzage.title"], Here: "leerlingen"));
        if (OpenRequest is null)
        {
            await current.Saw(session, "view-who-sees", l.ToString(), [], stop);
            return true;
        }
        Sections = await query.Read(t, school, pupil, clock.GetUtcNow(), stop);
        await current.Saw(session, "export-pupil", l.ToString(), [], stop);
        return true;
    }
}
