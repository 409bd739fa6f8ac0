using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Explain;

/// <summary>"Zo lees je dit": the publisher's own profile of one tool (DA-13, DA-20).</summary>
[Authorize]
public sealed class ReadToolModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    public ToolInSchool Tool { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string tool, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var found = (await session.Tables.ToolsOf(current.Person.School, clock.GetUtcNow(), stop)).FirstOrDefault(t => t.Key == tool);
        if (found is null) return NotFound();
        Tool = found;
        ViewData.Frame(new Frame(texts.Plain("tool.title", ("tool", found.Name)), Here: "uitleg"));
        return Page();
    }
}
