using System.Collections.Concurrent;
using Dashboard.Mapping.Goals;

namespace Dashboard.Web.Goals;

/// <summary>
/// What a row or sentence is about: a learning goal, or a tool's own goal that nobody has linked yet. Key: the goal's uuid, or
/// "tool:code" without a goal; GoalId null: no learning goal, so nothing can be recorded on it; Name: at most 40 characters where a
/// curator wrote one, else the text itself; Status: of the goal set ("richtinggevend").
/// </summary>
public sealed record Topic(string Key, int? GoalId, string Name, string Text, string Subject, string Domain, int Position, string[] Parts, string? Code, string? Status, int ReleaseId, short[] Groepen, string? Uri)
{
    public int SetId { get; init; }
    public GoalKind Kind { get; init; } = GoalKind.Goal;

    /// <summary>The wording that the link was made for, where the school's release says it otherwise; null: the same.</summary>
    public string? EarlierText { get; init; }

    /// <summary>How sure it is that the text belongs to the address.</summary>
    public Confirmation Confirmation { get; init; }

    /// <summary>Usual in one of these year groups; when none is known, every goal is.</summary>
    public bool Usual(IReadOnlyCollection<short> years) => Groepen.Length == 0 || years.Count == 0 || Groepen.Any(years.Contains);

    /// <summary>The name inside a sentence: a lower first letter, unless the word is an abbreviation.</summary>
    public string InSentence => Lower(Name);

    /// <inheritdoc cref="InSentence"/>
    public static string Lower(string name) => name.Length > 1 && char.IsUpper(name[0]) && !char.IsUpper(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
}

/// <summary>The tool's own goal.</summary>
public sealed record ToolGoal(int MethodGoalId, int ToolId, string Code, string Title, string? Subject, string Domain, string? Description, string[] Exercises);

/// <summary>What of the goal the tool's goal touches.</summary>
public sealed record Touch(ToolGoal ToolGoal, Topic Topic, LinkRelation Relation, int? Parts, int? OfParts, string[] PartNames, string? Reason);

/// <summary>From the tools' own goals to the learning goals and back, as this school sees it (LD-09, LD-14).</summary>
public sealed class GoalMap
{
    private readonly Dictionary<int, List<Touch>> _byToolGoal = [];
    private readonly Dictionary<string, List<Touch>> _byTopic = [];
    private readonly Dictionary<int, ToolGoal> _toolGoals = [];
    private readonly Dictionary<int, string> _toolKeys;
    private readonly ConcurrentDictionary<string, IReadOnlyList<Topic>> _untouched = new();

    /// <param name="today">A link counts from its first day to its last.</param>
    internal GoalMap(IEnumerable<Row> rows, IReadOnlyDictionary<int, string> toolKeys, DateOnly today)
    {
        _toolKeys = new(toolKeys);
        foreach (var group in rows.GroupBy(r => r.ToolGoal.MethodGoalId))
        {
            var toolGoal = group.First().ToolGoal;
            _toolGoals[toolGoal.MethodGoalId] = toolGoal;
            var links = group.Where(r => r.Link is not null).ToList();
            // A school's own row for a goal replaces the product's row for that goal, also when it rejects it.
            var effective = links.Where(r => r.Link!.SchoolId is not null || !links.Any(o => o.Link!.SchoolId is not null && o.Link.GoalId == r.Link!.GoalId))
                .Where(r => r.Link!.Counts(today))
                .OrderBy(r => r.Link!.SchoolId is null).ThenBy(r => r.Relation == LinkRelation.Related).ThenBy(r => r.Relation)
                .ThenBy(r => r.Link!.LinkId)
                .Select(r => r.Composed is null
                    ? new Touch(toolGoal, r.Topic!, r.Relation, r.Link!.Parts, r.Link.OfParts, r.Link.PartNames, r.Link.Reason)
                    : new Touch(toolGoal, r.Topic!, r.Relation, null, null, [], r.Link!.Reason)).DistinctBy(t => t.Topic.Key).ToList();
            if (effective.Count == 0) continue;
            _byToolGoal[toolGoal.MethodGoalId] = effective;
            foreach (var touch in effective.Where(t => t.Relation != LinkRelation.Related))
                (_byTopic.TryGetValue(touch.Topic.Key, out var list) ? list : _byTopic[touch.Topic.Key] = []).Add(touch);
        }
    }

    /// <summary>Method goal with one of its links, or none.</summary>
    /// <param name="Composed">The relation to a heading above the linked goal, in place of the link's own.</param>
    internal sealed record Row(ToolGoal ToolGoal, GoalLink? Link, Topic? Topic, LinkRelation? Composed = null)
    {
        public LinkRelation Relation => Composed ?? Link!.Relation;
    }

    /// <summary>Goals as topics.</summary>
    internal static IQueryable<Topic> TopicsOf(StoreContext tables, IQueryable<Goal> goals) =>
        from goal in goals.AsNoTracking()
        join release in tables.GoalSetReleases on goal.ReleaseId equals release.ReleaseId
        join set in tables.GoalSets on release.GoalSetId equals set.GoalSetId
        select new Topic(goal.Key.ToString(), goal.GoalId, ShortNames.Shown(goal.ShortName, goal.Title), goal.Title, goal.Subject, goal.Domain ?? goal.Subject,
            goal.Position, goal.Parts, goal.Code, goal.Status ?? set.Status, goal.ReleaseId, goal.Groepen, goal.Uri) { SetId = set.GoalSetId, Kind = goal.Kind, Confirmation = goal.Confirmation };

    /// <summary>Kept in memory until a link, a method goal, a goal or the school's choice changes; every page asks whether one did.</summary>
    public static Task<GoalMap> Read(StoreContext tables, int school, IReadOnlyDictionary<int, string> toolKeys, DateOnly today, CancellationToken stop)
    {
        var tools = toolKeys.Keys.Order().ToArray();
        return tables.Kept.Read(tables, (nameof(GoalMap), school, string.Join(',', tools), today), ["goals", $"school/{school}", .. tools.Select(t => $"tool/{t}")], async () =>
        {
            var map = await ReadAnew(tables, school, toolKeys, today, stop);
            return (map, map._toolGoals.Count + map._byToolGoal.Values.Sum(t => (long)t.Count));
        }, stop);
    }

    private static async Task<GoalMap> ReadAnew(StoreContext tables, int school, IReadOnlyDictionary<int, string> toolKeys, DateOnly today, CancellationToken stop)
    {
        var tools = toolKeys.Keys.ToArray();
        var methods = await (
            from method in tables.MethodGoals.AsNoTracking()
            where tools.Contains(method.ToolId)
            join link in tables.GoalLinks.Where(l => l.SchoolId == null || l.SchoolId == school) on method.MethodGoalId equals link.MethodGoalId into links
            from link in links.DefaultIfEmpty()
            select new { method.MethodGoalId, method.ToolId, method.Code, method.Title, method.Subject, method.Domain, method.Description, method.Exercises, Link = link }).ToListAsync(stop);
        var linked = tables.GoalLinks.Where(l => (l.SchoolId == null || l.SchoolId == school) && tables.MethodGoals.Any(m => m.MethodGoalId == l.MethodGoalId && tools.Contains(m.ToolId))).Select(l => l.GoalId);
        var topics = await TopicsOf(tables, tables.Goals.Where(g => linked.Contains(g.GoalId))).ToDictionaryAsync(t => t.GoalId!.Value, stop);
        // one object per method goal, whatever the number of its links
        var own = methods.DistinctBy(r => r.MethodGoalId).ToDictionary(r => r.MethodGoalId, r => new ToolGoal(r.MethodGoalId, r.ToolId, r.Code, r.Title, r.Subject, r.Domain, r.Description, r.Exercises));
        var rows = methods.Select(r => new Row(own[r.MethodGoalId], r.Link is { } link && topics.ContainsKey(link.GoalId) ? link : null, r.Link is null ? null : topics.GetValueOrDefault(r.Link.GoalId))).ToList();
        var chosen = await ChosenGoals.Read(tables, school, stop);
        return new GoalMap(await chosen.See(tables, school, rows, stop), toolKeys, today) { Chosen = chosen };
    }

    /// <summary>The sets that the school works with.</summary>
    public ChosenGoals? Chosen { get; private init; }

    /// <summary>Of the sets with goals of every day that the school chose, or else of those that its tools are linked to.</summary>
    public int[] Releases => Chosen is null ? [] : [.. Chosen.Sets.Where(s => s.Kind == GoalSetKind.Goals && (s.Chosen || _byTopic.Values.Any(t => t[0].Topic.SetId == s.SetId))).Select(s => s.ReleaseId)];

    /// <summary>The other goals of the same sets for the year groups: those that no connected tool practises.</summary>
    public async Task<IReadOnlyList<Topic>> Untouched(StoreContext tables, IReadOnlyCollection<short> yearGroups, CancellationToken stop)
    {
        var (releases, years, key) = (Releases, yearGroups.ToArray(), string.Join(' ', yearGroups.Order()));
        if (_untouched.TryGetValue(key, out var known)) return known;
        var rows = await TopicsOf(tables, tables.Goals.Where(g => tables.GoalsInReleases.Any(i => i.GoalId == g.GoalId && releases.Contains(i.ReleaseId)) && g.Kind == GoalKind.Goal
            && (g.Groepen.Length == 0 || g.Groepen.Any(y => years.Contains(y))))).ToListAsync(stop);
        return _untouched[key] = [.. rows.Where(t => !_byTopic.ContainsKey(t.Key))];
    }

    public IEnumerable<ToolGoal> ToolGoals => _toolGoals.Values;
    public ToolGoal? ToolGoal(int methodGoal) => _toolGoals.GetValueOrDefault(methodGoal);

    /// <summary>Every goal the tool's goal is linked to, the best fitting first; empty: "zonder leerdoel".</summary>
    public IReadOnlyList<Touch> Of(int methodGoal) => _byToolGoal.GetValueOrDefault(methodGoal) ?? [];

    /// <summary>The tools' goals under one goal ("related" is too loose to count).</summary>
    public IReadOnlyList<Touch> Under(string topic) => _byTopic.GetValueOrDefault(topic) ?? [];

    /// <summary>All goals that some tool touches.</summary>
    public IEnumerable<Topic> Topics => _byTopic.Values.Select(t => t[0].Topic);

    /// <summary>Where a signal on this tool's goal is told: its best fitting goal, or the tool's own words.</summary>
    public Topic? TopicOf(int methodGoal)
    {
        if (Of(methodGoal) is [var best, ..]) return best.Topic;
        return ToolGoal(methodGoal) is { } own ? Unlinked(own) : null;
    }

    public Topic Unlinked(ToolGoal own) => new($"{_toolKeys.GetValueOrDefault(own.ToolId)}:{own.Code}", null, own.Title.Length > 0 ? own.Title : own.Code,
        own.Description ?? own.Title, own.Subject ?? "", "", int.MaxValue, [], null, null, 0, [], null);
}
