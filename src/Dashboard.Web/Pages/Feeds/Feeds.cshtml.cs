using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Feeds;

/// <summary>Which tools feed us, are they well?</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class FeedsModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    public Dashboard.Store.Tables.School School { get; private set; } = null!;
    public IReadOnlyList<(ToolInSchool Tool, Feed? Feed, Pull? Pull, int Waiting)> Rows { get; private set; } = [];
    public IReadOnlyList<string> Late => [.. Rows.Where(r => r.Tool.Late).Select(r => r.Tool.Name)];
    public int WaitingPupils => Rows.Sum(r => r.Waiting);

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var (t, school) = (session.Tables, current.Person.School);
        School = await t.Schools.AsNoTracking().SingleAsync(s => s.SchoolId == school, stop);
        var feeds = await t.Feeds.AsNoTracking().Where(f => f.SchoolId == school).ToDictionaryAsync(f => f.ToolId, stop);
        var pulls = await t.Pulls.AsNoTracking().Where(p => p.SchoolId == school).ToDictionaryAsync(p => p.ToolId, stop);
        var waiting = await t.WaitingResults.AsNoTracking().Where(w => w.SchoolId == school && w.Reason == WaitingReason.Pupil).GroupBy(w => w.ToolId)
            .Select(g => new { g.Key, Names = g.Select(w => w.AliasHash).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Names, stop);
        Rows = [.. (await t.ToolsOf(school, clock.GetUtcNow(), stop)).Select(x => (x, feeds.GetValueOrDefault(x.ToolId), pulls.GetValueOrDefault(x.ToolId), waiting.GetValueOrDefault(x.ToolId)))
            .OrderBy(r => r.x.On ? 0 : r.x.State is null ? 2 : 1)];
        ViewData.Frame(new Frame(texts["feeds.nav"], Here: "koppelingen"));
    }
}
