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
