using System.Text.Json.Nodes;

namespace Dashboard.SystemTests.Reference;

/// <summary>The schemas of a published API description, and what a message does against them.</summary>
internal sealed class PublishedApi(JsonNode document)
{
    public JsonNode Schema(string name) => document["components"]!["schemas"]![name]!;

    /// <summary>A schema with its reference followed.</summary>
    public JsonNode Follow(JsonNode schema) => schema["$ref"]?.GetValue<string>() is { } reference ? Follow(Schema(reference[(reference.LastIndexOf('/') + 1)..])) : schema;

    public static List<string> Required(JsonNode schema) => [.. (schema["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>())];

    public static List<string> Enum(JsonNode schema) => [.. (schema["enum"]?.AsArray() ?? []).Select(r => r!.GetValue<string>())];

    /// <summary>Missing required fields, values outside an enumeration, other types: one line each.</summary>
    public IEnumerable<string> Problems(JsonNode? value, JsonNode schema, string place)
    {
        schema = Follow(schema);
        if (value is JsonObject map)
        {
            foreach (var missing in Required(schema).Where(r => !map.ContainsKey(r))) yield return $"{place}/{missing} is missing";
            foreach (var (name, one) in map)
                if (schema["properties"]?[name] is { } property)
                    foreach (var problem in Problems(one, property, $"{place}/{name}")) yield return problem;
        }
        else if (value is JsonArray list)
        {
            foreach (var (one, index) in list.Select((o, i) => (o, i)))
                foreach (var problem in Problems(one, schema["items"]!, $"{place}[{index}]")) yield return problem;
        }
        else if (Enum(schema) is { Count: > 0 } terms && !terms.Contains(value!.ToString())) yield return $"{place}: {value} is not one of {string.Join(", ", terms)}";
        else if (schema["type"]?.GetValue<string>() is { } type && value!.GetValueKind() is var kind
            && !(type switch { "string" => kind == System.Text.Json.JsonValueKind.String, "boolean" => kind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False, "integer" or "number" => kind == System.Text.Json.JsonValueKind.Number, _ => true }))
            yield return $"{place}: {value} is no {type}";
    }
}
