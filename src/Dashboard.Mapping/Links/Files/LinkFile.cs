using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Mapping.Links.Files;

/// <summary>
/// Links as a file, CSV or JSON with the same columns. Title, goalTitle and author are for the reader and are not read back; everything
/// else is, so that what is exported and put back changes nothing.
/// </summary>
public static class LinkFile
{
    public static IReadOnlyList<string> Columns { get; } =
        ["tool", "code", "title", "goal", "release", "goalTitle", "school", "relation", "parts", "of", "partNames", "role", "status", "reason", "validFrom", "validUntil", "author"];

    /// <summary>Without these a row cannot be read.</summary>
    private static readonly string[] Needed = ["tool", "code", "goal", "relation", "role", "status", "reason"];

    private const string Between = " | ";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One row by column; row 2 is the first below a CSV's header.</summary>
    public sealed record Row(int Number, IReadOnlyDictionary<string, string> Cells)
    {
        public string this[string column] => Cells.GetValueOrDefault(column, "").Trim();
        public string[] Names => [.. this["partNames"].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    public static string Names(IEnumerable<string> names) => string.Join(Between, names);

    public static string ToCsv(IEnumerable<Row> rows) => Csv.Write(rows.Select(r => (IReadOnlyList<string>)[.. Columns.Select(c => r.Cells.GetValueOrDefault(c, ""))]).Prepend(Columns));

    public static string ToJson(IEnumerable<Row> rows) => JsonSerializer.Serialize(rows.Select(r => Columns.ToDictionary(c => c, c => r.Cells.GetValueOrDefault(c, ""))), Json) + "\n";

    /// <param name="text">CSV or JSON, told apart by how it begins.</param>
    /// <param name="problems">Filled when the file as a whole cannot be read.</param>
    public static IReadOnlyList<Row> Read(string text, ICollection<LinkFileProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(problems);
        try
        {
            var rows = text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('[') ? ReadJson(text) : ReadCsv(text);
            foreach (var column in rows.Count == 0 ? [] : Needed.Where(c => !rows[0].Cells.ContainsKey(c))) problems.Add(new(1, column, "column-missing"));
            return problems.Count > 0 ? [] : rows;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            problems.Add(new(1, "", "file-unknown"));
            return [];
        }
    }

    private static List<Row> ReadCsv(string text)
    {
        var lines = Csv.Read(text);
        if (lines.Count == 0) throw new FormatException("No header.");
        return [.. lines.Skip(1).Select((cells, i) => new Row(i + 2, lines[0].Zip(cells).DistinctBy(c => c.First).ToDictionary(c => c.First.Trim(), c => c.Second)))];
    }

    private static List<Row> ReadJson(string text)
    {
        using var json = JsonDocument.Parse(text.TrimStart('\uFEFF'));
        return [.. json.RootElement.EnumerateArray().Select((row, i) => new Row(i + 1, row.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => Text(p.Value))))];
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        JsonValueKind.Array => Names(value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}

/// <param name="Row">As a person counts: in CSV the header is row 1.</param>
/// <param name="Field">The column; empty: the row or file as a whole.</param>
/// <param name="Rule">A stable name; the page words it.</param>
public sealed record LinkFileProblem(int Row, string Field, string Rule);

/// <summary>What became of a file: nothing is stored when there is any problem.</summary>
public sealed record LinkFileReport(int Changed, int Unchanged, IReadOnlyList<LinkFileProblem> Problems);
