using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Dashboard.Publishers.Extension;

namespace Dashboard.Publishers.EduV;

/// <summary>The message of the Edu-V Progress draft (0.0.5).</summary>
internal sealed class SimpleProgress
{
    [Required]
    public string? Id { get; set; }
    [Required]
    public StudentReference? Student { get; set; }
    [Required]
    public SchoolReference? School { get; set; }
    [Required]
    public string? AssignableUnitId { get; set; }
    [Required]
    public string? CourseId { get; set; }
    [Required, AllowedValues("not-started", "started", "completed", "abandoned")]
    public string? Status { get; set; }
    [Required, DataType(DataType.DateTime)]
    public string? Timestamp { get; set; }
    [MaxLength(15)]
    public string? AdditionalInfo { get; set; }
    public string? DetailsUrl { get; set; }

    /// <summary>The schema spells it pleaseFollowup, its example pleaseFollowUp: names are read without regard to case.</summary>
    [JsonPropertyName("pleaseFollowup")]
    public bool? PleaseFollowup { get; set; }

    /// <summary>Not in the draft; for a publisher with several tools.</summary>
    public string? ToolName { get; set; }

    /// <summary>Ours.</summary>
    public DashboardBlock? Dashboard { get; set; }
}
