using Dashboard.Publishers.Deliveries;
using Dashboard.Schools.Feeds;
using Dashboard.Store;

namespace Dashboard.Publishers.Checking;

/// <summary>Takes a message in as <see cref="Intake"/> does, and writes nothing: it remembers what would have been kept.</summary>
internal sealed class DryIntake(Database database, KeyRing keys, PartPayload payloads, AcceptQueue queue, FeedStates feeds, TimeProvider clock) : Intake(database, keys, payloads, queue, feeds, clock)
{
    private readonly FeedStates _feeds = feeds;

    public IncomingMessage? Message { get; private set; }
    public IReadOnlyList<DeliveryProblem> Refused { get; private set; } = [];
    public string? Publisher { get; private set; }
    public bool Off { get; private set; }

    /// <summary>Result ids of pupils that the school does not know.</summary>
    public IReadOnlyList<string> Unknown { get; private set; } = [];

    public override async Task<IntakeReceipt> Accept(IncomingMessage message, CancellationToken stop)
    {
        (Message, Publisher) = (message, message.Client);
        var (known, waiting, left) = await Sort(message, stop);
        Unknown = [.. waiting.Select(w => w.Result.ResultId).Distinct()];
        Off = await _feeds.Active(message.School, message.Tool, stop) is null;
        if (left.Count > 0) Message = message with { Results = [.. known, .. waiting], Problems = [.. message.Problems, .. left] };
        return new IntakeReceipt(Guid.Empty, !Off) { NoneTaken = left.Count > 0 && known.Count + waiting.Count == 0 ? left : null };
    }

    public override Task<IntakeReceipt> RefuseOff(IncomingMessage message, int results, CancellationToken stop)
    {
        (Publisher, Off) = (message.Client, true);
        return Task.FromResult(new IntakeReceipt(Guid.Empty, FeedOn: false));
    }

    public override Task<Guid> Refuse(string client, string format, int school, int? tool, int results, IReadOnlyList<DeliveryProblem> problems, CancellationToken stop)
    {
        (Publisher, Refused) = (client, problems);
        return Task.FromResult(Guid.Empty);
    }
}
