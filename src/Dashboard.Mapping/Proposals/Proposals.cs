using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Proposals;

/// <summary>
/// Ranked suggestions for a method goal, computed when somebody looks and stored nowhere: nothing becomes a link without a person
/// (LD-29). Goals that already have a link, also a rejected one, are not suggested again.
/// </summary>
public sealed class Proposals
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, (int Newest, int Count, GoalTexts Texts)> _texts = [];

    /// <param name="school">Whose own goals count too.</param>
    /// <param name="count">At most so many.</param>
    public async Task<IReadOnlyList<Suggestion>> For(StoreContext tables, MethodGoal method, int school, int count, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(method);
        var texts = await Texts(tables, school, stop);
        var linked = (await tables.GoalLinks.AsNoTracking().Where(l => l.MethodGoalId == method.MethodGoalId && (l.SchoolId == null || l.SchoolId == school)).Select(l => l.GoalId).ToListAsync(stop)).ToHashSet();
        return texts.Rank(new MethodText(method.Title, string.Join(' ', method.Exercises.Prepend(method.Description)), method.Domain, Years.Of(method.Level)), count, linked.Contains);
    }

    /// <summary>Goals of the newest release of each set; read again when there is another one.</summary>
    private async Task<GoalTexts> Texts(StoreContext tables, int school, CancellationToken stop)
    {
        var releases = await Candidates.Releases(tables, school, stop);
        var key = (Newest: releases.Length == 0 ? 0 : releases.Max(), releases.Length);
        lock (_lock)
            if (_texts.TryGetValue(school, out var known) && (known.Newest, known.Count) == key) return known.Texts;
        var texts = new GoalTexts(await Candidates.Read(tables, releases, stop));
        lock (_lock) _texts[school] = (key.Newest, key.Length, texts);
        return texts;
    }
}

/// <summary>Which goals may be suggested.</summary>
internal static class Candidates
{
    public static async Task<int[]> Releases(StoreContext tables, int school, CancellationToken stop) => await (
        from s in tables.GoalSets.AsNoTracking()
        where s.SchoolId == null || s.SchoolId == school
        join r in tables.GoalSetReleases on s.GoalSetId equals r.GoalSetId
        group r by r.GoalSetId into set
        select set.Max(r => r.ReleaseId)).ToArrayAsync(stop);

    public static async Task<List<GoalText>> Read(StoreContext tables, int[] releases, CancellationToken stop)
    {
        var rows = await (
            from g in tables.Goals.AsNoTracking()
            where tables.GoalsInReleases.Any(i => i.GoalId == g.GoalId && releases.Contains(i.ReleaseId)) && (g.Kind == GoalKind.Goal || g.Kind == GoalKind.Kerndoel)
            orderby g.GoalId
            select new
            {
                g.GoalId, g.Title, g.ShortName, g.Domain, g.Subject, g.Groepen,
                Parent = tables.GoalParents.Where(x => x.GoalId == g.GoalId).OrderBy(x => x.ParentId).Select(x => tables.Goals.First(p => p.GoalId == x.ParentId).Title).FirstOrDefault(),
            }).ToListAsync(stop);
        return [.. rows.Select(r => new GoalText(r.GoalId, r.Title, $"{r.Domain} {r.Subject} {r.Parent}", r.Groepen))];
    }
}
