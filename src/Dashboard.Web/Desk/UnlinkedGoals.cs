namespace Dashboard.Web.Desk;

/// <summary>Codes that came in results of a tool and lead to no learning goal: not described, or without an approved link.</summary>
public static class UnlinkedGoals
{
    public static Task<List<string>> Of(StoreContext tables, int tool, CancellationToken stop) =>
        tables.MethodGoals.AsNoTracking()
            .Where(g => g.ToolId == tool && !tables.GoalLinks.Any(l => l.MethodGoalId == g.MethodGoalId && l.SchoolId == null && l.Status == LinkStatus.Approved))
            .OrderBy(g => g.Code).Select(g => g.Code).Take(200).ToListAsync(stop);
}
