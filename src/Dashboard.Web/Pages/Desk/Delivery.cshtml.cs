using System.Text;
using System.Text.Json;
using Dashboard.Publishers.Deliveries;
using Dashboard.Web.Desk;

namespace Dashboard.Web.Pages.Desk;

/// <summary>What became of one delivery: problems first. Result ids of the publisher, nothing of a pupil.</summary>
public sealed class DeliveryModel(CurrentPublisher publisher, TextBook texts, DeliveryReports reports, Database database) : DeskPage(publisher, texts)
{
    protected override string Here => "leveringen";
    public DeliveryReport Report { get; private set; } = null!;
    public string? School { get; private set; }
    public IReadOnlyList<string> Waiting { get; private set; } = [];
    public IReadOnlyList<string> Unlinked { get; private set; } = [];
    public int Total => Report.Accepted + Report.Unchanged + Report.Corrected + Report.Rejected + Report.Unmatched;

    public async Task<IActionResult> OnGetAsync(Guid id, string? als, CancellationToken stop)
    {
        if (await reports.One(Own.Publisher.Key, id, stop) is not { } report) return NotFound();
        Report = report;
        Waiting = await reports.Waiting(Own.Publisher.Key, id, stop);
        if (als == "json") return File(JsonSerializer.SerializeToUtf8Bytes(new { report, waiting = Waiting }, JsonSerializerOptions.Web), "application/json", $"levering-{id}.json");
        if (als == "csv") return File(Encoding.UTF8.GetBytes(DeliveryCsv.Write(report, Waiting)), "text/csv; charset=utf-8", $"levering-{id}.csv");
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        School = report.School is null ? null : (await session.Tables.Schools.AsNoTracking().SingleOrDefaultAsync(s => s.Key == report.School, stop))?.Name;
        if (Own.Tool(report.Tool) is { } tool) Unlinked = await UnlinkedGoals.Of(session.Tables, tool.ToolId, stop);
        return Page();
    }
}
