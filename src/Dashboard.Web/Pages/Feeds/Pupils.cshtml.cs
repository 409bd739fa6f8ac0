using Dashboard.Publishers.Edexml;
using Dashboard.Schools.Roster;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Pages.Feeds;

/// <summary>
/// Whose results are these? Names that a supplier uses and the school does not know yet, a pupil for each, and undo.
/// The administrator sees the roster's names; of results only that they wait.
/// </summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
[RequestSizeLimit(16 * 1024 * 1024)]
public sealed class PupilsModel(CurrentPerson current, TextBook texts, AliasMatches matches, AliasFile files) : PageModel
{
    public Tool Tool { get; private set; } = null!;
    public IReadOnlyList<WaitingName> Waiting { get; private set; } = [];
    public IReadOnlyList<MatchedName> Matched { get; private set; } = [];
    public IReadOnlyList<(Guid Key, string Label)> Pupils { get; private set; } = [];
    public AliasReport? Report { get; private set; }
    public string? Wrong { get; private set; }
    public string? Done { get; private set; }

    public string NameOf(Guid pupil) => Pupils.FirstOrDefault(p => p.Key == pupil).Label ?? "–";

    public async Task<IActionResult> OnGetAsync(string tool, string? klaar, CancellationToken stop)
    {
        if (!await Read(tool, stop)) return NotFound();
        Done = klaar is "herken" or "terug" or "niet" ? klaar : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string tool, string? doe, string? hash, string? wie, IFormFile? bestand, CancellationToken stop)
    {
        if (!await Read(tool, stop)) return NotFound();
        var (person, known) = (current.Person, hash is { Length: 32 } && hash.All(char.IsAsciiHexDigit));
        switch (doe)
        {
            case "herken" when known:
                var pupil = Pupils.FirstOrDefault(p => string.Equals(p.Label, wie?.Trim(), StringComparison.OrdinalIgnoreCase)).Key;
                return Back(pupil != Guid.Empty && await matches.Match(person, Tool.ToolId, hash!, pupil, stop) ? "herken" : "niet");
            case "terug" when known:
                return Back(await matches.Undo(person, hash!, stop) ? "terug" : "niet");
            case "bestand" when bestand is not null:
                try
                {
                    await using var stream = bestand.OpenReadStream();
                    Report = await files.Apply(person.School, Tool, RosterReader.Read(stream), person.Key.ToString(), stop);
                }
                catch (Exception e) when (e is RosterUnreadableException or System.Xml.XmlException)
                {
                    Wrong = e.Message;
                }
                await Read(tool, stop);
                return Page();
            default:
                return NotFound();
        }
    }

    private RedirectResult Back(string done) => Redirect($"/beheer/koppelingen/{Tool.Key}/leerlingen?klaar={done}");

    private async Task<bool> Read(string key, CancellationToken stop)
    {
        var school = current.Person.School;
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        if (await t.Tools.AsNoTracking().SingleOrDefaultAsync(x => x.Key == key, stop) is not { } tool) return false;
        Tool = tool;
        var rows = await (
            from pupil in t.Pupils.AsNoTracking()
            join name in t.PupilNames on new { pupil.SchoolId, pupil.PupilId } equals new { name.SchoolId, name.PupilId }
            join member in t.Memberships on new { pupil.SchoolId, pupil.PupilId } equals new { member.SchoolId, member.PupilId }
            join grp in t.Groups on new { member.SchoolId, member.GroupId } equals new { grp.SchoolId, grp.GroupId }
            where pupil.SchoolId == school && pupil.LeftOn == null && !grp.Composite
            select new { pupil.Key, name.GivenName, name.Prefix, name.FamilyName, Group = grp.Name }).ToListAsync(stop);
        // Two pupils of one name in one group: told apart by a number, which only this page uses.
        Pupils = [.. rows.DistinctBy(r => r.Key).OrderBy(r => r.GivenName, StringComparer.OrdinalIgnoreCase)
            .GroupBy(r => $"{string.Join(' ', new[] { r.GivenName, r.Prefix, r.FamilyName }.Where(n => n is not null))}, {r.Group}")
            .SelectMany(g => g.OrderBy(r => r.Key).Select((r, i) => (r.Key, i == 0 ? g.Key : $"{g.Key} ({i + 1})")))];
        Waiting = await matches.Waiting(school, tool.ToolId, stop);
        Matched = await matches.Matched(school, tool.ToolId, stop);
        await current.Saw(session, "view-roster", tool.Key, [], stop);
        ViewData.Frame(new Frame(texts["feeds.nav"], Here: "koppelingen"));
        return true;
    }
}
