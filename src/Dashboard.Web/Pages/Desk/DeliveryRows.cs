using Dashboard.Publishers.Deliveries;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Deliveries as the desk lists them, the newest first, with the schools' names.</summary>
/// <param name="Rows">Ledger number, report, and the school's name (null: none was recognised).</param>
/// <param name="Older">Number to go on before; null: these are all.</param>
public sealed record DeliveryRows(IReadOnlyList<(long Number, DeliveryReport Report, string? School)> Rows, long? Older)
{
    /// <summary>"467 nieuw, 3 wachten op een leerling": what there is.</summary>
    public static string Counts(DeliveryReport report, TextBook texts)
    {
        (string What, int Count)[] all = [("accepted", report.Accepted), ("unchanged", report.Unchanged), ("corrected", report.Corrected), ("unmatched", report.Unmatched), ("rejected", report.Rejected), ("withoutGoal", report.WithoutGoal)];
        var there = all.Where(c => c.Count > 0).Select(c => texts.Plain("desk.count." + c.What, ("n", c.Count))).ToList();
        return there.Count == 0 ? texts["desk.count.none"] : string.Join(", ", there);
    }

    public static async Task<DeliveryRows> Read(DeliveryReports reports, Database database, string publisher, long? before, DeliveryState? state, int take, CancellationToken stop)
    {
        var page = await reports.Latest(publisher, before, state, stop);
        var keys = page.Select(p => p.Report.School).OfType<string>().Distinct().ToArray();
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var names = await session.Tables.Schools.AsNoTracking().Where(s => keys.Contains(s.Key)).ToDictionaryAsync(s => s.Key, s => s.Name, stop);
        var rows = page.Take(take).Select(p => (p.Number, p.Report, p.Report.School is null ? null : names.GetValueOrDefault(p.Report.School))).ToList();
        return new(rows, page.Count >= take && rows.Count > 0 ? rows[^1].Number : null);
    }
}
