using Dashboard.Mapping.Goals;

namespace Dashboard.Web.Goals;

/// <summary>For a school that looks at a set from further away (LD-26): the heading above a goal in its place, where the relations allow it.</summary>
internal static class Headings
{
    /// <summary>Headings are at most so many steps up: subcluster, cluster, inhoudslijn, vakgebied.</summary>
    private const int Steps = 4;

    public static async Task<IReadOnlyList<GoalMap.Row>> Lift(StoreContext tables, IReadOnlyList<GoalMap.Row> rows, IReadOnlyDictionary<int, SetInUse> sets, CancellationToken stop)
    {
        bool IsCoarse(Topic? topic) => topic is not null && sets[topic.SetId].Coarseness != Coarseness.Goals;
        var lifted = rows.Where(r => IsCoarse(r.Topic)).Select(r => r.Topic!.GoalId!.Value).Distinct().ToArray();
        if (lifted.Length == 0) return rows;
        var (parents, open) = (new Dictionary<int, int>(), lifted);
        for (var step = 0; step < Steps && open.Length > 0; step++)
        {
            var found = await tables.GoalParents.AsNoTracking().Where(p => open.Contains(p.GoalId)).OrderBy(p => p.ParentId).Select(p => new { p.GoalId, p.ParentId }).ToListAsync(stop);
            foreach (var place in found) parents.TryAdd(place.GoalId, place.ParentId);
            open = [.. found.Select(p => p.ParentId).Distinct().Where(p => !parents.ContainsKey(p))];
        }
        var above = parents.Values.Distinct().ToArray();
        var headings = await GoalMap.TopicsOf(tables, tables.Goals.Where(g => above.Contains(g.GoalId))).ToDictionaryAsync(t => t.GoalId!.Value, stop);
        Topic? Heading(Topic topic)
        {
            var wanted = sets[topic.SetId].Coarseness == Coarseness.Domains ? GoalKind.Domain : GoalKind.Cluster;
            for (var id = topic.GoalId!.Value; parents.TryGetValue(id, out var parent); id = parent)
                if (headings.GetValueOrDefault(parent) is { } heading && heading.Kind == wanted) return heading;
            return null;
        }
        return [.. rows.Select(r => IsCoarse(r.Topic) && Heading(r.Topic!) is { } heading && Composition.Of(r.Link!.Relation, LinkRelation.Narrow) is { } relation
            ? r with { Topic = heading with { SetId = r.Topic!.SetId }, Composed = relation }
            : r)];
    }
}
