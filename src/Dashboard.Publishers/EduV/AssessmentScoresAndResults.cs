using Dashboard.Publishers.Extension;

namespace Dashboard.Publishers.EduV;

// The message of Edu-V Results 2.0 and 2.1. Times and numbers stay text: the checks say more than a parser can.

internal sealed class AssessmentScoresAndResults
{
    public string? Id { get; set; }
    public string? AssessmentDateTime { get; set; }
    public string? Timestamp { get; set; }
    public string? SchoolPeriod { get; set; }
    public string? ToolName { get; set; }
    public string? ReviewUrl { get; set; }
    public SchoolReference? School { get; set; }
    public Assessment? AssessmentDefinition { get; set; }
    public List<ScoreScale>? ScoreScaleDefinitions { get; set; }
    public List<StudentScoresAndResults>? StudentScoresAndResults { get; set; }
}

internal sealed class Assessment
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public List<AssessmentPart>? Parts { get; set; }
}

internal sealed class AssessmentPart
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    /// <summary>A whole number; its order says nothing that we use.</summary>
    public string? Index { get; set; }
}

internal sealed class StudentScoresAndResults
{
    public string? Id { get; set; }
    public StudentReference? Student { get; set; }
    public string? Status { get; set; }
    public bool? Missing { get; set; }
    public List<ScoreEntry>? Scores { get; set; }
    public List<ResultEntry>? Results { get; set; }
    public string? ReviewUrl { get; set; }
    public string? AdditionalInfo { get; set; }
    public string? DateCreated { get; set; }
    public string? DateLastModified { get; set; }

    /// <summary>Ours.</summary>
    public DashboardBlock? Dashboard { get; set; }
}

internal sealed class ScoreEntry
{
    public string? ScoreValue { get; set; }
    public string? ScoreType { get; set; }
    public string? ScoreMaximum { get; set; }
    public string? AssessmentId { get; set; }
    public string? AssessmentPartId { get; set; }
    public List<string>? ScoreScaleIds { get; set; }
}

internal sealed class ResultEntry
{
    public string? ResultValue { get; set; }
    public string? ResultType { get; set; }
    public string? AssessmentId { get; set; }
    public string? AssessmentPartId { get; set; }
}

internal sealed class ScoreScale
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public List<ScoreScaleEntry>? ScoreScaleEntries { get; set; }
}

internal sealed class ScoreScaleEntry
{
    public string? LHS { get; set; }
    public string? RHS { get; set; }
}
