using Dashboard.Web.Goals;

namespace Dashboard.Web.Pages.Links;

/// <summary>What of one tool's results can be placed. Counts of results and links, never of what a pupil can do.</summary>
/// <param name="Linked">Results under a method goal with a link that counts.</param>
/// <param name="All">All results; one counts under each method goal that it names.</param>
/// <param name="Codeless">Results that name no method goal.</param>
/// <param name="Unlinked">Method goals with no link that counts.</param>
/// <param name="UnknownCoverage">Links of which nobody knows how much of the goal they touch.</param>
public sealed record ToolGap(string Key, string Name, long Linked, long All, long Codeless, int Unlinked, int UnknownCoverage);

/// <param name="Parts">So many parts are touched by some tool of the school.</param>
/// <param name="Missing">Names of those that are not, where the goal names its parts.</param>
public sealed record PartlyTouched(Topic Topic, int Parts, int Of, IReadOnlyList<string> Missing);

/// <summary>Reads the counts.</summary>
public static class MissingQuery
{
    /// <param name="tables">With the schools in scope whose results count.</param>
    /// <param name="school">Whose own links go first; null: the links for every school.</param>
    /// <param name="tools">Only these; null: all.</param>
    public static async Task<IReadOnlyList<ToolGap>> Tools(StoreContext tables, int? school, int[]? tools, DateOnly today, CancellationToken stop)
    {
        var links = EffectiveLinks.Of(tables, school).Where(l => l.Status == LinkStatus.Approved && (l.ValidFrom == null || l.ValidFrom <= today) && (l.ValidUntil == null || today <= l.ValidUntil));
        var names = await tables.Tools.AsNoTracking().Where(t => tools == null || tools.Contains(t.ToolId)).OrderBy(t => t.Name).Select(t => new { t.ToolId, t.Key, t.Name }).ToListAsync(stop);
        var uses = await (from u in tables.MethodGoalUses.AsNoTracking()
                          select new { u.ToolId, u.Results, Codeless = u.MethodGoalId == 0, Linked = links.Any(l => l.MethodGoalId == u.MethodGoalId) })
            .GroupBy(u => new { u.ToolId, u.Codeless, u.Linked }).Select(g => new { g.Key.ToolId, g.Key.Codeless, g.Key.Linked, Results = g.Sum(u => u.Results) }).ToListAsync(stop);
        var unlinked = await tables.MethodGoals.AsNoTracking().Where(m => !links.Any(l => l.MethodGoalId == m.MethodGoalId)).GroupBy(m => m.ToolId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var unknown = await (from l in links join m in tables.MethodGoals on l.MethodGoalId equals m.MethodGoalId where l.Parts == null group l by m.ToolId into g select new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        return [.. names.Select(n => new ToolGap(n.Key, n.Name, uses.Where(u => u.ToolId == n.ToolId && u.Linked).Sum(u => u.Results), uses.Where(u => u.ToolId == n.ToolId).Sum(u => u.Results),
            uses.Where(u => u.ToolId == n.ToolId && u.Codeless).Sum(u => u.Results), unlinked.GetValueOrDefault(n.ToolId), unknown.GetValueOrDefault(n.ToolId)))];
    }

    /// <summary>Goals of which all touching tools together are known to leave a part out. With one link of unknown coverage nobody can say.</summary>
    public static IReadOnlyList<PartlyTouched> Partly(GoalMap goals)
    {
        var found = new List<PartlyTouched>();
        foreach (var topic in goals.Topics)
        {
            var touches = goals.Under(topic.Key);
            if (touches.Any(t => t.Parts is null || t.OfParts is null || t.Parts == t.OfParts)) continue;
            var named = touches.All(t => t.PartNames.Length > 0);
            var missing = named ? topic.Parts.Except(touches.SelectMany(t => t.PartNames)).ToList() : [];
            if (named && missing.Count == 0) continue;
            found.Add(new(topic, named ? topic.Parts.Length - missing.Count : touches.Max(t => t.Parts!.Value), named ? topic.Parts.Length : touches[0].OfParts!.Value, missing));
        }
        return [.. found.OrderBy(f => f.Topic.Position)];
    }

    /// <summary>The other goals of the sets that the school's tools are linked to, as their newest release has them.</summary>
    public static async Task<IReadOnlyList<Topic>> Untouched(StoreContext tables, GoalMap goals, CancellationToken stop)
    {
        var releases = goals.Releases;
        var rows = await (
            from g in tables.Goals.AsNoTracking()
            where tables.GoalsInReleases.Any(i => i.GoalId == g.GoalId && releases.Contains(i.ReleaseId)) && g.Kind == GoalKind.Goal && !g.Deprecated
            orderby g.Position
            select new Topic(g.Key.ToString(), g.GoalId, g.ShortName ?? g.Title, g.Title, g.Subject, g.Domain ?? g.Subject, g.Position, g.Parts, g.Code, null, g.ReleaseId, g.Groepen, g.Uri)).ToListAsync(stop);
        return [.. rows.Where(t => goals.Under(t.Key).Count == 0)];
    }
}
