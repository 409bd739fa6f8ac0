using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Compose;

/// <summary>One service of docker-compose.yml.</summary>
internal sealed record ComposeService(string Name, Dictionary<string, object> Settings)
{
    public bool IsOurs => Settings.ContainsKey("build");
    public string[] Command => [.. List("command")];
    public string[] HealthCheck => [.. Map("healthcheck").TryGetValue("test", out var test) ? (List<string>)test : []];
    public IReadOnlyList<string> After => [.. Map("depends_on").Keys];
    public IEnumerable<string> Ports => List("ports");
    public Dictionary<string, string> Environment => Map("environment").ToDictionary(e => e.Key, e => (string)e.Value);

    private List<string> List(string name) => Settings.TryGetValue(name, out var value) ? (List<string>)value : [];

    public Dictionary<string, object> Map(string name) => Settings.TryGetValue(name, out var value) ? (Dictionary<string, object>)value : [];
}

/// <summary>
/// Reads our docker-compose.yml: the part of YAML that stands in it (maps, lists, flow lists, one anchor with a merge), with
/// every variable at its default. Anything else is an error, so nothing is read wrongly.
/// </summary>
internal sealed partial class ComposeFile
{
    private readonly Queue<(int Indent, string Text)> _lines;
    private readonly Dictionary<string, Dictionary<string, object>> _anchors = [];

    private ComposeFile(string text) =>
        _lines = new(text.Split('\n').Where(l => l.Trim() is { Length: > 0 } t && t[0] != '#').Select(l => (l.Length - l.TrimStart().Length, l.Trim())));

    /// <summary>The services in the order in which their dependencies let them start.</summary>
    public static List<ComposeService> Read()
    {
        var file = new ComposeFile(House.Read("docker-compose.yml"));
        var services = (Dictionary<string, object>)file.Map(0)["services"];
        var waiting = services.Select(s => new ComposeService(s.Key, (Dictionary<string, object>)s.Value)).ToList();
        var ordered = new List<ComposeService>();
        while (waiting.Find(s => s.After.All(a => ordered.Exists(o => o.Name == a))) is { } next)
        {
            waiting.Remove(next);
            ordered.Add(next);
        }
        return waiting.Count == 0 ? ordered : throw new FormatException($"These services wait for each other: {string.Join(", ", waiting.Select(w => w.Name))}");
    }

    private Dictionary<string, object> Map(int indent)
    {
        var map = new Dictionary<string, object>();
        while (_lines.TryPeek(out var line) && line.Indent == indent)
        {
            _lines.Dequeue();
            var colon = line.Text.IndexOf(':', StringComparison.Ordinal);
            var (key, rest) = (line.Text[..colon], line.Text[(colon + 1)..].Trim());
            if (key == "<<")
                foreach (var (name, value) in _anchors[rest.TrimStart('*')]) map.TryAdd(name, value);
            else map[key] = Value(rest, indent);
            if (rest.StartsWith('&')) _anchors[rest[1..]] = (Dictionary<string, object>)map[key];
        }
        return map;
    }

    private object Value(string rest, int indent)
    {
        if (rest.StartsWith('[')) return JsonSerializer.Deserialize<List<string>>(rest)!;
        if (rest.Length > 0 && rest[0] != '&') return Scalar(rest);
        if (!_lines.TryPeek(out var next) || next.Indent <= indent) return "";
        if (!next.Text.StartsWith("- ", StringComparison.Ordinal)) return Map(next.Indent);
        var list = new List<string>();
        while (_lines.TryPeek(out var item) && item.Indent == next.Indent) list.Add(Scalar(_lines.Dequeue().Text[2..]));
        return list;
    }

    private static string Scalar(string text)
    {
        var plain = text.StartsWith('"') ? JsonSerializer.Deserialize<string>(text)! : text;
        return Variable().Replace(plain, v => v.Groups[1].Value);
    }

    [GeneratedRegex(@"\$\{\w+:-([^}]*)\}")]
    private static partial Regex Variable();
}
