using Dashboard.Mapping.Proposals;

namespace Dashboard.Web.Pages.Links;

/// <summary>A goal as the editor shows it, with its set's status.</summary>
public sealed record GoalChoice(int GoalId, string Title, string? ShortName, string? Code, string? Domain, string? Level, string[] Parts, string Set, string Status);

/// <summary>A goal that was suggested, and why; or that was found by its words (no suggestion).</summary>
public sealed record Offer(GoalChoice Goal, Suggestion? Why);

/// <param name="LastChange">0: older than the history.</param>
public sealed record LinkRow(GoalLink Link, GoalChoice Goal, long LastChange);

public sealed record HistoryRow(LinkChange Change, string Actor, string Goal, bool Last);

/// <summary>The method goal that is open, with everything beside it.</summary>
public sealed record Selection(MethodGoal Goal, string Tool, long Results, IReadOnlyList<LinkRow> Links, IReadOnlyList<Offer> Offers, IReadOnlyList<Offer> Found, IReadOnlyList<HistoryRow> History, GoalChoice? Chosen, IReadOnlyList<GoalChoice> Around, IReadOnlyList<(string Tool, string MethodGoal)> Also)
{
    private const int Suggestions = 5, Searched = 10, Lines = 20;

    /// <param name="tables">With the schools in scope whose results count.</param>
    public static async Task<Selection?> Read(StoreContext tables, LinkFilter filter, Person person, Proposals proposals, Func<string, string> someone, CancellationToken stop)
    {
        if (await tables.MethodGoals.AsNoTracking().SingleOrDefaultAsync(m => m.MethodGoalId == filter.MethodGoal, stop) is not { } method) return null;
        var id = method.MethodGoalId;
        var tool = await tables.Tools.Where(t => t.ToolId == method.ToolId).Select(t => t.Name).SingleAsync(stop);
        var results = await tables.MethodGoalUses.Where(u => u.MethodGoalId == id).SumAsync(u => u.Results, stop);
        var changes = await tables.LinkChanges.AsNoTracking().Where(c => c.MethodGoalId == id && (c.SchoolId == null || c.SchoolId == person.School)).OrderByDescending(c => c.ChangeId).ToListAsync(stop);
        var links = await tables.GoalLinks.AsNoTracking().Where(l => l.MethodGoalId == id && (l.SchoolId == null || l.SchoolId == person.School)).OrderBy(l => l.LinkId).ToListAsync(stop);
        var suggested = await proposals.For(tables, method, person.School, Suggestions, stop);
        var found = filter.GoalText is { } text ? await Search(tables, text, person.School, stop) : [];
        var goals = await Goals(tables, [.. links.Select(l => l.GoalId), .. changes.Select(c => c.GoalId), .. suggested.Select(s => s.GoalId), .. found, .. filter.Goal is { } g ? [g] : (int[])[]], person.School, stop);
        var offers = suggested.Where(s => goals.ContainsKey(s.GoalId)).Select(s => new Offer(goals[s.GoalId], s)).ToList();
        var chosen = filter.Goal is { } goal ? goals.GetValueOrDefault(goal) : links.Count == 0 && offers.Count > 0 ? offers[0].Goal : null;
        return new Selection(method, tool, results, [.. links.Where(l => goals.ContainsKey(l.GoalId)).Select(l => new LinkRow(l, goals[l.GoalId], changes.Find(c => Same(c, l))?.ChangeId ?? 0))],
            offers, [.. found.Where(goals.ContainsKey).Select(f => new Offer(goals[f], null))], await Lines_(tables, changes, goals, person, someone, stop), chosen, chosen is null ? [] : await Around_(tables, chosen.GoalId, stop), chosen is null ? [] : await Also_(tables, id, chosen.GoalId, person.School, stop));
    }

    private static bool Same(LinkChange change, GoalLink link) => change.GoalId == link.GoalId && change.SchoolId == link.SchoolId;

    private static async Task<int[]> Search(StoreContext tables, string text, int school, CancellationToken stop)
    {
        var words = $"%{WorkList.Escaped(text)}%";
        return await LinkableGoals.Of(tables, school).Where(g => EF.Functions.ILike(g.Title, words) || EF.Functions.ILike(g.ShortName!, words) || EF.Functions.ILike(g.Code!, words))
            .OrderBy(g => g.ReleaseId).ThenBy(g => g.Position).Take(Searched).Select(g => g.GoalId).ToArrayAsync(stop);
    }

    private static async Task<Dictionary<int, GoalChoice>> Goals(StoreContext tables, int[] ids, int school, CancellationToken stop) => await (
        from g in tables.Goals.AsNoTracking()
        join r in tables.GoalSetReleases on g.ReleaseId equals r.ReleaseId
        join s in tables.GoalSets on r.GoalSetId equals s.GoalSetId
        where ids.Contains(g.GoalId) && (s.SchoolId == null || s.SchoolId == school)
        select new GoalChoice(g.GoalId, g.Title, g.ShortName, g.Code, g.Domain, g.Level, g.Parts, s.Title + " " + r.Version, s.Status)).ToDictionaryAsync(g => g.GoalId, stop);

    /// <summary>The line the goal stands in: its neighbours of the same domain.</summary>
    private static async Task<List<GoalChoice>> Around_(StoreContext tables, int goal, CancellationToken stop)
    {
        var me = await tables.Goals.AsNoTracking().SingleAsync(g => g.GoalId == goal, stop);
        return await tables.Goals.AsNoTracking().Where(g => g.ReleaseId == me.ReleaseId && g.Subject == me.Subject && g.Domain == me.Domain && g.Kind == me.Kind && g.Position >= me.Position - 4 && g.Position <= me.Position + 4)
            .OrderBy(g => g.Position).Select(g => new GoalChoice(g.GoalId, g.Title, g.ShortName, g.Code, g.Domain, g.Level, g.Parts, "", "")).ToListAsync(stop);
    }

    /// <summary>Other method goals that are linked to the goal: where else it can be practised (DA-30).</summary>
    private static async Task<List<(string, string)>> Also_(StoreContext tables, int methodGoal, int goal, int school, CancellationToken stop)
    {
        var rows = await (
            from l in EffectiveLinks.Of(tables, school)
            where l.GoalId == goal && l.MethodGoalId != methodGoal && l.Status == LinkStatus.Approved && l.Relation != LinkRelation.Related
            join m in tables.MethodGoals on l.MethodGoalId equals m.MethodGoalId
            join t in tables.Tools on m.ToolId equals t.ToolId
            orderby t.Name, m.Title
            select new { t.Name, m.Title }).Take(Searched).ToListAsync(stop);
        return [.. rows.Select(r => (r.Name, r.Title))];
    }

    private static async Task<List<HistoryRow>> Lines_(StoreContext tables, List<LinkChange> changes, Dictionary<int, GoalChoice> goals, Person person, Func<string, string> someone, CancellationToken stop)
    {
        var shown = changes.Take(Lines).ToList();
        var keys = shown.Select(c => Guid.TryParse(c.Actor, out var key) ? key : (Guid?)null).OfType<Guid>().Distinct().ToArray();
        var names = await tables.Staff.AsNoTracking().Where(s => s.SchoolId == person.School && keys.Contains(s.Key)).ToDictionaryAsync(s => s.Key.ToString(), s => s.DisplayName, stop);
        return [.. shown.Select(c => new HistoryRow(c, Guid.TryParse(c.Actor, out _) ? names.GetValueOrDefault(c.Actor) ?? someone(c.Actor) : c.Actor,
            goals.GetValueOrDefault(c.GoalId) is { } goal ? goal.ShortName ?? goal.Title : "", Last: changes.Find(o => o.GoalId == c.GoalId && o.SchoolId == c.SchoolId) == c && Mapping.Links.Links.MayEdit(person, c.SchoolId)))];
    }
}
