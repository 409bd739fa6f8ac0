namespace Dashboard.Store.Tables;

/// <summary>How right and wrong answers are judged: the published model, so many wrong, or so many wrong in a row.</summary>
public enum RuleSet { Model, WrongCount, WrongRun }

/// <summary>Streefniveau of a pupil in a domain; never a level on a goal.</summary>
public enum TargetLevelKind { Basic, Standard, Plus }

/// <summary>What a school chose for a tool, from a moment on: rows are added, never changed.</summary>
public sealed class SignalSetting
{
    public int SchoolId { get; set; }
    public int ToolId { get; set; }
    public DateTimeOffset ValidFrom { get; set; }
    /// <summary>Whether the dashboard derives signals from this tool's results.</summary>
    public bool Derived { get; set; }
    public RuleSet RuleSet { get; set; }
    /// <summary>JSON: "rule.parameter" to the school's value; what is not named is as published.</summary>
    public string Thresholds { get; set; } = "{}";
    public int StaffId { get; set; }
}

/// <summary>Set by a teacher, from a moment on; never moved by the dashboard. Level null: back to none.</summary>
public sealed class TargetLevel
{
    public int SchoolId { get; set; }
    public int PupilId { get; set; }
    public string Domain { get; set; } = "";
    public DateTimeOffset ValidFrom { get; set; }
    public TargetLevelKind? Level { get; set; }
    public int StaffId { get; set; }
}

/// <summary>An immutable release of difficulties of one tool's goals, from this school's own results.</summary>
public sealed class DifficultyRelease
{
    public int SchoolId { get; set; }
    public int ToolId { get; set; }
    /// <summary>Events from here on are judged with it.</summary>
    public DateTimeOffset ValidFrom { get; set; }
    public int Pupils { get; set; }
    public int Goals { get; set; }
}

/// <summary>One goal in a release.</summary>
public sealed class Difficulty
{
    public int SchoolId { get; set; }
    public int ToolId { get; set; }
    public DateTimeOffset ValidFrom { get; set; }
    public int MethodGoalId { get; set; }
    public int Pupils { get; set; }
    /// <summary>First items of each pupil.</summary>
    public double Items { get; set; }
    /// <summary>Of those, right.</summary>
    public double Success { get; set; }
}
