using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>How evidence is stored: web names, nothing empty.</summary>
public static class SignalJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };
}
