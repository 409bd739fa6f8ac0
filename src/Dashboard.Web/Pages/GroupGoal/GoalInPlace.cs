using Dashboard.Web.Goals;
using Dashboard.Web.Pages.GoalSets;

namespace Dashboard.Web.Pages.GroupGoal;

/// <summary>The goal in its place: what it says, which kerndoel it is under, what comes before and after it, and what comes next year.</summary>
/// <param name="Goal">As the goal pages know it.</param>
/// <param name="Before">The goal before it under the same heading; a set without headings: in the same domain.</param>
/// <param name="After">The goal after it.</param>
/// <param name="NextYear">The first goal of the same domain that is not meant for this group's years yet; null: none.</param>
public sealed record GoalInPlace(OneGoal Goal, Goal? Before, Goal? After, Goal? NextYear)
{
    /// <returns>Null for a tool's goal without a learning goal.</returns>
    public static async Task<GoalInPlace?> Read(StoreContext tables, Topic topic, IReadOnlyList<short> years, int school, CancellationToken stop)
    {
        if (topic.GoalId is null || !Guid.TryParse(topic.Key, out var key) || await OneGoal.Read(tables, key, school, stop) is not { } one) return null;
        var (release, domain, position) = (one.Set.ReleaseId, one.Goal.Domain, one.Goal.Position);
        var domainGoals = tables.Goals.AsNoTracking().Where(g => g.Kind == GoalKind.Goal && g.Domain == domain && tables.GoalsInReleases.Any(i => i.ReleaseId == release && i.GoalId == g.GoalId));
        var at = one.Around.ToList().FindIndex(g => g.GoalId == one.Goal.GoalId);
        var (before, after) = at >= 0
            ? (at > 0 ? one.Around[at - 1] : null, at + 1 < one.Around.Count ? one.Around[at + 1] : null)
            : (await domainGoals.Where(g => g.Position < position).OrderByDescending(g => g.Position).FirstOrDefaultAsync(stop), await domainGoals.Where(g => g.Position > position).OrderBy(g => g.Position).FirstOrDefaultAsync(stop));
        if (years.Count == 0) return new GoalInPlace(one, before, after, null);
        var (here, next) = (years.ToArray(), (short)(years.Max() + 1));
        return new GoalInPlace(one, before, after, await domainGoals.Where(g => g.Position > position && g.Groepen.Contains(next) && !g.Groepen.Any(y => here.Contains(y))).OrderBy(g => g.Position).FirstOrDefaultAsync(stop));
    }
}
