using Dashboard.Publishers.Deliveries;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Everything that this publisher sent, the newest first.</summary>
public sealed class DeliveriesModel(CurrentPublisher publisher, TextBook texts, DeliveryReports reports, Database database) : DeskPage(publisher, texts)
{
    protected override string Here => "leveringen";
    public DeliveryRows List { get; private set; } = null!;
    public DeliveryState? Only { get; private set; }

    public async Task OnGetAsync(long? voor, string? stand, CancellationToken stop)
    {
        Only = stand switch { "rejected" => DeliveryState.Rejected, "parked" => DeliveryState.Parked, _ => null };
        List = await DeliveryRows.Read(reports, database, Own.Publisher.Key, voor, Only, 50, stop);
    }
}
