using System.Text.Json;

namespace Dashboard.Samples.School;

/// <summary>The files of folder Data, as they stand in the assembly.</summary>
internal static class Resource
{
    public static string Text(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Dashboard.Samples.School has no data file '{name}'; put it in samples/School/Data.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static T Json<T>(string name) =>
        JsonSerializer.Deserialize<T>(Text(name), JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"samples/School/Data/{name} is empty.");
}
