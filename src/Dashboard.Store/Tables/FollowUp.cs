namespace Dashboard.Store.Tables;

/// <summary>What a teacher will do; Together: two pupils, one of whom explains (OD-29, SI-29, V-10, V-15, V-16).</summary>
public enum FollowUpKind { ExtraInstruction, MorePractice, OtherTool, Talk, HarderWork, Compliment, Together }

/// <summary>
/// What a teacher decided to do about a goal with some pupils, and when she looks back on it. Running until somebody ends it;
/// from <see cref="EvaluateOn"/> it waits for that.
/// </summary>
public sealed class FollowUp
{
    public int SchoolId { get; set; }
    public Guid FollowUpId { get; set; }
    public FollowUpKind Kind { get; set; }
    public int? GoalId { get; set; }
    /// <summary>Key of the goal as pages know it; stays the same over releases.</summary>
    public string Topic { get; set; } = "";
    public string TopicName { get; set; } = "";
    /// <summary>The tools' goals under it when it was agreed: their signals are silent.</summary>
    public int[] MethodGoals { get; set; } = [];
    public int StaffId { get; set; }
    public DateTimeOffset At { get; set; }
    public DateOnly StartsOn { get; set; }
    public DateOnly EvaluateOn { get; set; }
    /// <summary>With whom, in the teacher's own words.</summary>
    public string? Partner { get; set; }
    /// <summary>"Wat verwacht je?"</summary>
    public string? Expectation { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public int? EndedBy { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }
}

public sealed class FollowUpPupil
{
    public int SchoolId { get; set; }
    public Guid FollowUpId { get; set; }
    public int PupilId { get; set; }
}
