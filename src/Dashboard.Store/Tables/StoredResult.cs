using Dashboard.Contracts;

namespace Dashboard.Store.Tables;

/// <summary>The latest version of a result. <see cref="Detail"/> holds what only a page reads (context, modus, effort) and the trigger.</summary>
public sealed class StoredResult
{
    public int SchoolId { get; set; }
    public short SchoolYear { get; set; }
    public Guid ResultKey { get; set; }
    public int PupilId { get; set; }
    public int ToolId { get; set; }
    /// <summary>0: the message named no goal.</summary>
    public int MethodGoalId { get; set; }
    public DateTimeOffset TakenAt { get; set; }
    public long Sequence { get; set; }
    public long Ledger { get; set; }
    public DateTimeOffset? ModifiedAt { get; set; }
    public long ContentHash { get; set; }
    public OriginKind Origin { get; set; }
    public ScoreMeaning Meaning { get; set; }
    public ResultStatus Status { get; set; }
    public bool IsPrimary { get; set; }
    public float? Score { get; set; }
    public float? ScoreMax { get; set; }
    public float? Uncertainty { get; set; }
    public int? Items { get; set; }
    public int? Correct { get; set; }
    public int? Seconds { get; set; }
    public int? ExplanationSeconds { get; set; }
    public int[]? OtherGoals { get; set; }
    public string ResultId { get; set; } = "";
    public string Part { get; set; } = "";
    public string ScoreType { get; set; } = "";
    public string? Label { get; set; }
    public string? Exercise { get; set; }
    public string? DeepLink { get; set; }
    public string? Detail { get; set; }
}

/// <summary>What stands in <see cref="StoredResult.Detail"/>.</summary>
public sealed class ResultDetail
{
    /// <summary><see cref="Result.Match"/>: by it a wrong match is undone.</summary>
    public string? Match { get; set; }
    public string? Modus { get; set; }
    public string? Effort { get; set; }
    public List<ContextItem>? Context { get; set; }
    public Trigger? Trigger { get; set; }
}

/// <summary>A version that was replaced by a correction.</summary>
public sealed class ResultHistory
{
    public int SchoolId { get; set; }
    public short SchoolYear { get; set; }
    public Guid ResultKey { get; set; }
    public long Ledger { get; set; }
    public DateTimeOffset ReplacedAt { get; set; }
    public string Content { get; set; } = "{}";
}
