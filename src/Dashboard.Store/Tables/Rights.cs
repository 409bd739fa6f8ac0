namespace Dashboard.Store.Tables;

public enum RightKind { Erasure, Rectification, Inzage }
public enum RightState { Received, Weighed, Executed, Refused }

/// <summary>What a school keeps for how long (privacy.md §5).</summary>
public enum RetentionKind { LedgerPayloads, ParkedWork, Results, TeachersRecords, Launches, DeliveryReports, AuditTrail, PupilsWhoLeft }

/// <summary>A parent or pupil asked something of the school. Erasure is weighed by the school first: it is not absolute.</summary>
public sealed class RightsRequest
{
    public int SchoolId { get; set; }
    public Guid RequestId { get; set; }
    public RightKind Kind { get; set; }
    public RightState State { get; set; }
    /// <summary>Null once the pupil was erased.</summary>
    public int? PupilId { get; set; }
    public DateOnly AskedOn { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public int ReceivedBy { get; set; }
    /// <summary>The school's own words: which ground, which interest.</summary>
    public string? Weighing { get; set; }
    public DateTimeOffset? WeighedAt { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public int? DecidedBy { get; set; }
    /// <summary>Of a refusal.</summary>
    public string? Reason { get; set; }
    /// <summary>Rows per table that went, JSON.</summary>
    public string? Report { get; set; }
}

/// <summary>Keyed hash of an outside name of somebody who was erased: what comes for it is dropped at the door.</summary>
public sealed class Tombstone
{
    public int SchoolId { get; set; }
    public byte[] Hash { get; set; } = [];
    public DateTimeOffset ErasedAt { get; set; }
    public Guid? RequestId { get; set; }
}

/// <summary>A shorter term that a school chose.</summary>
public sealed class RetentionTerm
{
    public int SchoolId { get; set; }
    public RetentionKind Kind { get; set; }
    public int Days { get; set; }
}

/// <summary>What one run of the retention job took away, JSON.</summary>
public sealed class RetentionRun
{
    public int SchoolId { get; set; }
    public DateTimeOffset RanAt { get; set; }
    public string Report { get; set; } = "{}";
}
