using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Goals.Releases;

/// <summary>What stands in the place of a goal, along the chain of replacements: a release may have come in between.</summary>
public static class Heirs
{
    /// <summary>Releases that something may lie behind.</summary>
    private const int Steps = 12;

    /// <param name="tables">The tables.</param>
    /// <param name="there">The goals to stop at: those of some releases.</param>
    /// <param name="uris">Where to begin; one that is there itself is its own heir.</param>
    /// <param name="later">Along what replaced it; else along what it replaced.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<IReadOnlyList<Goal>> Of(StoreContext tables, IQueryable<Goal> there, IReadOnlyCollection<string> uris, bool later, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(there);
        var (heirs, seen, open) = (new Dictionary<string, Goal>(), uris.ToHashSet(), uris.ToArray());
        for (var step = 0; step < Steps && open.Length > 0; step++)
        {
            foreach (var here in await there.AsNoTracking().Where(g => open.Contains(g.Uri)).ToListAsync(stop)) heirs[here.Uri] = here;
            open = [.. open.Where(u => !heirs.ContainsKey(u))];
            var next = later ? await tables.GoalSuccessors.Where(s => open.Contains(s.OldUri)).Select(s => s.NewUri).ToListAsync(stop)
                : await tables.GoalSuccessors.Where(s => open.Contains(s.NewUri)).Select(s => s.OldUri).ToListAsync(stop);
            open = [.. next.Where(seen.Add)];
        }
        return [.. heirs.Values];
    }

    /// <summary>The goals of the newest release of the set that a release is of.</summary>
    public static async Task<IQueryable<Goal>> InNewest(StoreContext tables, int release, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var newest = await tables.GoalSetReleases.Where(r => tables.GoalSetReleases.Any(o => o.ReleaseId == release && o.GoalSetId == r.GoalSetId)).MaxAsync(r => r.ReleaseId, stop);
        return tables.Goals.Where(g => tables.GoalsInReleases.Any(i => i.GoalId == g.GoalId && i.ReleaseId == newest));
    }
}
