using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Explain;

/// <summary>What do the marks mean, and where do I read how a tool measures?</summary>
[Authorize]
public sealed class ExplainModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    public IReadOnlyList<ToolInSchool> Tools { get; private set; } = [];

    /// <summary>A group in which the tour can be taken; null: the reader sees none.</summary>
    public string? Group { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        Tools = [.. (await session.Tables.ToolsOf(current.Person.School, clock.GetUtcNow(), stop)).Where(t => t.State is not null)];
        Group = await session.Tables.VisibleGroups(current.Person, clock).OrderBy(g => g.Composite).ThenBy(g => g.YearGroup).Select(g => g.Key).FirstOrDefaultAsync(stop);
        ViewData.Frame(new Frame(texts["help.title"], Here: "uitleg"));
    }
}
