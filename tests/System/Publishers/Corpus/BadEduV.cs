using System.Text.Json.Nodes;

namespace Dashboard.SystemTests.Publishers.Corpus;

/// <summary>Edu-V messages that may not come in.</summary>
internal static class BadEduV
{
    public const string GoodProgress = """
        { "id": "p-1", "student": { "userIds": [ { "userId": "lln-1", "userIdType": "ASI" } ] }, "school": { "organisationIds": [ { "organisationId": "beuk", "organisationIdType": "AS_ID" } ] },
          "assignableUnitId": "numo-klok", "courseId": "c", "status": "completed", "timestamp": "2026-11-19T09:30:00Z", "pleaseFollowup": true }
        """;

    private static readonly string[] NoNumbers = ["-1", "NaN", "Infinity", "-Infinity", "1e400", "4,5", "vier", "0x10", "99999999999999999999"];

    public static IEnumerable<BadInput> All() => NoJson("results", EduVDoorTests.Message()).Concat(Results()).Concat(NoJson("progress", GoodProgress)).Concat(Progress());

    /// <summary>What is no JSON of this shape, whatever it is about.</summary>
    internal static IEnumerable<BadInput> NoJson(string format, string good)
    {
        foreach (var (name, text) in new[]
        {
            ("words", "geen json"), ("XML", "<a/>"), ("an array", "[]"), ("a number", "42"), ("a string", "\"x\""), ("null", "null"), ("an open brace", "{"), ("a comment", "/* x */ " + good), ("a trailing comma", good.TrimEnd()[..^1] + ",}"),
            ("single quotes", good.Replace('"', '\'')), ("two roots", good + good), ("deep arrays", good.TrimEnd()[..^1] + ",\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}"),
            ("deep objects", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000)), ("a bare word", good.Replace("\"id\"", "id", StringComparison.Ordinal).Replace("\"version\"", "version", StringComparison.Ordinal)),
            ("half a surrogate", good.Replace("lok", "\\ud800", StringComparison.Ordinal)), ("a bad escape", good.Replace("lok", "\\x20", StringComparison.Ordinal)),
            ("a property twice", good.Insert(good.IndexOf('{', StringComparison.Ordinal) + 1, good[(good.IndexOf('{', StringComparison.Ordinal) + 1)..good.IndexOf(',', StringComparison.Ordinal)] + ", ")),
        })
            yield return BadInput.Json(format, name, text);
        foreach (var bad in BadInput.CutOff(format, good, "application/json").Concat(BadInput.BadEncodings(format, good, "lok", "application/json"))) yield return bad;
    }

    private static IEnumerable<BadInput> Results()
    {
        foreach (var path in new[] { "id", "assessmentDateTime", "timestamp", "schoolPeriod", "school", "assessmentDefinition", "assessmentDefinition/id", "assessmentDefinition/name", "studentScoresAndResults/0/id", "studentScoresAndResults/0/student", "studentScoresAndResults/0/dateCreated", "studentScoresAndResults/0/dateLastModified", "studentScoresAndResults/0/scores/0/scoreType", "studentScoresAndResults/0/scores/0/scoreValue", "studentScoresAndResults/0/scores/0/assessmentId" })
            foreach (var (how, value) in new (string, JsonNode?)[] { ("left out", null), ("empty", ""), ("an object", new JsonObject { ["x"] = 1 }), ("an array", new JsonArray(1)) })
            {
                yield return BadInput.Json("results", $"{path}: {how}", Changed(EduVDoorTests.Message(), path, value?.DeepClone(), remove: how == "left out"));
            }
        foreach (var number in NoNumbers) yield return BadInput.Json("results", $"scoreValue {number}", EduVDoorTests.Message(score: number));
        foreach (var moment in new[] { "2026-02-30T09:00:00Z", "2026-11-19T25:00:00Z", "gisteren", "1763510400", "2026-11-19T09:00:00+99:00", "0000-00-00T00:00:00Z" })
            yield return BadInput.Json("results", $"assessmentDateTime {moment}", Changed(EduVDoorTests.Message(), "assessmentDateTime", moment));
        yield return BadInput.Json("results", "an unknown school", EduVDoorTests.Message(school: "99ZZ"));
        yield return BadInput.Json("results", "a school that has it off", EduVDoorTests.Message(school: "11BB"));
        yield return BadInput.Json("results", "a statement that is null", Changed(EduVDoorTests.Message(), "studentScoresAndResults/0", null, remove: false));
        yield return BadInput.Json("results", "a score that is null", Changed(EduVDoorTests.Message(), "studentScoresAndResults/0/scores/0", null, remove: false));
        yield return BadInput.Json("results", "no scores", Changed(EduVDoorTests.Message(), "studentScoresAndResults/0/scores", new JsonArray()));
        yield return BadInput.Json("results", "a part that is not there", Changed(EduVDoorTests.Message(), "studentScoresAndResults/0/scores/0/assessmentPartId", "x"));
        yield return BadInput.Json("results", "an id of 257", Changed(EduVDoorTests.Message(), "studentScoresAndResults/0/id", new string('x', 257)));
        yield return BadInput.Json("results", "a statement twice", Twice());
        yield return BadInput.Json("results", "more right than there is", EduVDoorTests.Message(score: "11"));
    }

    private static IEnumerable<BadInput> Progress()
    {
        foreach (var path in new[] { "student", "school", "assignableUnitId", "status", "timestamp" })
            foreach (var (how, value) in new (string, JsonNode?)[] { ("left out", null), ("empty", ""), ("an array", new JsonArray(1)) })
                yield return BadInput.Json("progress", $"{path}: {how}", Changed(GoodProgress, path, value?.DeepClone(), remove: how == "left out"));
        yield return BadInput.Json("progress", "another id than the address", Changed(GoodProgress, "id", "p-2"));
        yield return BadInput.Json("progress", "pleaseFollowup perhaps", Changed(GoodProgress, "pleaseFollowup", "misschien"));
        yield return BadInput.Json("progress", "a timestamp that cannot be", Changed(GoodProgress, "timestamp", "2026-02-30T09:30:00Z"));
        yield return BadInput.Json("progress", "items below zero", Changed(GoodProgress, "dashboard", new JsonObject { ["items"] = -1 }));
        yield return BadInput.Json("progress", "an unknown school", GoodProgress.Replace("beuk", "niemand", StringComparison.Ordinal));
    }

    private static string Twice()
    {
        var message = JsonNode.Parse(EduVDoorTests.Message())!;
        message["studentScoresAndResults"]!.AsArray().Add(message["studentScoresAndResults"]![0]!.DeepClone());
        return message.ToJsonString();
    }

    internal static string Changed(string good, string path, JsonNode? value, bool remove = false)
    {
        var root = JsonNode.Parse(good)!;
        var names = path.Split('/');
        var parent = names[..^1].Aggregate(root, (node, name) => node is JsonArray array ? array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!);
        if (parent is JsonArray list) list[int.Parse(names[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        else if (remove) parent.AsObject().Remove(names[^1]);
        else parent[names[^1]] = value;
        return root.ToJsonString();
    }
}
