using Dashboard.Mapping.Goals;
using Dashboard.Schools.Calendar;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Links;

namespace Dashboard.Web.Pages.GoalSets;

/// <param name="Key">Null: the kerndoel is not in any set here; only its address is known.</param>
/// <param name="Reason">Null: the publisher's own coupling.</param>
public sealed record KerndoelOf(Guid? Key, string Uri, string Title, LinkRelation Relation, string? Reason);

public sealed record ToolTouching(string Tool, string Title, LinkRelation Relation);

public sealed record VersionRow(string Title, string Release, DateOnly On);

/// <summary>One goal in its place: what stands above, beside and under it, and how it came to say what it says.</summary>
/// <param name="InRelease">The release that the school works with has it.</param>
/// <param name="Paths">Its places, each from the top down; several parents, several places.</param>
/// <param name="Around">The goals under its first parent: before, itself, after.</param>
public sealed record OneGoal(
    Goal Goal, SetInUse Set, bool InRelease, IReadOnlyList<Goal> Successors, IReadOnlyList<IReadOnlyList<string>> Paths, IReadOnlyList<GoalLevel> Levels, IReadOnlyList<Goal> Around, IReadOnlyList<Goal> Children,
    IReadOnlyList<KerndoelOf> Kerndoelen, IReadOnlyList<Goal> Options, IReadOnlyList<ToolTouching> Tools, IReadOnlyList<VersionRow> Versions, IReadOnlyList<GoalEdit> Edits)
{
    /// <summary>What a curator may take over as the short name.</summary>
    public string Proposal => ShortNames.Propose(Goal.Title);

    /// <returns>Null: there is no such goal, or it is another school's own.</returns>
    public static async Task<OneGoal?> Read(StoreContext tables, Guid key, int school, CancellationToken stop)
    {
        var versions = await (
            from g in tables.Goals.AsNoTracking()
            join r in tables.GoalSetReleases on g.ReleaseId equals r.ReleaseId
            where g.Key == key
            orderby g.GoalId descending
            select new { g, r.GoalSetId, r.Version, r.ReleasedOn, r.ImportedAt }).ToListAsync(stop);
        var chosen = await ChosenGoals.Read(tables, school, stop);
        var sets = chosen.Sets.Concat(chosen.Others).ToDictionary(s => s.SetId);
        versions = [.. versions.Where(v => sets.ContainsKey(v.GoalSetId))];
        if (versions.Count == 0) return null;
        var set = sets[versions[0].GoalSetId];
        var ids = versions.Select(v => v.g.GoalId).ToArray();
        var there = await tables.GoalsInReleases.Where(i => i.ReleaseId == set.ReleaseId && ids.Contains(i.GoalId)).Select(i => (int?)i.GoalId).FirstOrDefaultAsync(stop);
        var goal = (versions.Find(v => v.g.GoalId == there) ?? versions[0]).g;
        var next = there is null ? await tables.GoalSuccessors.Where(s => s.OldUri == goal.Uri).Select(s => s.NewUri).ToArrayAsync(stop) : [];
        var paths = await PathsOf(tables, goal.GoalId, stop);
        var parent = await tables.GoalParents.Where(p => p.GoalId == goal.GoalId).OrderBy(p => p.ParentId).Select(p => (int?)p.ParentId).FirstOrDefaultAsync(stop);
        var siblings = parent is null ? [] : await Under(tables, parent.Value, set.ReleaseId).ToListAsync(stop);
        var at = siblings.FindIndex(s => s.GoalId == goal.GoalId);
        return new OneGoal(goal, set, there is not null,
            await tables.Goals.AsNoTracking().Where(g => next.Contains(g.Uri)).OrderBy(g => g.GoalId).ToListAsync(stop), paths,
            await tables.GoalLevels.AsNoTracking().Where(l => goal.Levels.Contains(l.Key)).ToListAsync(stop),
            at < 0 ? [] : [.. siblings.Skip(Math.Max(0, at - 2)).Take(5)], await Under(tables, goal.GoalId, set.ReleaseId).Take(100).ToListAsync(stop),
            await KerndoelenOf(tables, goal, sets.Values, stop), await OptionsIn(tables, chosen, stop), await ToolsOn(tables, ids, school, stop),
            [.. versions.Select(v => new VersionRow(v.g.Title, v.Version, v.ReleasedOn ?? SchoolTime.Day(v.ImportedAt)))],
            await tables.GoalEdits.AsNoTracking().Where(e => e.Uri == goal.Uri).OrderByDescending(e => e.EditId).Take(20).ToListAsync(stop));
    }

    private static IQueryable<Goal> Under(StoreContext tables, int parent, int release) =>
        from p in tables.GoalParents.AsNoTracking()
        join g in tables.Goals.AsNoTracking() on p.GoalId equals g.GoalId
        where p.ParentId == parent && tables.GoalsInReleases.Any(i => i.ReleaseId == release && i.GoalId == g.GoalId)
        orderby p.Position
        select g;

    private static async Task<List<IReadOnlyList<string>>> PathsOf(StoreContext tables, int goal, CancellationToken stop)
    {
        var (above, open) = (new List<(int Child, int Parent, string Title)>(), new List<int> { goal });
        while (open.Count > 0)
        {
            var found = await (from p in tables.GoalParents where open.Contains(p.GoalId) join g in tables.Goals on p.ParentId equals g.GoalId orderby p.ParentId select new { p.GoalId, p.ParentId, Title = g.ShortName ?? g.Title }).ToListAsync(stop);
            open = [.. found.Select(f => f.ParentId).Distinct().Where(p => above.TrueForAll(a => a.Child != p))];
            above.AddRange(found.Select(f => (f.GoalId, f.ParentId, f.Title)));
        }
        IEnumerable<List<string>> Up(int child) => above.Where(a => a.Child == child).ToList() is { Count: > 0 } parents ? parents.SelectMany(p => Up(p.Parent).Select(path => (List<string>)[.. path, p.Title])) : [[]];
        return [.. Up(goal).Where(p => p.Count > 0)];
    }

    private static async Task<List<KerndoelOf>> KerndoelenOf(StoreContext tables, Goal goal, IEnumerable<SetInUse> sets, CancellationToken stop)
    {
        var ours = await tables.GoalKerndoelen.AsNoTracking().Where(k => k.GoalUri == goal.Uri).ToListAsync(stop);
        string[] uris = [.. goal.Kerndoelen, .. ours.Select(o => o.KerndoelUri)];
        var known = (await tables.Goals.AsNoTracking().Where(g => uris.Contains(g.Uri)).OrderBy(g => g.GoalId).ToListAsync(stop)).GroupBy(g => g.Uri).ToDictionary(g => g.Key, g => g.Last());
        KerndoelOf One(string uri, LinkRelation relation, string? reason) => new(known.GetValueOrDefault(uri)?.Key, uri, known.GetValueOrDefault(uri) is { } k ? $"{k.Code} {k.Title}".Trim() : uri, relation, reason);
        return [.. goal.Kerndoelen.Select(u => One(u, LinkRelation.Narrow, null)), .. ours.Select(o => One(o.KerndoelUri, o.Relation, o.Reason))];
    }

    private static async Task<List<Goal>> OptionsIn(StoreContext tables, ChosenGoals chosen, CancellationToken stop)
    {
        var releases = chosen.Sets.Concat(chosen.Others).Where(s => s.Kind == GoalSetKind.Kerndoelen).Select(s => s.ReleaseId).ToArray();
        return await tables.Goals.AsNoTracking().Where(g => g.Kind == GoalKind.Kerndoel && g.Groepen.Length > 0 && tables.GoalsInReleases.Any(i => releases.Contains(i.ReleaseId) && i.GoalId == g.GoalId))
            .OrderBy(g => g.ReleaseId).ThenBy(g => g.Position).ToListAsync(stop);
    }

    private static async Task<List<ToolTouching>> ToolsOn(StoreContext tables, int[] versions, int school, CancellationToken stop) => await (
        from l in EffectiveLinks.Of(tables, school)
        where versions.Contains(l.GoalId) && l.Status == LinkStatus.Approved
        join m in tables.MethodGoals on l.MethodGoalId equals m.MethodGoalId
        join t in tables.Tools on m.ToolId equals t.ToolId
        orderby t.Name, m.Title
        select new ToolTouching(t.Name, m.Title, l.Relation)).Distinct().ToListAsync(stop);
}
