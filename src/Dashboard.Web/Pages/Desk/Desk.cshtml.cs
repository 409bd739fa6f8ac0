using Dashboard.Publishers.Deliveries;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;

namespace Dashboard.Web.Pages.Desk;

/// <summary>The publisher's desk: what came in today, and how to connect a test system.</summary>
public sealed class DeskModel(CurrentPublisher publisher, TextBook texts, Sandboxes sandboxes, FeedRequests requests, DeliveryReports reports, Database database, TimeProvider clock) : DeskPage(publisher, texts)
{
    protected override string Here => "uitgever";
    public School? Sandbox { get; private set; }
    public DeliveryRows Latest { get; private set; } = null!;
    public int Today { get; private set; }
    public int Refused { get; private set; }
    public int Requests { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        Sandbox = await sandboxes.Find(Own.Publisher, stop);
        Latest = await DeliveryRows.Read(reports, database, Own.Publisher.Key, null, null, 8, stop);
        Requests = (await requests.Open(Own.Publisher.PublisherId, stop)).Count;
        var since = SchoolTime.StartOf(SchoolTime.Day(clock.GetUtcNow()));
        await using var session = await database.Begin(DatabaseRole.Web, Scope.ForClient(Own.Publisher.Key), stop);
        var today = await session.Tables.Deliveries.AsNoTracking().Where(d => d.Client == Own.Publisher.Key && d.ReceivedAt >= since)
            .GroupBy(d => d.State == DeliveryState.Rejected).Select(g => new { Refused = g.Key, Count = g.Count() }).ToListAsync(stop);
        (Today, Refused) = (today.Sum(t => t.Count), today.Where(t => t.Refused).Sum(t => t.Count));
    }

    /// <summary>Makes the sandbox school, or gives it the feeds of tools that came later.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await sandboxes.Ensure(Own.Publisher, stop);
        return Redirect("/uitgever");
    }
}
