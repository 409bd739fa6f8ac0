using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Publishers.EduV;

/// <summary>Source-generated reading and writing of the Edu-V bodies; unknown properties are read over, a property twice is not.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, AllowDuplicateProperties = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(LooseText)])]
[JsonSerializable(typeof(AssessmentScoresAndResults))]
[JsonSerializable(typeof(SimpleProgress))]
[JsonSerializable(typeof(List<StatusResponse>))]
internal sealed partial class EduVJson : JsonSerializerContext;

/// <summary>
/// Text as senders write it: a number or boolean where text is due is read as its text; text is trimmed, empty is absent;
/// NUL, which no database text holds, is dropped.
/// </summary>
internal sealed class LooseText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => Clean(reader.GetString()!),
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string? Clean(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) text = text.Replace("\0", "", StringComparison.Ordinal);
        text = text.Trim();
        return text.Length == 0 ? null : text;
    }
}
