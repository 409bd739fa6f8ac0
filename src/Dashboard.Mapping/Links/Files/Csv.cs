using System.Text;

namespace Dashboard.Mapping.Links.Files;

/// <summary>
/// CSV after RFC 4180, read with commas or semicolons (as spreadsheets in the Netherlands write them). A cell that a spreadsheet would
/// take for a formula is written with an apostrophe before it, and read without.
/// </summary>
public static class Csv
{
    private const string Formula = "=+-@\t\r";

    public static string Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    private static string Cell(string value)
    {
        if (value.Length > 0 && (Formula.Contains(value[0]) || value[0] == '\'')) value = "'" + value;
        return value.AsSpan().IndexOfAny(",;\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    /// <summary>Rows with their cells; empty lines left out.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static List<List<string>> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.TrimStart('\uFEFF');
        var first = text.IndexOf('\n', StringComparison.Ordinal) is var end && end < 0 ? text : text[..end];
        var separator = first.Count(c => c == ';') > first.Count(c => c == ',') ? ';' : ',';
        var (rows, row, cell, quoted, wasQuoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') { cell.Append('"'); i++; }
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0 && !wasQuoted) (quoted, wasQuoted) = (true, true);
            else if (c == separator || c == '\n')
            {
                EndCell();
                if (c == '\n') EndRow();
            }
            else if (c != '\r') cell.Append(c);
        }
        if (quoted) throw new FormatException("A quote is not closed.");
        EndCell();
        EndRow();
        return rows;

        void EndCell()
        {
            var value = cell.ToString();
            row.Add(value.Length > 1 && value[0] == '\'' && (Formula.Contains(value[1]) || value[1] == '\'') ? value[1..] : value);
            cell.Clear();
            wasQuoted = false;
        }

        void EndRow()
        {
            if (row.Exists(v => v.Length > 0)) rows.Add(row);
            row = [];
        }
    }
}
