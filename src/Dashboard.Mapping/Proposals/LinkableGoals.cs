using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Proposals;

/// <summary>Goals that a new link may point at: of the newest release of each set that schools work with, the school's own included.</summary>
public static class LinkableGoals
{
    /// <summary>The newest release of each set.</summary>
    public static IQueryable<int> Releases(StoreContext tables, int school)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return tables.GoalSetReleases.AsNoTracking()
            .Where(r => tables.GoalSets.Any(s => s.GoalSetId == r.GoalSetId && s.Kind != GoalSetKind.Other && (s.SchoolId == null || s.SchoolId == school)))
            .GroupBy(r => r.GoalSetId).Select(s => s.Max(r => r.ReleaseId));
    }

    public static IQueryable<Goal> Of(StoreContext tables, int school)
    {
        var releases = Releases(tables, school);
        return tables.Goals.AsNoTracking().Where(g => (g.Kind == GoalKind.Goal || g.Kind == GoalKind.Kerndoel) && !g.Deprecated
            && tables.GoalsInReleases.Any(r => r.GoalId == g.GoalId && releases.Contains(r.ReleaseId)));
    }

    internal static async Task<List<GoalText>> Texts(StoreContext tables, int school, CancellationToken stop)
    {
        var rows = await Of(tables, school).OrderBy(g => g.GoalId).Select(g => new { g.GoalId, g.Title, g.Domain, g.Subject, g.Groepen }).ToListAsync(stop);
        var ids = rows.Select(r => r.GoalId).ToArray();
        var parents = (await (from p in tables.GoalParents.AsNoTracking() join g in tables.Goals on p.ParentId equals g.GoalId where ids.Contains(p.GoalId) select new { p.GoalId, g.Title }).ToListAsync(stop)).ToLookup(p => p.GoalId, p => p.Title);
        return [.. rows.Select(r => new GoalText(r.GoalId, r.Title, string.Join(' ', parents[r.GoalId].Prepend(r.Subject).Prepend(r.Domain)), r.Groepen))];
    }
}
