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

/// <summary>The entries of a reference: an id with its type. A type that Edu-V does not know is read over and reported.</summary>
internal static class References
{
    private static readonly string[] SchoolTypes = ["OIE_CODE", "BP_ID", "DD_ID", "AS_ID", "V_ID", "VE_CODE"], UserTypes = ["NEPPI", "BPI", "eduID", "NEPRI", "ASI"];

    public static void Check(List<OrganisationId>? ids, string field, string? statement, EduVNotes notes) =>
        Check((ids ?? []).Select(i => (i?.Value, i?.OrganisationIdType)), "organisationId", SchoolTypes, field, statement, notes);

    public static void Check(List<UserId>? ids, string field, string? statement, EduVNotes notes) =>
        Check((ids ?? []).Select(i => (i?.Value, i?.UserIdType)), "userId", UserTypes, field, statement, notes);

    private static void Check(IEnumerable<(string? Value, string? Type)> ids, string name, string[] types, string field, string? statement, EduVNotes notes)
    {
        foreach (var (value, type) in ids)
            if (value is null || type is null) notes.Schema(statement, field, $"Elke regel heeft een {name} en een {name}Type.");
            else if (!types.Contains(type)) notes.Note(statement, field, "unknown-id-type", $"Dit {name}Type kent Edu-V niet. De waarde is als sleutel van een andere partij gelezen.");
    }
}
