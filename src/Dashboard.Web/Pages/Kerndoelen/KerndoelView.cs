using Dashboard.Contracts;
using Dashboard.Mapping.Goals;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.States;

namespace Dashboard.Web.Pages.Kerndoelen;

/// <summary>What happens at a place: pupils with an open signal per kind, each once, and time. Never anything made of scores.</summary>
public sealed record Happening(int Stuck, int Fast, int New, int Minutes);

/// <param name="Relation">The tool's goal to the learning goal.</param>
/// <param name="Counts">Its relation allows to count it above the learning goal.</param>
public sealed record ToolRow(string Tool, string Title, LinkRelation Relation, bool Counts, Happening Here);

public sealed record GoalRow(Topic Topic, LinkRelation Relation, IReadOnlyList<ToolRow> Tools);

/// <param name="Key">Null: the kerndoel is in no set here, only its address is known.</param>
public sealed record KerndoelRow(Guid? Key, string Uri, string Name, string Text, IReadOnlyList<GoalRow> Goals, Happening Here);

/// <summary>Kerndoel › goal › tool's own goal, of one group (LD-03, LD-11), in the kerndoelen that the school works with.</summary>
public sealed record KerndoelView(IReadOnlyList<SetInUse> Sets, IReadOnlyList<KerndoelRow> Kerndoelen, IReadOnlyList<Topic> Without)
{
    public static async Task<KerndoelView> Read(StoreContext tables, GroupFacts facts, CancellationToken stop)
    {
        var topics = facts.Goals.Topics.Where(t => t.GoalId is not null).OrderBy(t => t.Position).ToList();
        var (ids, uris) = (topics.Select(t => t.GoalId!.Value).ToArray(), topics.Select(t => t.Uri!).ToArray());
        var published = await tables.Goals.AsNoTracking().Where(g => ids.Contains(g.GoalId)).Select(g => new { g.Uri, g.Kerndoelen }).ToListAsync(stop);
        var ours = await tables.GoalKerndoelen.AsNoTracking().Where(k => uris.Contains(k.GoalUri)).ToListAsync(stop);
        // what a curator says about a pair goes above what the publisher says of it
        var couplings = published.SelectMany(p => p.Kerndoelen.Select(k => (Goal: p.Uri, Kerndoel: k, Relation: LinkRelation.Narrow))).Where(p => !ours.Exists(o => o.GoalUri == p.Goal && o.KerndoelUri == p.Kerndoel))
            .Concat(ours.Select(o => (Goal: o.GoalUri, Kerndoel: o.KerndoelUri, o.Relation))).Distinct().ToLookup(c => c.Kerndoel);
        var sets = facts.Goals.Chosen?.Sets.Where(s => s.Kind == GoalSetKind.Kerndoelen).ToList() ?? [];
        var (releases, named) = (sets.Select(s => s.ReleaseId).ToArray(), couplings.Select(c => c.Key).ToArray());
        var known = await tables.Goals.AsNoTracking().Where(g => named.Contains(g.Uri) && tables.GoalsInReleases.Any(i => i.GoalId == g.GoalId && releases.Contains(i.ReleaseId))).OrderBy(g => g.ReleaseId).ThenBy(g => g.Position).ToListAsync(stop);
        var rows = sets.Count > 0
            ? known.Select(k => (k.Key, k.Uri, Name: k.ShortName ?? k.Code ?? ShortNames.Shown(null, k.Title), Text: k.Title)).Select(k => Row(facts, topics, k.Key, k.Uri, k.Name, k.Text, couplings[k.Uri].ToDictionary(c => c.Goal, c => c.Relation)))
            : couplings.Select(c => Row(facts, topics, null, c.Key, "", "", c.ToDictionary(x => x.Goal, x => x.Relation)));
        List<KerndoelRow> shown = [.. rows.Where(r => r.Goals.Count > 0)];
        var placed = shown.SelectMany(r => r.Goals).Select(g => g.Topic.Key).ToHashSet();
        return new KerndoelView(sets, shown, [.. topics.Where(t => !placed.Contains(t.Key))]);
    }

    /// <param name="facts">The group.</param>
    /// <param name="topics">Goals that its tools touch, in order.</param>
    /// <param name="key">Of the kerndoel.</param>
    /// <param name="uri">Of the kerndoel.</param>
    /// <param name="name">Short.</param>
    /// <param name="text">In full.</param>
    /// <param name="goals">Goals under it, by address, with their relation to it.</param>
    internal static KerndoelRow Row(GroupFacts facts, IReadOnlyList<Topic> topics, Guid? key, string uri, string name, string text, Dictionary<string, LinkRelation> goals)
    {
        List<GoalRow> rows = [.. topics.Where(t => goals.ContainsKey(t.Uri!)).Select(t => new GoalRow(t, goals[t.Uri!], [.. facts.Goals.Under(t.Key).Select(touch =>
            new ToolRow(facts.Tool(touch.ToolGoal.ToolId).Name, touch.ToolGoal.Title, touch.Relation, Counts(touch, goals[t.Uri!]), Of(facts, [touch.ToolGoal.MethodGoalId])))]))];
        var counted = rows.SelectMany(r => facts.Goals.Under(r.Topic.Key).Where(touch => Counts(touch, r.Relation))).Select(touch => touch.ToolGoal.MethodGoalId).ToHashSet();
        return new KerndoelRow(key, uri, name, text, rows, Of(facts, counted));
    }

    /// <summary>The tool's goal lies within the kerndoel for sure.</summary>
    private static bool Counts(Touch touch, LinkRelation above) => Composition.Of(touch.Relation, above) is LinkRelation.Exact or LinkRelation.Narrow;

    private static Happening Of(GroupFacts facts, HashSet<int> methodGoals)
    {
        var open = facts.Signals.Where(s => methodGoals.Contains(s.MethodGoalId) && s.State == SignalState.Raised && s.RaisedAt > facts.Now - CellState.OldAfter).ToList();
        int Pupils(SignalKind kind) => open.Where(s => s.Kind == kind).Select(s => s.PupilId).Distinct().Count();
        return new Happening(Pupils(SignalKind.Stuck), Pupils(SignalKind.FastProgress), Pupils(SignalKind.NewProgress), facts.States.Where(s => methodGoals.Contains(s.MethodGoalId)).Sum(s => s.Seconds) / 60);
    }
}
