namespace Dashboard.Web.Goals;

/// <summary>A set as a school works with it.</summary>
/// <param name="Chosen">The school chose it itself; else it counts because the school chose none of its kind.</param>
/// <param name="Newest">The release is the newest there is.</param>
public sealed record SetInUse(int SetId, string Key, string Title, GoalSetKind Kind, string Status, string? Licence, string? LicenceUrl, string? Attribution, int ReleaseId, string Version, Coarseness Coarseness, bool Chosen, bool Newest, int Releases);

/// <summary>
/// Which sets and releases a school works with (LD-06). Of each kind: those that it chose, or all when it chose none. Old and new live
/// side by side: another choice shows other goals, and every link and mark is still there when the school goes back.
/// </summary>
public sealed class ChosenGoals
{
    private ChosenGoals(IReadOnlyList<SetInUse> sets, IReadOnlyList<SetInUse> others) => (Sets, Others) = (sets, others);

    public IReadOnlyList<SetInUse> Sets { get; }

    /// <summary>Sets that the school may choose but does not work with.</summary>
    public IReadOnlyList<SetInUse> Others { get; }

    public static async Task<ChosenGoals> Read(StoreContext tables, int school, CancellationToken stop)
    {
        var rows = await (
            from set in tables.GoalSets.AsNoTracking()
            where set.SchoolId == null || set.SchoolId == school
            join release in tables.GoalSetReleases on set.GoalSetId equals release.GoalSetId
            join choice in tables.SchoolGoalSets.Where(c => c.SchoolId == school) on set.GoalSetId equals choice.GoalSetId into choices
            from choice in choices.DefaultIfEmpty()
            orderby set.GoalSetId, release.ReleaseId descending
            select new { set, release.ReleaseId, release.Version, Choice = choice }).ToListAsync(stop);
        var all = rows.GroupBy(r => r.set.GoalSetId).Select(g =>
        {
            var (newest, choice) = (g.First(), g.First().Choice);
            var used = g.FirstOrDefault(r => r.ReleaseId == choice?.ReleaseId) ?? newest;
            return new SetInUse(g.Key, newest.set.Key, newest.set.Title, newest.set.Kind, newest.set.Status, newest.set.Licence, newest.set.LicenceUrl, newest.set.Attribution, used.ReleaseId, used.Version,
                choice?.Coarseness ?? Coarseness.Goals, choice is not null, used == newest, g.Count());
        }).ToList();
        var kinds = all.Where(s => s.Chosen).Select(s => s.Kind).ToHashSet();
        return new ChosenGoals([.. all.Where(s => s.Chosen || !kinds.Contains(s.Kind))], [.. all.Where(s => !s.Chosen && kinds.Contains(s.Kind))]);
    }

    /// <summary>
    /// The rows as this school sees them. A link stays on the version that it was made for; where the school's release has another wording
    /// of that goal, the goal is shown as it is now, with the wording that the link was made for. A link to a goal that the release no
    /// longer has is shown until a curator has decided about it; about a link of the school's own, until the school has.
    /// </summary>
    internal async Task<IReadOnlyList<GoalMap.Row>> See(StoreContext tables, int school, IReadOnlyList<GoalMap.Row> rows, CancellationToken stop)
    {
        var sets = Sets.ToDictionary(s => s.SetId);
        rows = [.. rows.Select(r => r.Topic is null || sets.ContainsKey(r.Topic.SetId) ? r : r with { Link = null, Topic = null })];
        if (Sets.All(s => s.Releases == 1 && s.Coarseness == Coarseness.Goals)) return rows;
        var releases = Sets.Select(s => s.ReleaseId).ToArray();
        var linked = rows.Where(r => r.Topic is not null).Select(r => r.Topic!.GoalId!.Value).Distinct().ToArray();
        var there = (await tables.GoalsInReleases.Where(i => releases.Contains(i.ReleaseId) && linked.Contains(i.GoalId)).Select(i => i.GoalId).ToListAsync(stop)).ToHashSet();
        var gone = rows.Where(r => r.Topic is not null && !there.Contains(r.Topic.GoalId!.Value)).Select(r => r.Topic!).ToList();
        var uris = gone.Select(t => t.Uri!).Distinct().ToArray();
        var now = (await GoalMap.TopicsOf(tables, tables.Goals.Where(g => uris.Contains(g.Uri) && tables.GoalsInReleases.Any(i => i.GoalId == g.GoalId && releases.Contains(i.ReleaseId)))).ToListAsync(stop)).ToLookup(t => (t.SetId, t.Uri));
        var old = gone.Select(t => t.GoalId!.Value).ToArray();
        var changes = await tables.GoalChanges.Where(c => old.Contains(c.GoalId)).Select(c => new { c.GoalId, c.NewUris, Curator = c.State != GoalChangeState.Open, Ours = tables.SchoolGoalReviews.Any(r => r.SchoolId == school && r.ChangeId == c.ChangeId) }).ToListAsync(stop);
        var (decided, decidedByUs) = (changes.Where(c => c.Curator).Select(c => c.GoalId).ToHashSet(), changes.Where(c => c.Ours).Select(c => c.GoalId).ToHashSet());
        // until the school decides, its own link also stands for the link for every school to what came in the goal's place
        var standing = rows.Where(r => r.Link?.SchoolId is not null && r.Topic is not null && !there.Contains(r.Topic.GoalId!.Value) && !decidedByUs.Contains(r.Topic.GoalId!.Value))
            .SelectMany(r => changes.Where(c => c.GoalId == r.Topic!.GoalId).SelectMany(c => c.NewUris).Select(uri => (r.ToolGoal.MethodGoalId, uri))).ToHashSet();
        rows = [.. rows.Select(r => r.Topic?.Uri is { } uri && r.Link!.SchoolId is null && standing.Contains((r.ToolGoal.MethodGoalId, uri)) && there.Contains(r.Topic.GoalId!.Value) ? r with { Link = null, Topic = null } : r)];
        var seen = rows.Select(r => r.Topic is not { } topic || there.Contains(topic.GoalId!.Value) ? r
            : now[(topic.SetId, topic.Uri)].FirstOrDefault() is { } current ? r with { Topic = current with { EarlierText = topic.Text } }
            : topic.ReleaseId > sets[topic.SetId].ReleaseId || (r.Link!.SchoolId is null ? decided : decidedByUs).Contains(topic.GoalId!.Value) ? r with { Link = null, Topic = null }
            : r).ToList();
        // a link that was carried over to the wording of now goes before the one that it came from
        seen = [.. seen.GroupBy(r => (r.ToolGoal.MethodGoalId, r.Link?.SchoolId, r.Topic?.GoalId)).SelectMany(g => g.Key.GoalId is null ? g.Take(1) : [g.FirstOrDefault(r => r.Topic!.EarlierText is null) ?? g.First()])];
        return await Headings.Lift(tables, seen, sets, stop);
    }
}
