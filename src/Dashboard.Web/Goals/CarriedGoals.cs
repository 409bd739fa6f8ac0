using Dashboard.Mapping.Goals.Releases;

namespace Dashboard.Web.Goals;

/// <summary>What a release put in the place of a goal, for what people recorded on it: their marks go with it, and back with a school that goes back.</summary>
public static class CarriedGoals
{
    /// <summary>
    /// Goal → the one goal that the school's release has in its place, or had before it. Not in it, so that a mark stays where it is under its
    /// own name: a goal that is still there, or still shown because nobody decided about its links, or gone, or split.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> Successors(this GoalMap map, StoreContext tables, IReadOnlyCollection<Guid> goals, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(tables);
        var unseen = goals.Where(g => map.Under(g.ToString()).Count == 0).ToArray();
        if (unseen.Length == 0 || map.Chosen is not { } chosen) return new Dictionary<Guid, Guid>();
        var releases = chosen.Sets.Select(s => s.ReleaseId).ToArray();
        var there = tables.Goals.Where(g => tables.GoalsInReleases.Any(i => i.GoalId == g.GoalId && releases.Contains(i.ReleaseId)));
        var gone = await tables.Goals.Where(g => unseen.Contains(g.Key) && !there.Any(t => t.Key == g.Key)).Select(g => new { g.Key, g.Uri }).Distinct().ToListAsync(stop);
        var found = new Dictionary<Guid, Guid>();
        foreach (var goal in gone)
        {
            var heirs = await Heirs.Of(tables, there, [goal.Uri], later: true, stop);
            if (heirs.Count == 0) heirs = await Heirs.Of(tables, there, [goal.Uri], later: false, stop);
            if (heirs is [var one]) found[goal.Key] = one.Key;
        }
        return found;
    }
}
