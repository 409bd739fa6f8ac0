using System.Text;
using System.Text.Json.Nodes;

namespace Dashboard.SystemTests.Reference;

/// <summary>Reads the YAML in which the published API descriptions are written: maps, lists, scalars, quoted text and block text.</summary>
internal sealed class Yaml
{
    private readonly List<(int Indent, string Text)> _lines;
    private int _at;

    private Yaml(IEnumerable<string> lines) => _lines = [.. lines.Select(l => (l.Length - l.TrimStart().Length, l.TrimEnd()))];

    public static JsonNode Read(string file)
    {
        var yaml = new Yaml(File.ReadAllLines(file));
        yaml.Blank();
        return yaml.Block(0)!;
    }

    private void Blank()
    {
        while (_at < _lines.Count && (_lines[_at].Text.Trim().Length == 0 || _lines[_at].Text.TrimStart().StartsWith('#'))) _at++;
    }

    private JsonNode? Block(int indent) => _lines[_at].Text.TrimStart().StartsWith("- ", StringComparison.Ordinal) ? List(_lines[_at].Indent) : Map(Math.Max(indent, _lines[_at].Indent));

    private JsonArray List(int indent)
    {
        var list = new JsonArray();
        for (Blank(); _at < _lines.Count && _lines[_at].Indent == indent && _lines[_at].Text.TrimStart().StartsWith("- ", StringComparison.Ordinal); Blank())
        {
            var rest = _lines[_at].Text.TrimStart()[1..];
            var inner = indent + 1 + (rest.Length - rest.TrimStart().Length);
            if (Key(rest.Trim()) is null) { list.Add(Scalar(rest.Trim())); _at++; continue; }
            _lines[_at] = (inner, new string(' ', inner) + rest.Trim());
            list.Add(Map(inner));
        }
        return list;
    }

    private JsonObject Map(int indent)
    {
        var map = new JsonObject();
        for (Blank(); _at < _lines.Count && _lines[_at].Indent == indent && Key(_lines[_at].Text.Trim()) is { } key; Blank())
        {
            var text = _lines[_at].Text.Trim();
            var value = Comment(text[(text.IndexOf(':', key.Length) + 1)..].Trim());
            _at++;
            if (value is "|" or "|-" or ">" or ">-") { map[Unquote(key)] = Text(indent); continue; }
            Blank();
            var nested = value.Length == 0 && _at < _lines.Count && (_lines[_at].Indent > indent || (_lines[_at].Indent == indent && _lines[_at].Text.TrimStart().StartsWith("- ", StringComparison.Ordinal)));
            map[Unquote(key)] = nested ? Block(_lines[_at].Indent) : value.Length == 0 ? null : Scalar(value);
        }
        return map;
    }

    private string Text(int indent)
    {
        var text = new StringBuilder();
        for (; _at < _lines.Count && (_lines[_at].Indent > indent || _lines[_at].Text.Trim().Length == 0); _at++) text.AppendLine(_lines[_at].Text.Trim());
        return text.ToString().TrimEnd();
    }

    /// <summary>"key: …" or "key:"; null for a scalar.</summary>
    private static string? Key(string text)
    {
        if (text.Length == 0) return null;
        var from = text[0] is '"' or '\'' ? text.IndexOf(text[0], 1) + 1 : 0;
        var colon = text.IndexOf(':', from);
        return colon > 0 && (from == 0 || text[from..colon].Trim().Length == 0) && (colon == text.Length - 1 || text[colon + 1] == ' ') ? text[..colon].TrimEnd() : null;
    }

    private static string Comment(string value)
    {
        if (value.StartsWith('#')) return "";
        if (value.Length > 0 && value[0] is '"' or '\'') return value;
        var hash = value.IndexOf(" #", StringComparison.Ordinal);
        return hash < 0 ? value : value[..hash].TrimEnd();
    }

    private static JsonNode Scalar(string value)
    {
        value = Comment(value);
        return value.ToLowerInvariant() switch { "true" => true, "false" => false, _ => Unquote(value) };
    }

    private static string Unquote(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value.IndexOf(value[0], 1) is var end and > 0 ? value[1..end] : value;
}
