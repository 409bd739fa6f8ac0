namespace Dashboard.Store.Tables;

/// <summary>Replayed: results that a report counted as unmatched; they count no second time.</summary>
public enum WorkKind { Results, Waiting, Refold, Replayed, FollowUp = 20, Pull = 50, MatchMoved = 51 }
public enum WorkState { Ready, Mapped, Signalled, Done, Parked = 9 }

/// <summary>One piece of background work: a part of a delivery, or what a change causes. The payload is encrypted per school.</summary>
public sealed class Work
{
    public int SchoolId { get; set; }
    public long WorkId { get; set; }
    public WorkKind Kind { get; set; }
    public WorkState State { get; set; }
    public short Failures { get; set; }
    public short SchoolYear { get; set; }
    public int ToolId { get; set; }
    public long? DeliveryId { get; set; }
    public DateTimeOffset LeaseUntil { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public string? Error { get; set; }
    /// <summary>Where it stood when it was parked.</summary>
    public WorkState? ParkedFrom { get; set; }
    public byte[] Payload { get; set; } = [];
}
