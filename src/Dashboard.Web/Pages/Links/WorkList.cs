namespace Dashboard.Web.Pages.Links;

/// <summary>One method goal on the list, with how many results name it.</summary>
public sealed class WorkRow
{
    public int Id { get; init; }
    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string Tool { get; init; } = "";
    public string ToolKey { get; init; } = "";
    public int ToolId { get; init; }
    public string Domain { get; init; } = "";
    public string? Level { get; init; }
    public long Results { get; init; }
    public bool Linked { get; init; }
    public bool Proposed { get; init; }
    public bool Stale { get; init; }
    public bool Rejected { get; init; }
}

/// <param name="Rows">One page of them.</param>
/// <param name="Count">All that fit the filter.</param>
/// <param name="Linked">Method goals with a link that counts.</param>
/// <param name="Waiting">Method goals without one.</param>
/// <param name="WaitingResults">Results that name those.</param>
public sealed record WorkList(IReadOnlyList<WorkRow> Rows, int Count, int Linked, int Waiting, long WaitingResults, IReadOnlyList<(string Key, string Name)> Tools, IReadOnlyList<string> Domains, IReadOnlyList<string> Levels)
{
    public const int PageSize = 50;

    /// <param name="tables">With the schools in scope whose results count.</param>
    /// <param name="filter">What was chosen.</param>
    /// <param name="school">Whose own links go before those of every school; null: only those of every school.</param>
    /// <param name="tools">Only these tools; null: all.</param>
    /// <param name="today">A link counts from its first day to its last.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<WorkList> Read(StoreContext tables, LinkFilter filter, int? school, int[]? tools, DateOnly today, CancellationToken stop)
    {
        var all = Rows_(tables, school, today).Where(r => tools == null || tools.Contains(r.ToolId));
        var ofTool = filter.Tool is { } tool ? all.Where(r => r.ToolKey == tool) : all;
        var totals = await ofTool.GroupBy(r => r.Linked).Select(g => new { Linked = g.Key, Count = g.Count(), Results = g.Sum(r => r.Results) }).ToListAsync(stop);
        var chosen = Chosen(ofTool, filter);
        var rows = await chosen.OrderByDescending(r => r.Results).ThenBy(r => r.Title).ThenBy(r => r.Id).Skip(filter.Page * PageSize).Take(PageSize).ToListAsync(stop);
        var names = await tables.Tools.AsNoTracking().Where(t => tools == null || tools.Contains(t.ToolId)).OrderBy(t => t.Name).Select(t => new { t.Key, t.Name }).ToListAsync(stop);
        var words = await ofTool.Select(r => new { r.Domain, r.Level }).Distinct().ToListAsync(stop);
        return new WorkList(rows, await chosen.CountAsync(stop), totals.Find(t => t.Linked)?.Count ?? 0, totals.Find(t => !t.Linked)?.Count ?? 0, totals.Find(t => !t.Linked)?.Results ?? 0,
            [.. names.Select(n => (n.Key, n.Name))], [.. words.Select(w => w.Domain).Where(d => d.Length > 0).Distinct().Order()], [.. words.Select(w => w.Level).OfType<string>().Distinct().Order()]);
    }

    private static IQueryable<WorkRow> Chosen(IQueryable<WorkRow> rows, LinkFilter filter)
    {
        if (filter.Domain is { } domain) rows = rows.Where(r => r.Domain == domain);
        if (filter.Level is { } level) rows = rows.Where(r => r.Level == level);
        if (filter.Text is { } text) rows = rows.Where(r => EF.Functions.ILike(r.Title, $"%{Escaped(text)}%") || EF.Functions.ILike(r.Code, $"%{Escaped(text)}%"));
        return filter.State switch
        {
            "wacht" => rows.Where(r => !r.Linked),
            "voorgesteld" => rows.Where(r => r.Proposed),
            "verouderd" => rows.Where(r => r.Stale),
            "gekoppeld" => rows.Where(r => r.Linked),
            "afgewezen" => rows.Where(r => r.Rejected),
            _ => rows,
        };
    }

    internal static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static IQueryable<WorkRow> Rows_(StoreContext tables, int? school, DateOnly today)
    {
        var uses = tables.MethodGoalUses.GroupBy(u => u.MethodGoalId).Select(g => new { MethodGoalId = g.Key, Results = g.Sum(u => u.Results) });
        var links = EffectiveLinks.Of(tables, school);
        return from m in tables.MethodGoals.AsNoTracking()
               join t in tables.Tools on m.ToolId equals t.ToolId
               join u in uses on m.MethodGoalId equals u.MethodGoalId into used
               from u in used.DefaultIfEmpty()
               select new WorkRow
               {
                   Id = m.MethodGoalId, Code = m.Code, Title = m.Title, Tool = t.Name, ToolKey = t.Key, ToolId = t.ToolId, Domain = m.Domain, Level = m.Level, Results = (long?)u.Results ?? 0,
                   Linked = links.Any(l => l.MethodGoalId == m.MethodGoalId && l.Status == LinkStatus.Approved && (l.ValidFrom == null || l.ValidFrom <= today) && (l.ValidUntil == null || today <= l.ValidUntil)),
                   Proposed = links.Any(l => l.MethodGoalId == m.MethodGoalId && l.Status == LinkStatus.Proposed),
                   Stale = links.Any(l => l.MethodGoalId == m.MethodGoalId && l.Status == LinkStatus.Stale),
                   Rejected = links.Any(l => l.MethodGoalId == m.MethodGoalId && l.Status == LinkStatus.Rejected),
               };
    }
}

/// <summary>The links that a school goes by: its own row for a goal stands in the place of the row for every school.</summary>
public static class EffectiveLinks
{
    /// <param name="school">Null: the links for every school.</param>
    public static IQueryable<GoalLink> Of(StoreContext tables, int? school) => tables.GoalLinks.AsNoTracking().Where(l =>
        l.SchoolId == null && !tables.GoalLinks.Any(o => o.SchoolId == school && school != null && o.MethodGoalId == l.MethodGoalId && o.GoalId == l.GoalId) || school != null && l.SchoolId == school);
}
