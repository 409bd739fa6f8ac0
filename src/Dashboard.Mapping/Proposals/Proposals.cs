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
        var releases = await LinkableGoals.Releases(tables, school).ToArrayAsync(stop);
        var key = (Newest: releases.DefaultIfEmpty().Max(), releases.Length);
        lock (_lock)
            if (_texts.TryGetValue(school, out var known) && (known.Newest, known.Count) == key) return known.Texts;
        var texts = new GoalTexts(await LinkableGoals.Texts(tables, school, stop));
        lock (_lock) _texts[school] = (key.Newest, key.Length, texts);
        return texts;
    }
}
