using Dashboard.Schools.Calendar;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.SignalQuality;

/// <summary>How often do our teachers say that a signal is not right, per rule, version and tool?</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class QualityModel(CurrentPerson current, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(ToolInSchool Tool, IReadOnlyList<RuleCount> Rules)> Tools { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var tools = await session.Tables.ToolsOf(current.Person.School, clock.GetUtcNow(), stop);
        var counts = await QualityQuery.Read(session.Tables, current.Person.School, SchoolTime.SchoolYear(moments.Today), stop);
        Tools = [.. tools.Select(t => (t, (IReadOnlyList<RuleCount>)[.. counts.Where(c => c.ToolId == t.ToolId)])).Where(t => t.Item2.Count > 0)];
        ViewData.Frame(new Frame(texts["quality.title"], Here: "signalen"));
    }
}
