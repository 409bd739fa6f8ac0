using Dashboard.Contracts;

namespace Dashboard.Store.Tables;

public enum Provenance { Tool, Derived }
public enum SignalState { Raised, Cleared, Withdrawn, Expired }
public enum EndReason
{
    None, Better, ResultCorrected, ResultCancelled, ToolWithdrew, ToolTriggered, NewSchoolYear,
    /// <summary>A tool's trigger on too few items or too old data: kept, never raised.</summary>
    TooThin = 20, TooOld = 21,
    /// <summary>The school switched derived signals of the tool off.</summary>
    SwitchedOff = 22,
}

/// <summary>What a page has to say beside a tool's own trigger (SI-10).</summary>
[Flags]
public enum TriggerDoubt { None = 0, FewItems = 1, UnknownItems = 2, OldPeriod = 4 }

/// <summary>One pupil in one domain of one tool: ability and where the fold stands.</summary>
public sealed class Track
{
    public int SchoolId { get; set; }
    public short SchoolYear { get; set; }
    public int PupilId { get; set; }
    public int ToolId { get; set; }
    public string Domain { get; set; } = "";
    public double Theta { get; set; }
    public double NTheta { get; set; }
    public DateTimeOffset LastAt { get; set; }
    public long LastSequence { get; set; }
    public Guid LastKey { get; set; }
}

[Flags]
public enum GoalFlags : short { None = 0, Done = 1, Stuck = 2, Fast = 4, Progress = 8, ToolStuck = 16, ToolFast = 32, ToolProgress = 64, StandardTest = 128 }

/// <summary>The fold's state of one pupil on one method goal; also what the group page reads.</summary>
public sealed class GoalState
{
    public int SchoolId { get; set; }
    public short SchoolYear { get; set; }
    public int PupilId { get; set; }
    public int MethodGoalId { get; set; }
    public double N { get; set; }
    public double Wrong { get; set; }
    public double A { get; set; }
    public double B { get; set; }
    public double Streak { get; set; }
    /// <summary>Items, or exercises under half right, wrong in a row.</summary>
    public float WrongRun { get; set; }
    /// <summary>Items wrong since the last three right in a row.</summary>
    public float WrongSince { get; set; }
    public double? RatingBase { get; set; }
    public DateTimeOffset? RatingBaseAt { get; set; }
    public double? RatingLast { get; set; }
    /// <summary>Exercises and items since the base.</summary>
    public int RatingExercises { get; set; }
    public int RatingItems { get; set; }
    public short GoodExercises { get; set; }
    public DateOnly? LastGoodOn { get; set; }
    public GoalFlags Flags { get; set; }
    public DateTimeOffset FirstAt { get; set; }
    public DateTimeOffset LastAt { get; set; }
    public DateTimeOffset? EvidenceAt { get; set; }
    public DateTimeOffset? SkippedAt { get; set; }
    public DateTimeOffset? NotOfferedAt { get; set; }
    public DateTimeOffset? HarderAt { get; set; }
    public int Exercises { get; set; }
    public int Items { get; set; }
    public int Correct { get; set; }
    public int Seconds { get; set; }
    public int ExplanationSeconds { get; set; }
    /// <summary>Share right that was expected before the first answers on this goal, 0..1; null: none yet.</summary>
    public float? ExpectedAtStart { get; set; }
    /// <summary>Risk of "loopt vast" after the last answers, 0..1, by whatever rules signals are raised; null: no answers counted.</summary>
    public float? Risk { get; set; }
}

/// <summary>One raised signal with its counts. The text is rendered per language from <see cref="Evidence"/>.</summary>
public sealed class Signal
{
    public int SchoolId { get; set; }
    public Guid SignalId { get; set; }
    public short SchoolYear { get; set; }
    public int PupilId { get; set; }
    public int ToolId { get; set; }
    public int MethodGoalId { get; set; }
    public SignalKind Kind { get; set; }
    public Provenance Provenance { get; set; }
    public SignalState State { get; set; }
    public DateTimeOffset RaisedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public EndReason EndReason { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    /// <summary>The result that raised it: part of the natural key.</summary>
    public Guid EventKey { get; set; }
    public string Rule { get; set; } = "";
    public string RuleVersion { get; set; } = "";
    /// <summary>A <see cref="SignalEvidence"/> as JSON.</summary>
    public string Evidence { get; set; } = "{}";
}

/// <summary>The counts that a signal rests on, within one tool and one method goal.</summary>
public sealed class SignalEvidence
{
    public int Exercises { get; set; }
    public int Items { get; set; }
    public int Correct { get; set; }
    public int Seconds { get; set; }
    public int ExplanationSeconds { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }
    public ScoreMeaning Meaning { get; set; }
    public double? RatingFrom { get; set; }
    public double? RatingTo { get; set; }
    public double? Uncertainty { get; set; }
    public double? Confidence { get; set; }
    public bool Adaptive { get; set; }
    public bool? TargetLevelUsed { get; set; }
    /// <summary>The tool's own words, verbatim.</summary>
    public string? ReasonText { get; set; }
    public TriggerReason Reason { get; set; }
    public TriggerDoubt Doubt { get; set; }
    public Dictionary<string, double>? Parameters { get; set; }
}
