namespace Dashboard.Store.Tables;

public enum MarkKind { WorksOnThis, SufficientlyTreated, RelevantNow }

/// <summary>What a teacher recorded on a pupil or group and a goal; never a computed judgement.</summary>
public sealed class Mark
{
    public int SchoolId { get; set; }
    public Guid MarkId { get; set; }
    public MarkKind Kind { get; set; }
    public int? PupilId { get; set; }
    public int? GroupId { get; set; }
    public int GoalId { get; set; }
    public int StaffId { get; set; }
    public DateTimeOffset At { get; set; }
    public DateOnly? Until { get; set; }
    public string? Text { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }
}

/// <summary>Note: in the teacher's own words. SeenInClass: what she saw herself. Compliment: given. Agreement: made with the pupil.</summary>
public enum NoteKind { Note, SeenInClass, Compliment, Agreement }

/// <summary>The teacher's own estimate, in words (OD-24); never computed, never a number.</summary>
public enum Judgement { Can, Almost, NotYet, Unknown }

/// <summary>What a teacher wrote down about a pupil, perhaps about one goal. Shared with who teaches the group.</summary>
public sealed class Note
{
    public int SchoolId { get; set; }
    public Guid NoteId { get; set; }
    public NoteKind Kind { get; set; }
    public int PupilId { get; set; }
    /// <summary>Key of the goal as pages know it; null: about the pupil.</summary>
    public string? Topic { get; set; }
    public string? TopicName { get; set; }
    public Judgement? Judgement { get; set; }
    public string? Text { get; set; }
    public int StaffId { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }
}

/// <summary>How a member of staff left a group's page: her filters, and when she was there.</summary>
public sealed class GroupView
{
    public int SchoolId { get; set; }
    public int StaffId { get; set; }
    public int GroupId { get; set; }
    public DateTimeOffset SeenAt { get; set; }
    /// <summary>The end of the visit before this one.</summary>
    public DateTimeOffset? BeforeAt { get; set; }
    public string Period { get; set; } = "";
    public string? Subject { get; set; }
    public string? Domain { get; set; }
}

/// <summary>The four petals of the flower: effort to the right, progress upward.</summary>
public enum Petal { EffortAndProgress, HelpNeeded, QuicklyDone, GettingGoing }

/// <summary>A group's own word for a petal.</summary>
public sealed class PetalLabel
{
    public int SchoolId { get; set; }
    public int GroupId { get; set; }
    public Petal Petal { get; set; }
    public string Label { get; set; } = "";
    public int StaffId { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>The weekly message by e-mail: off until she switches it on.</summary>
public sealed class Digest
{
    public int SchoolId { get; set; }
    public int StaffId { get; set; }
    public bool IsOn { get; set; }
    public string Address { get; set; } = "";
    public string Language { get; set; } = "nl";
    /// <summary>Monday of the last week that it was sent for.</summary>
    public DateOnly? SentFor { get; set; }
}
