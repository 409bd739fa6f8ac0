using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>CPU seconds of this machine's processes by name, and medians.</summary>
public static class Figures
{
    /// <summary>User and system seconds so far of every process whose command matches; what ended meanwhile is lost, so take it for long-lived ones.</summary>
    public static double Cpu(params string[] names) =>
        Process.GetProcesses().Where(p => names.Any(n => p.ProcessName.Contains(n, StringComparison.OrdinalIgnoreCase))).Sum(p =>
        {
            try { return p.TotalProcessorTime.TotalSeconds; }
            catch (InvalidOperationException) { return 0; } // it ended while we looked
        });

    public static string Spread(IEnumerable<double> figures, string format = "N0")
    {
        var sorted = figures.Order().ToArray();
        return $"{sorted[sorted.Length / 2].ToString(format, CultureInfo.InvariantCulture)} (from {sorted[0].ToString(format, CultureInfo.InvariantCulture)} to {sorted[^1].ToString(format, CultureInfo.InvariantCulture)})";
    }
}
