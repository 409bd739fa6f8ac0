using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>CPU seconds and memory of processes, from /proc (Linux), and medians.</summary>
public static class Figures
{
    /// <summary>User and system seconds so far of these processes and their children; what ended meanwhile is lost, so take it for long-lived ones.</summary>
    public static double Cpu(params int[] roots) => Tree(roots).Sum(p => p.Ticks) / 100.0;

    /// <summary>Resident megabytes.</summary>
    public static double Memory(int process) => System.Diagnostics.Process.GetProcessById(process).WorkingSet64 / 1e6;

    private sealed record Line(int Id, int Parent, long Ticks);

    private static IEnumerable<Line> Tree(int[] roots)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var id) ? Read(id) : null).OfType<Line>().ToList();
        var children = all.ToLookup(p => p.Parent);
        IEnumerable<Line> Down(Line p) => children[p.Id].SelectMany(Down).Prepend(p);
        return all.Where(p => roots.Contains(p.Id)).SelectMany(Down).DistinctBy(p => p.Id);
    }

    private static Line? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' '); // from field 3 on: the name may hold spaces
            long Field(int n) => long.Parse(fields[n - 3], CultureInfo.InvariantCulture);
            return new Line(id, (int)Field(4), Field(14) + Field(15));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while we looked
        }
    }

    public static string Spread(IEnumerable<double> figures, string format = "N0")
    {
        var sorted = figures.Order().ToArray();
        return $"{sorted[sorted.Length / 2].ToString(format, CultureInfo.InvariantCulture)} (from {sorted[0].ToString(format, CultureInfo.InvariantCulture)} to {sorted[^1].ToString(format, CultureInfo.InvariantCulture)})";
    }
}
