using System.Text.Json.Nodes;

namespace Dashboard.SystemTests.Publishers.Corpus;

/// <summary>Deliveries of method goals that may not come in.</summary>
internal static class BadMethodGoals
{
    public const string Good = """
        { "version": "1", "goals": [ { "code": "klok", "title": "De klok", "description": "Hele uren", "domain": "tijd", "exampleExercises": ["Hoe laat is het?"], "links": [] } ] }
        """;

    public static IEnumerable<BadInput> All()
    {
        foreach (var bad in BadEduV.NoJson("method-goals", Good)) yield return bad;
        foreach (var path in new[] { "goals", "goals/0/code", "goals/0/title" })
            foreach (var (how, value) in new (string, JsonNode?)[] { ("left out", null), ("empty", ""), ("an object", new JsonObject { ["x"] = 1 }) })
                yield return BadInput.Json("method-goals", $"{path}: {how}", BadEduV.Changed(Good, path, value?.DeepClone(), remove: how == "left out"));
        yield return BadInput.Json("method-goals", "a goal that is null", BadEduV.Changed(Good, "goals/0", null));
        yield return BadInput.Json("method-goals", "an example that is null", BadEduV.Changed(Good, "goals/0/exampleExercises", new JsonArray((JsonNode?)null)));
        yield return BadInput.Json("method-goals", "a code of 513", BadEduV.Changed(Good, "goals/0/code", new string('k', 513)));
        yield return BadInput.Json("method-goals", "a title of 301", BadEduV.Changed(Good, "goals/0/title", new string('k', 301)));
        foreach (var (name, link) in new[]
        {
            ("no goal", """{ "relation": "close" }"""), ("an unknown goal", """{ "goal": "https://niet.example/doel", "relation": "close" }"""), ("an unknown relation", """{ "goal": "x", "relation": "dichtbij" }"""),
            ("an unknown role", """{ "goal": "x", "relation": "close", "role": "kijken" }"""), ("a coverage of none", """{ "goal": "x", "relation": "close", "coverage": { "parts": 1, "of": 0 } }"""),
            ("a coverage above all", """{ "goal": "x", "relation": "close", "coverage": { "parts": 3, "of": 2 } }"""), ("a coverage of 70,000", """{ "goal": "x", "relation": "close", "coverage": { "parts": 1, "of": 70000 } }"""), ("null", "null"),
        })
            yield return BadInput.Json("method-goals", "a link: " + name, BadEduV.Changed(Good, "goals/0/links", new JsonArray(JsonNode.Parse(link))));
    }
}
