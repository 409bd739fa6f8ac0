namespace Dashboard.Web.Pages.Links;

/// <summary>Proposed or stale links of some method goals, for approving them together.</summary>
internal static class WaitingLinks
{
    public static async Task<IReadOnlyList<(int Link, string Method, string Goal)>> Of(StoreContext tables, IReadOnlyList<WorkRow> rows, LinkFilter filter, Person person, CancellationToken stop)
    {
        var ids = rows.Select(r => r.Id).ToArray();
        int? school = filter.OwnSchool ? person.School : null;
        var status = filter.State == "verouderd" ? LinkStatus.Stale : LinkStatus.Proposed;
        var links = await (
            from l in tables.GoalLinks.AsNoTracking()
            join g in tables.Goals on l.GoalId equals g.GoalId
            where ids.Contains(l.MethodGoalId) && l.SchoolId == school && l.Status == status
            orderby l.MethodGoalId, l.LinkId
            select new { l.LinkId, l.MethodGoalId, Goal = g.ShortName ?? g.Title }).ToListAsync(stop);
        return [.. links.Select(l => (l.LinkId, rows.First(r => r.Id == l.MethodGoalId).Title, l.Goal))];
    }
}
