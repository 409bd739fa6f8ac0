using Dashboard.Mapping.MethodGoals;
using Dashboard.Web.Desk;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Method goals and their links, by the same file as the API's body.</summary>
[RequestSizeLimit(8 * 1024 * 1024)]
public sealed class GoalsModel(CurrentPublisher publisher, TextBook texts, MethodGoalCatalogue catalogue, Database database) : DeskPage(publisher, texts)
{
    protected override string Here => "doelen";
    public MethodGoalReport? Report { get; private set; }
    public string? Wrong { get; private set; }
    public List<(Tool Tool, List<string> Unlinked, int All)> Tools { get; } = [];

    public Task OnGetAsync(CancellationToken stop) => Read(stop);

    public async Task<IActionResult> OnPostAsync(string? tool, IFormFile? bestand, CancellationToken stop)
    {
        if (Own.Tool(tool) is not { } own) return NotFound();
        await using var file = bestand?.OpenReadStream() ?? Stream.Null;
        (var delivery, Wrong) = await MethodGoalReader.Read(file, stop);
        if (delivery is not null) Report = await catalogue.Take(own, Own.Publisher.Name, delivery, stop);
        await Read(stop);
        return Page();
    }

    private async Task Read(CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        foreach (var tool in Own.Tools)
            Tools.Add((tool, await UnlinkedGoals.Of(session.Tables, tool.ToolId, stop), await session.Tables.MethodGoals.CountAsync(g => g.ToolId == tool.ToolId, stop)));
    }
}
