using System.Globalization;

namespace Dashboard.Signalling.Replay;

/// <summary>One row of events.csv: pupil,goal,tool,timestamp,score,max,result (timestamp in seconds).</summary>
internal sealed record ReplayEvent(string Pupil, string Goal, string Tool, double Timestamp, double Score, double Max, string Result);

/// <summary>Reads the files of `signals replay`; a bad row names its line and field.</summary>
internal static class ReplayFile
{
    /// <summary>The last row of a result id wins; order is (timestamp, length of the id, id).</summary>
    public static List<ReplayEvent> Events(TextReader file)
    {
        var latest = new Dictionary<string, ReplayEvent>();
        var columns = Columns(file, "pupil", "goal", "tool", "timestamp", "score", "max", "result");
        for (var line = 2; file.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            var fields = text.Split(',');
            if (fields.Length < columns.Count) throw new InvalidDataException($"Events, line {line}: {fields.Length} fields, {columns.Count} expected.");
            var id = fields[columns["result"]];
            latest[id] = new ReplayEvent(fields[columns["pupil"]], fields[columns["goal"]], fields[columns["tool"]], Number(fields, columns, "timestamp", line), Number(fields, columns, "score", line), Positive(fields, columns, "max", line), id);
        }
        return [.. latest.Values.OrderBy(e => e.Timestamp).ThenBy(e => e.Result.Length).ThenBy(e => e.Result, StringComparer.Ordinal)];
    }

    /// <returns>
    /// Per goal: share right of other pupils, as a school's difficulty release would hold it (20 items at the shipped constant mixed in),
    /// and its domain where the file has a column "domain".
    /// </returns>
    public static Dictionary<string, (double Ease, string Domain)> Goals(TextReader file)
    {
        var columns = Columns(file, "goal", "n", "success");
        var goals = new Dictionary<string, (double, string)>();
        for (var line = 2; file.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            var fields = text.Split(',');
            if (fields.Length < columns.Count) throw new InvalidDataException($"Goals, line {line}: {fields.Length} fields, {columns.Count} expected.");
            var domain = columns.TryGetValue("domain", out var at) ? fields[at] : "";
            goals[fields[columns["goal"]]] = (Rules.Model.Shrunk(Number(fields, columns, "n", line), Number(fields, columns, "success", line)), domain);
        }
        return goals;
    }

    private static Dictionary<string, int> Columns(TextReader file, params string[] needed)
    {
        var names = (file.ReadLine() ?? "").Split(',').Select((name, i) => (name: name.Trim(), i)).ToDictionary(c => c.name, c => c.i);
        foreach (var name in needed)
            if (!names.ContainsKey(name)) throw new InvalidDataException($"Column '{name}' is missing; the first line must name {string.Join(", ", needed)}.");
        return names;
    }

    private static double Positive(string[] fields, Dictionary<string, int> columns, string name, int line) =>
        Number(fields, columns, name, line) is > 0 and var number ? number : throw new InvalidDataException($"Line {line}, field {name}: '{fields[columns[name]]}' is not above zero.");

    private static double Number(string[] fields, Dictionary<string, int> columns, string name, int line) =>
        double.TryParse(fields[columns[name]], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new InvalidDataException($"Line {line}, field {name}: '{fields[columns[name]]}' is not a number.");
}
