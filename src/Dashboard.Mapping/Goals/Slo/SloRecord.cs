using System.Text.Json;

namespace Dashboard.Mapping.Goals.Slo;

/// <summary>One record of an SLO file: its texts, and its links, which always go from parent to child.</summary>
/// <param name="Links">Type of the child → uuids in the order of showing; a bare string counts as one.</param>
internal sealed record SloRecord(Guid Id, IReadOnlyDictionary<string, string> Texts, IReadOnlyDictionary<string, Guid[]> Links, Guid[] Replaces, Guid[] ReplacedBy, string[] Types, bool Unreleased)
{
    public string? Text(string name) => Texts.GetValueOrDefault(name) is { } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    public Guid[] Children(string type) => Links.GetValueOrDefault(type) ?? [];

    /// <exception cref="InvalidDataException">Not JSON, not an array, or a record without a uuid; names the file and the record.</exception>
    public static IReadOnlyList<SloRecord> Read(byte[] json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array) throw new InvalidDataException($"{file}: verwacht een lijst van records.");
            return [.. document.RootElement.EnumerateArray().Select((record, i) => One(record, $"{file}, record {i + 1}"))];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file} is geen JSON: {e.Message}", e);
        }
    }

    private static SloRecord One(JsonElement record, string where)
    {
        if (record.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"{where}: verwacht een object.");
        var (texts, links) = (new Dictionary<string, string>(), new Dictionary<string, Guid[]>());
        Guid? id = null;
        var unreleased = false;
        Guid[] replaces = [], replacedBy = [];
        string[] types = [];
        foreach (var property in record.EnumerateObject())
            switch (property.Name)
            {
                case "id": id = property.Value.ValueKind == JsonValueKind.String && Guid.TryParse(property.Value.GetString(), out var uuid) ? uuid : throw new InvalidDataException($"{where}: 'id' is geen uuid."); break;
                case "unreleased": unreleased = property.Value.ValueKind == JsonValueKind.True; break;
                case "replaces": replaces = Uuids(property.Value, where, property.Name); break;
                case "replacedBy": replacedBy = Uuids(property.Value, where, property.Name); break;
                case "types": types = property.Value.ValueKind == JsonValueKind.Array ? [.. property.Value.EnumerateArray().Select(t => t.ToString())] : [property.Value.ToString()]; break;
                case var name when name.EndsWith("_id", StringComparison.Ordinal): links[name[..^3]] = Uuids(property.Value, where, name); break;
                case var name when property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number: texts[name] = property.Value.ToString(); break;
            }
        return new SloRecord(id ?? throw new InvalidDataException($"{where}: 'id' ontbreekt."), texts, links, replaces, replacedBy, types, unreleased);
    }

    /// <summary>An array of uuids, or one bare uuid (SLO has both).</summary>
    private static Guid[] Uuids(JsonElement value, string where, string field) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.String => [Uuid(value, where, field)],
        JsonValueKind.Array => [.. value.EnumerateArray().Select(v => Uuid(v, where, field))],
        _ => throw new InvalidDataException($"{where}: '{field}' is geen lijst van uuid's."),
    };

    private static Guid Uuid(JsonElement value, string where, string field) =>
        value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out var uuid) ? uuid : throw new InvalidDataException($"{where}: '{field}' heeft een waarde die geen uuid is.");
}
