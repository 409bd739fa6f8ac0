using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Dashboard.Publishers.Extension;

namespace Dashboard.Publishers.EduV;

// The message of Edu-V Results 2.0 and 2.1. Times and numbers stay text: the checks say more than a parser can.

internal sealed class AssessmentScoresAndResults
{
    [Required]
    public string? Id { get; set; }
    [Required, DataType(DataType.DateTime)]
    public string? AssessmentDateTime { get; set; }
    [Required, DataType(DataType.DateTime)]
    public string? Timestamp { get; set; }
    [Required]
    public string? SchoolPeriod { get; set; }
    public string? ToolName { get; set; }
    public string? ReviewUrl { get; set; }
    [Required]
    public SchoolReference? School { get; set; }
    [Required]
    public Assessment? AssessmentDefinition { get; set; }
    public List<ScoreScale>? ScoreScaleDefinitions { get; set; }
    public List<StudentScoresAndResults>? StudentScoresAndResults { get; set; }
}

internal sealed class Assessment
{
    [Required]
    public string? Id { get; set; }
    [Required]
    public string? Name { get; set; }
    public List<AssessmentPart>? Parts { get; set; }
}

internal sealed class AssessmentPart
{
    [Required]
    public string? Id { get; set; }
    [Required]
    public string? Name { get; set; }
    /// <summary>A whole number; its order says nothing that we use.</summary>
    [Required, DataType("integer")]
    public string? Index { get; set; }
}

internal sealed class StudentScoresAndResults
{
    [Required]
    public string? Id { get; set; }
    [Required]
    public StudentReference? Student { get; set; }
    [AllowedValues("InProgress", "Final", "Canceled")]
    public string? Status { get; set; }
    public bool? Missing { get; set; }
    public List<ScoreEntry>? Scores { get; set; }
    public List<ResultEntry>? Results { get; set; }
    public string? ReviewUrl { get; set; }
    public string? AdditionalInfo { get; set; }
    [Required, DataType(DataType.DateTime)]
    public string? DateCreated { get; set; }
    [Required, DataType(DataType.DateTime)]
    public string? DateLastModified { get; set; }

    /// <summary>Ours.</summary>
    public DashboardBlock? Dashboard { get; set; }
}

internal sealed class ScoreEntry
{
    [Required]
    public string? ScoreValue { get; set; }
    [Required, AllowedValues("DurationInSeconds", "NumberCorrect", "NumberIncorrect", "NumberItems", "PercentageCorrect", "ScorePoints", "SkillScore")]
    public string? ScoreType { get; set; }
    public string? ScoreMaximum { get; set; }
    [Required]
    public string? AssessmentId { get; set; }
    public string? AssessmentPartId { get; set; }
    public List<string>? ScoreScaleIds { get; set; }
}

internal sealed class ResultEntry
{
    [Required]
    public string? ResultValue { get; set; }
    [Required, AllowedValues("AE", "AVI", "CAE", "CIV", "CPercentiel", "DLE", "EducationLevel", "FunctioningLevel", "Grade0-10", "Grade0.0-10.0", "IV", "LA", "LGH", "OVG", "PassOrFail", "Percentiel", "RnERK", "RnTR")]
    public string? ResultType { get; set; }
    [Required]
    public string? AssessmentId { get; set; }
    public string? AssessmentPartId { get; set; }
}

internal sealed class ScoreScale
{
    [Required]
    public string? Id { get; set; }
    [Required]
    public string? Name { get; set; }
    [Required]
    public List<ScoreScaleEntry>? ScoreScaleEntries { get; set; }
}

internal sealed class ScoreScaleEntry
{
    [Required, JsonPropertyName("LHS")]
    public string? LHS { get; set; }
    [Required, JsonPropertyName("RHS")]
    public string? RHS { get; set; }
}
