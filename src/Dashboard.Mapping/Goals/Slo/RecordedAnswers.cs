using System.Text.Json;

namespace Dashboard.Mapping.Goals.Slo;

/// <summary>What answers of SLO's REST service, recorded in files, say about doelniveaus: text, niveau and kerndoelen (2006).</summary>
internal static class RecordedAnswers
{
    /// <summary>By doelniveau. What is marked deprecated is left out.</summary>
    public static Dictionary<Guid, RecordedDoelniveau> Read(SloFiles files)
    {
        var found = new Dictionary<Guid, RecordedDoelniveau>();
        foreach (var (path, content) in files.Answers)
            try
            {
                using var document = JsonDocument.Parse(content);
                Walk(document.RootElement, found);
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{path} is geen JSON: {e.Message}", e);
            }
        return found;
    }

    private static void Walk(JsonElement element, Dictionary<Guid, RecordedDoelniveau> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Walk(item, found);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name == "Doelniveau" && property.Value.ValueKind == JsonValueKind.Array)
                foreach (var doelniveau in property.Value.EnumerateArray().Where(d => d.ValueKind == JsonValueKind.Object))
                    if (Uuid(doelniveau) is { } id && Uuids(doelniveau, "Doel") is [var doel, ..] && !IsDeprecated(doelniveau))
                        found[id] = new RecordedDoelniveau(doel, Uuids(doelniveau, "Niveau"), Uuids(doelniveau, "Kerndoel"));
            Walk(property.Value, found);
        }
    }

    private static bool IsDeprecated(JsonElement record) => record.TryGetProperty("deprecated", out var deprecated) && deprecated.ValueKind == JsonValueKind.True;

    private static Guid[] Uuids(JsonElement record, string name) => record.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object && !IsDeprecated(i)).Select(Uuid).OfType<Guid>()]
        : [];

    /// <summary>Of "uuid", else of the last part of "@id" (niveaus have only that).</summary>
    private static Guid? Uuid(JsonElement record)
    {
        foreach (var name in (string[])["uuid", "@id"])
            if (record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString()!.Split('/')[^1], out var uuid)) return uuid;
        return null;
    }
}

internal sealed record RecordedDoelniveau(Guid Doel, Guid[] Niveaus, Guid[] Kerndoelen);
