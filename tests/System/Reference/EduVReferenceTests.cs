using System.Text.Json.Nodes;
using Dashboard.SystemTests.Publishers;
using Dashboard.SystemTests.Routes;

namespace Dashboard.SystemTests.Reference;

/// <summary>Our API description and readers against the published Edu-V descriptions (bash tests/reference.sh).</summary>
public sealed class EduVReferenceTests(RealParts parts)
{
    /// <summary>Ours, the published one; a step into it for what has no name of its own there.</summary>
    private static readonly (string Ours, string Theirs, string? Inside)[] ResultsSchemas =
    [
        ("AssessmentScoresAndResults", "AssessmentScoresAndResults", null), ("Assessment", "Assessment", null), ("AssessmentPart", "Assessment", "parts"), ("StudentScoresAndResults", "StudentScoresAndResults", null),
        ("ScoreEntry", "ScoreEntry", null), ("ResultEntry", "ResultEntry", null), ("ScoreScale", "ScoreScale", null), ("ScoreScaleEntry", "ScoreScale", "scoreScaleEntries"),
        ("StudentReference", "StudentReference", null), ("UserId", "StudentIdEntry", null), ("SchoolReference", "SchoolReference", null), ("OrganisationId", "SchoolIdEntry", null),
    ];

    [Fact(Explicit = true)]
    public async Task Our_description_of_Results_agrees_with_the_published_one() => await Agree("results-api.yaml", "/eduv/v2/results", "AssessmentScoresAndResults", ResultsSchemas, strict: true);

    [Fact(Explicit = true)]
    public async Task Our_description_of_Progress_agrees_with_the_published_one() => await Agree("progress-api.yaml", "/eduv/v0/progress/{id}", "SimpleProgress", [("SimpleProgress", "SimpleProgress", null)], strict: true);

    [Fact(Explicit = true)]
    public async Task The_published_example_of_Progress_is_read()
    {
        var published = new PublishedApi(Yaml.Read(ReferenceFolder.File("standards/raw/eduv/progress-api.yaml")));
        var example = published.Schema("SimpleProgress")["x-examples"]!["example-1"]!.DeepClone().AsObject();
        // the example names its pupil as an older version did, and no school; those are of the one who sends
        example["student"] = JsonNode.Parse("""{ "userIds": [ { "userId": "lln-1", "userIdType": "ASI" } ] }""");
        example["school"] = JsonNode.Parse("""{ "organisationIds": [ { "organisationId": "11AA", "organisationIdType": "OIE_CODE" } ] }""");
        await using var door = await Door.Open(parts);
        var (status, body, _) = await door.Send(HttpMethod.Put, "/eduv/v0/progress/" + example["id"], example.ToJsonString(), await door.Token("numo"));
        Assert.True(status == 202, body);
    }

    private async Task Agree(string file, string path, string body, (string Ours, string Theirs, string? Inside)[] schemas, bool strict)
    {
        var published = new PublishedApi(Yaml.Read(ReferenceFolder.File("standards/raw/eduv/" + file)));
        await using var host = await ApiDescription.Open(parts);
        var ours = new PublishedApi(host.Document);
        var differences = new List<string>();
        foreach (var (own, name, inside) in schemas)
        {
            var (us, them) = (ours.Schema(own), published.Schema(name));
            if (inside is not null) them = them["properties"]![inside]!["items"]!;
            if (!PublishedApi.Required(us).Order().SequenceEqual(PublishedApi.Required(them).Order())) differences.Add($"{own}: required is [{string.Join(", ", PublishedApi.Required(us))}], published [{string.Join(", ", PublishedApi.Required(them))}]");
            foreach (var (property, described) in them["properties"]!.AsObject())
            {
                var their = published.Follow(described!);
                if (us["properties"]![property] is not { } our)
                {
                    if (PublishedApi.Required(them).Contains(property)) differences.Add($"{own}/{property} is required and not in ours");
                    continue;
                }
                if (!PublishedApi.Enum(our).SequenceEqual(PublishedApi.Enum(their))) differences.Add($"{own}/{property}: enum is [{string.Join(", ", PublishedApi.Enum(our))}], published [{string.Join(", ", PublishedApi.Enum(their))}]");
                if (Format(our) != Format(their)) differences.Add($"{own}/{property}: format {Format(our)}, published {Format(their)}");
                if (their["type"]?.GetValue<string>() is { } type and not ("object" or "array") && !Types(our).Contains(type)) differences.Add($"{own}/{property}: type {string.Join('|', Types(our))}, published {type}");
            }
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));

        var operation = host.Document["paths"]![path]!.AsObject().Single().Value!;
        var example = operation["requestBody"]!["content"]!["application/json"]!["example"]!;
        Assert.Empty(published.Problems(example, published.Schema(body), ""));
        if (strict) foreach (var code in new[] { "202", "400", "401", "403" }) Assert.NotNull(operation["responses"]![code]);
    }

    private static string? Format(JsonNode schema) => schema["format"]?.GetValue<string>();

    private static List<string> Types(JsonNode schema) => schema["type"] switch { JsonArray list => [.. list.Select(t => t!.GetValue<string>())], JsonValue one => [one.GetValue<string>()], _ => [] };
}
