using Dashboard.Web.Access;
using Dashboard.Web.Texts;
using Dashboard.Web.Tools;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dashboard.Web.Pages.Explain;

/// <summary>What do the marks mean, and where do I read how a tool measures?</summary>
[Authorize]
public sealed class ExplainModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    public IReadOnlyList<ToolInSchool> Tools { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        Tools = [.. (await session.Tables.ToolsOf(current.Person.School, clock.GetUtcNow(), stop)).Where(t => t.State is not null)];
        ViewData.Frame(new Frame(texts["help.title"], Here: "uitleg"));
    }
}
