using System.Text.Json.Serialization;

namespace Dashboard.Contracts;

/// <summary>
/// The canonical result: what a pupil did in one exercise or test (part), in one score type.
/// Key within a school, tool and school year: (<see cref="ResultId"/>, <see cref="Part"/>, <see cref="ScoreType"/>).
/// Carries a random pupil key and no other trace of the person.
/// </summary>
public sealed class Result
{
    /// <summary>As <see cref="Part"/> and <see cref="ScoreType"/>: everything that stands under the result id, for a withdrawal.</summary>
    public const string Whole = "*";

    /// <summary>The pupil's random key; the roster knows whose it is.</summary>
    public Guid Pupil { get; set; }

    /// <summary>The hash (hexadecimal) of the outside name by which a person or a supplier's file matched the pupil; null: the roster did.</summary>
    public string? Match { get; set; }

    /// <summary>The publisher's own id of the result (UWLR resultaat/@key, Edu-V statement id).</summary>
    public string ResultId { get; set; } = "";

    /// <summary>Test part, empty for the whole.</summary>
    public string Part { get; set; } = "";

    /// <summary>The publisher's name of the score ("score", "SkillScore", "progress", …).</summary>
    public string ScoreType { get; set; } = "";

    /// <summary>When the pupil did it, UTC. A date without a time is noon in Europe/Amsterdam.</summary>
    public DateTimeOffset TakenAt { get; set; }

    /// <summary>The publisher's order within one moment; 0 when it has none.</summary>
    public long Sequence { get; set; }

    /// <summary>The version where the format has one (Edu-V dateLastModified), else null: then the ledger number decides.</summary>
    public DateTimeOffset? Modified { get; set; }

    public ResultStatus Status { get; set; }
    public OriginKind Origin { get; set; }

    /// <summary>The tool's way of working ("adaptief", "taakgericht", "remediërend"); open.</summary>
    public string? Modus { get; set; }

    public ScoreMeaning Meaning { get; set; }
    public double? Score { get; set; }
    public double? ScoreMax { get; set; }

    /// <summary>Plus or minus, on the score's own scale.</summary>
    public double? Uncertainty { get; set; }

    /// <summary>A score in words: a norm label, a goal state, "Pass".</summary>
    public string? Label { get; set; }

    /// <summary>False for a second score of the same work: it carries no items or minutes and is no evidence.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] // false is what counts here, and would be left out
    public bool Primary { get; set; } = true;

    public int? Items { get; set; }
    public int? Correct { get; set; }
    public int? Seconds { get; set; }
    public int? ExplanationSeconds { get; set; }
    public string? Effort { get; set; }

    /// <summary>Method goal codes that the sender names itself (extension block): all of them apply.</summary>
    public List<string>? GoalCodes { get; set; }

    /// <summary>Otherwise: codes from the most to the least specific; the first known one applies.</summary>
    public List<string> CodeCandidates { get; set; } = [];

    /// <summary>What the exercise or test is called in the tool.</summary>
    public string? Exercise { get; set; }

    /// <summary>Address of the tool's own report; null when withheld.</summary>
    public string? DeepLink { get; set; }

    public List<ContextItem>? Context { get; set; }
    public Trigger? Trigger { get; set; }
}

/// <summary>Where a result comes from; always shown (DA-11).</summary>
public enum OriginKind { Unknown, Practice, EntryTest, ProgressTest, StandardisedTest }

/// <summary>What a score says. Two meanings never share a scale (DA-21, DA-25).</summary>
public enum ScoreMeaning { None, ProportionCorrect, MasteryRating, GoalState, NormLabel, Points }

/// <summary>Missing: the tool says that the pupil did not do it. Cancelled: the tool takes it back.</summary>
public enum ResultStatus { Final, InProgress, Cancelled, Missing }

/// <summary>One piece of a tool's own context (DA-08). <see cref="Key"/> is stable; the rest is for reading.</summary>
public sealed class ContextItem
{
    public string Key { get; set; } = "";
    public string? Label { get; set; }
    public string? Value { get; set; }
    public string? Unit { get; set; }
    public string? Explanation { get; set; }
}

/// <summary>The closed set of three kinds (SI-05). There is no fourth.</summary>
public enum SignalKind { NewProgress, Stuck, FastProgress }

/// <summary>Why a goal is "not mastered yet" according to an adaptive tool (SI-35).</summary>
public enum TriggerReason { Unknown, NotOffered, DoneBadly, HarderLevel }

/// <summary>What the tool itself asks attention for (SI-06). Kind null: the tool takes its trigger back.</summary>
public sealed class Trigger
{
    public SignalKind? Kind { get; set; }
    public string? ReasonText { get; set; }
    public TriggerReason Reason { get; set; }
    public int? Items { get; set; }
    public DateTimeOffset? From { get; set; }
    public DateTimeOffset? To { get; set; }
    public bool? Adaptive { get; set; }
    public bool? TargetLevelUsed { get; set; }
}
