using Dashboard.Contracts;

namespace Dashboard.Publishers.Extension;

/// <summary>
/// The extension block "dashboard": what the standards have no place for, all optional. In Edu-V it is a property of the
/// statement; in UWLR it is our anderresultaat. Terms are kept as written until <see cref="BlockReading"/> reads them.
/// </summary>
public sealed class DashboardBlock
{
    /// <summary>practice, entryTest, progressTest, standardisedTest, unknown.</summary>
    public string? OriginKind { get; set; }
    public string? Modus { get; set; }
    public double? Items { get; set; }
    public double? Correct { get; set; }
    public double? Minutes { get; set; }
    public double? ExplanationMinutes { get; set; }
    public string? Effort { get; set; }
    public List<ContextItem>? Context { get; set; }
    public List<DashboardGoal>? Goals { get; set; }
    public DashboardTrigger? Trigger { get; set; }
}

/// <summary>A method goal as the sender names it.</summary>
public sealed class DashboardGoal
{
    public string? Code { get; set; }
    public string? Vocabulary { get; set; }
}

/// <summary>The tool's own trigger (SI-06, SI-10, SI-30, SI-35).</summary>
public sealed class DashboardTrigger
{
    /// <summary>NewProgress, Stuck, FastProgress.</summary>
    public string? Kind { get; set; }
    public string? ReasonText { get; set; }
    /// <summary>notOffered, doneBadly, harderLevel, unknown.</summary>
    public string? ReasonCode { get; set; }
    public double? Items { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public bool? Adaptive { get; set; }
    public bool? TargetLevelUsed { get; set; }
}
