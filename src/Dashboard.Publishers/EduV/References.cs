using System.Text.Json.Serialization;

namespace Dashboard.Publishers.EduV;

internal sealed class SchoolReference
{
    public string? OrganisationMasterIdentifier { get; set; }
    public List<OrganisationId>? OrganisationIds { get; set; }
}

internal sealed class OrganisationId
{
    [JsonPropertyName("organisationId")]
    public string? Value { get; set; }
    public string? OrganisationIdType { get; set; }
}

internal sealed class StudentReference
{
    public string? UserMasterIdentifier { get; set; }
    public List<UserId>? UserIds { get; set; }
}

internal sealed class UserId
{
    [JsonPropertyName("userId")]
    public string? Value { get; set; }
    public string? UserIdType { get; set; }
}
