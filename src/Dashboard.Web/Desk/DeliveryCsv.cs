using System.Text;
using Dashboard.Publishers.Deliveries;

namespace Dashboard.Web.Desk;

/// <summary>A delivery report for a spreadsheet: the counts, then a line per problem and per result that waits.</summary>
public static class DeliveryCsv
{
    public static string Write(DeliveryReport report, IReadOnlyList<string> waiting)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder("resultId,field,code,message\r\n");
        foreach (var (code, count) in new[] { ("accepted", report.Accepted), ("unchanged", report.Unchanged), ("corrected", report.Corrected), ("rejected", report.Rejected), ("unmatched", report.Unmatched), ("withoutGoal", report.WithoutGoal) })
            Line(text, "", "", code, count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var problem in report.Problems) Line(text, problem.ResultId ?? "", problem.Field, problem.Code, problem.Message);
        foreach (var id in waiting) Line(text, id, "", "waiting", "");
        return text.ToString();
    }

    private static void Line(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++) text.Append(i == 0 ? "" : ",").Append(Cell(cells[i]));
        text.Append("\r\n");
    }

    /// <summary>Quoted; what a spreadsheet would take for a formula is made text.</summary>
    private static string Cell(string value) =>
        "\"" + (value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" : "") + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
