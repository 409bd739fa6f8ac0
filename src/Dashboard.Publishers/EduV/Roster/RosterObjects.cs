using System.Text.Json.Serialization;

namespace Dashboard.Publishers.EduV.Roster;

// The objects of Edu-V Students, Association and Employees 1.1, as far as the dashboard may know them. Birth date, gender, language,
// addresses, e-mail and the like have no property here: the parser passes over them.

internal abstract class RosterUser
{
    public string? UserMasterIdentifier { get; set; }
    public List<UserId>? UserIds { get; set; }
}

internal sealed class RosterReference : RosterUser;

internal sealed class StudentObject : RosterUser
{
    public string? GivenName { get; set; }
    public string? PreferredFirstName { get; set; }
    public string? FamilyName { get; set; }
    public string? FamilyNamePrefix { get; set; }
    public string? Status { get; set; }
}

internal sealed class EmployeeObject : RosterUser
{
    public string? GivenName { get; set; }
    public string? FamilyName { get; set; }
    public string? FamilyNamePrefix { get; set; }
    public string? Status { get; set; }
}

internal sealed class GroupObject
{
    public string? GroupId { get; set; }
    public string? GroupName { get; set; }
    /// <summary>class, lesson-group.</summary>
    public string? GroupType { get; set; }
    public List<RosterReference>? Students { get; set; }
    public string? EndDate { get; set; }
    public string? Status { get; set; }
}

internal sealed class AssignmentObject
{
    public RosterReference? Employee { get; set; }
    /// <summary>A groupId; null: to a subject or a single student, which gives no group.</summary>
    public string? Group { get; set; }
    public string? EndDate { get; set; }
    public string? Status { get; set; }
}

internal sealed class EnrollmentObject
{
    public RosterReference? Student { get; set; }
    /// <summary>study, subject.</summary>
    public string? EnrollmentType { get; set; }
    /// <summary>In primary education 0 to 8.</summary>
    public int? StudyYear { get; set; }
    public string? EndDate { get; set; }
    public string? Status { get; set; }
}

internal sealed record TokenOfAdministration([property: JsonPropertyName("access_token")] string? AccessToken);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<StudentObject>))]
[JsonSerializable(typeof(List<EmployeeObject>))]
[JsonSerializable(typeof(List<GroupObject>))]
[JsonSerializable(typeof(List<AssignmentObject>))]
[JsonSerializable(typeof(List<EnrollmentObject>))]
[JsonSerializable(typeof(TokenOfAdministration))]
internal sealed partial class RosterJson : JsonSerializerContext;
