using Dashboard.Contracts;

namespace Dashboard.Store.Tables;

/// <summary>Pushed: put before the group's teachers. Capped: on demand, the day was full. Silent: only where somebody looks for it.</summary>
public enum NoticeKind { Pushed, Capped, Silent }

/// <summary>Why a signal was not pushed, or why it was pushed again.</summary>
public enum NoticeReason { None, Budget, CoolDown, GroupSignal, FollowUp, History, EarlierPeriod, Ended, Again, Returned, AboveTarget }

/// <summary>One line of the log: what was done with a signal for a group on a day. Never computed again.</summary>
public sealed class Notice
{
    public int SchoolId { get; set; }
    public Guid SignalId { get; set; }
    public int GroupId { get; set; }
    public NoticeKind Kind { get; set; }
    public NoticeReason Reason { get; set; }
    public SignalKind SignalKind { get; set; }
    public DateTimeOffset At { get; set; }
    /// <summary>The day on which it was put before them, in the school's time zone.</summary>
    public DateOnly OnDay { get; set; }
    /// <summary>What the pupil had done on the goal by then: what comes on top of it is new evidence.</summary>
    public int Items { get; set; }
    public int Correct { get; set; }
    /// <summary>The risk at that moment, 0..1; null: unknown.</summary>
    public float? Risk { get; set; }
}

/// <summary>At least a third of the group is stuck on one goal: told once, instead of pupil by pupil.</summary>
public sealed class GroupNotice
{
    public int SchoolId { get; set; }
    public int GroupId { get; set; }
    /// <summary>Key of the learning goal; "m" and a number: a tool's own goal without one.</summary>
    public string Topic { get; set; } = "";
    public DateOnly OnDay { get; set; }
    public NoticeKind Kind { get; set; }
    public DateTimeOffset At { get; set; }
    public int Pupils { get; set; }
    public int Size { get; set; }
}

/// <summary>A follow-up of Teaching as Signalling knows it: these signals are silent until the day of looking back.</summary>
public sealed class SignalQuiet
{
    public int SchoolId { get; set; }
    public Guid FollowUpId { get; set; }
    public int PupilId { get; set; }
    public int MethodGoalId { get; set; }
    public DateOnly StartsOn { get; set; }
    public DateOnly Until { get; set; }
    /// <summary>When Teaching said so; an older word never replaces a newer one.</summary>
    public DateTimeOffset ToldAt { get; set; }
    /// <summary>Ended or taken back by a teacher.</summary>
    public bool IsOver { get; set; }
    /// <summary>The day has come, and the signal was put before the teachers again.</summary>
    public bool IsBack { get; set; }
}

/// <summary>Seen, Later and Wrong ("klopt niet") are one teacher's own; Handled counts for everyone who teaches the group.</summary>
public enum ReactionKind { Seen, Later, Wrong, Handled }

/// <summary>What a teacher answered to a signal.</summary>
public sealed class Reaction
{
    public int SchoolId { get; set; }
    public Guid ReactionId { get; set; }
    public Guid SignalId { get; set; }
    public int StaffId { get; set; }
    public ReactionKind Kind { get; set; }
    public DateTimeOffset At { get; set; }
    /// <summary>Later: the day on which it comes back.</summary>
    public DateOnly? Until { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }
}
