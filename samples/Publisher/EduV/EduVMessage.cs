using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Samples.School;

namespace Dashboard.Samples.Publisher.EduV;

/// <summary>The parts of Edu-V messages that are the same for every sender (Results 2.1, Progress 0.0.5).</summary>
public static class EduVMessage
{
    public const string ResultsPath = "/eduv/v2/results";

    public static JsonObject School(SchoolData school) => new()
    {
        ["organisationIds"] = new JsonArray(new JsonObject { ["organisationId"] = school.Brin, ["organisationIdType"] = "OIE_CODE" }),
    };

    /// <summary>By ECK iD where the pupil has one, else by the key in the school's administration.</summary>
    public static JsonObject Student(SamplePupil pupil) => pupil.EckId is { } eckId
        ? new JsonObject { ["userMasterIdentifier"] = eckId }
        : new JsonObject { ["userIds"] = new JsonArray(new JsonObject { ["userId"] = pupil.LasKey, ["userIdType"] = "ASI" }) };

    public static JsonObject Score(string type, int value, string assessment, string? part = null) => Part(part, new JsonObject
    {
        ["scoreValue"] = value.ToString(System.Globalization.CultureInfo.InvariantCulture), ["scoreType"] = type, ["assessmentId"] = assessment,
    });

    public static JsonObject Result(string type, string value, string assessment, string? part = null) => Part(part, new JsonObject
    {
        ["resultValue"] = value, ["resultType"] = type, ["assessmentId"] = assessment,
    });

    /// <summary>RFC 3339, in UTC.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    public static string Year(int first) => $"{first}-{first + 1}";

    public static string Json(JsonNode node) => node.ToJsonString(JsonSerializerOptions.Web);

    private static JsonObject Part(string? part, JsonObject entry)
    {
        if (part is not null) entry["assessmentPartId"] = part;
        return entry;
    }
}
