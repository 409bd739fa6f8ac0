using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.States;

namespace Dashboard.Web.Pages.Group;

/// <summary>Pupils across, goals down.</summary>
public sealed record Matrix(IReadOnlyList<ClassMate> Columns, IReadOnlyList<MatrixDomain> Domains, int AtHand, int All);

/// <param name="Relevant">Goals that a teacher marked as important now: they stand on top, whatever their domain.</param>
public sealed record MatrixDomain(string Subject, string Domain, IReadOnlyList<MatrixRow> Rows, bool Relevant = false);

/// <param name="Topic">The goal.</param>
/// <param name="Cells">One per column, in its order; empty when no connected tool has the goal.</param>
/// <param name="Marked">Someone marked this goal for the group or for a pupil: it is at hand.</param>
/// <param name="Flags">Pupils who work on it, by id.</param>
public sealed record MatrixRow(Topic Topic, IReadOnlyList<Cell> Cells, bool Marked, IReadOnlySet<int> Flags)
{
    /// <summary>Marked as important now, for the group or for a pupil of it.</summary>
    public bool Relevant { get; init; }
}

/// <summary>Builds the matrix from the group's facts.</summary>
public static class MatrixRows
{
    public static Matrix Build(GroupFacts facts, GroupFilter filter, DateOnly today)
    {
        var from = filter.From(today);
        var states = facts.States.ToDictionary(s => (s.PupilId, s.MethodGoalId));
        var signals = facts.Signals.ToLookup(s => (s.PupilId, s.MethodGoalId));
        var seen = facts.States.ToLookup(s => s.MethodGoalId);
        var lookBack = facts.FollowUps.Where(f => f.Runs(today)).SelectMany(f => f.Pupils.SelectMany(p => f.MethodGoals.Select(g => (Key: (p, g), f.EvaluateOn)))).ToLookup(f => f.Key, f => f.EvaluateOn);
        var running = facts.Marks.Where(m => m.Runs(today)).ToLookup(m => m.GoalKey);
        var topics = Topics(facts).Where(t => SignalRows.Fits(t.Topic, filter)).ToList();
        var rows = topics.Select(t =>
        {
            var marks = running[t.Topic.Key].ToList();
            var atHand = marks.Count > 0 || t.ToolGoals.Any(g => seen[g.MethodGoalId].Any(s => s.LastAt >= from));
            return (t.Topic, t.ToolGoals, AtHand: atHand, Marks: marks);
        }).ToList();
        var shown = rows.Where(r => filter.AllGoals || r.AtHand)
            .Select(r => new MatrixRow(r.Topic, [.. r.ToolGoals.Count == 0 ? [] : facts.Pupils.Select(p => CellState.Join([.. r.ToolGoals.Select(g =>
                    CellState.Of(g.ToolId, facts.Tool(g.ToolId).On, states.GetValueOrDefault((p.PupilId, g.MethodGoalId)), signals[(p.PupilId, g.MethodGoalId)], from, facts.Now))])
                    with { LookBack = r.ToolGoals.SelectMany(g => lookBack[(p.PupilId, g.MethodGoalId)]).Select(d => (DateOnly?)d).Max() })],
                r.Marks.Count > 0, r.Marks.Where(m => m.PupilId is not null).Select(m => m.PupilId!.Value).ToHashSet()) { Relevant = r.Marks.Any(m => m.Kind == MarkKind.RelevantNow) })
            .ToList();
        var order = Columns(facts.Pupils, shown, filter);
        var domains = shown.Select(r => r with { Cells = r.Cells.Count == 0 ? r.Cells : [.. order.Select(i => r.Cells[i])] })
            .OrderByDescending(r => r.Relevant).ThenBy(r => r.Topic.GoalId is null).ThenBy(r => r.Topic.Position)
            .GroupBy(r => r.Relevant ? (true, "", "") : r.Topic.GoalId is null ? (false, "", "") : (false, r.Topic.Subject, r.Topic.Domain))
            .Select(g => new MatrixDomain(g.Key.Item2, g.Key.Item3, [.. g], g.Key.Item1)).ToList();
        return new Matrix([.. order.Select(i => facts.Pupils[i])], domains, rows.Count(r => r.AtHand), rows.Count);
    }

    /// <summary>Every goal that a tool of the school touches, those that none touches, then the tools' own goals without one.</summary>
    private static IEnumerable<(Topic Topic, IReadOnlyList<ToolGoal> ToolGoals)> Topics(GroupFacts facts)
    {
        var years = facts.Years;
        var withState = facts.States.Select(s => s.MethodGoalId).ToHashSet();
        foreach (var topic in facts.Goals.Topics)
        {
            var under = facts.Goals.Under(topic.Key).Select(t => t.ToolGoal).ToList();
            if (topic.Usual(years) || under.Exists(g => withState.Contains(g.MethodGoalId))) yield return (topic, under);
        }
        foreach (var topic in facts.Untouched) yield return (topic, []);
        foreach (var own in facts.Goals.ToolGoals.Where(g => withState.Contains(g.MethodGoalId) && facts.Goals.Of(g.MethodGoalId).Count == 0))
            yield return (facts.Goals.Unlinked(own), [own]);
    }

    /// <summary>By name; with a signal first; or on one goal by what can be seen there, never by a score.</summary>
    private static List<int> Columns(IReadOnlyList<ClassMate> pupils, List<MatrixRow> rows, GroupFilter filter)
    {
        var all = Enumerable.Range(0, pupils.Count);
        if (rows.Find(r => r.Topic.Key == filter.ByGoal) is { Cells.Count: > 0 } by) return [.. all.OrderByDescending(i => by.Cells[i].Mark)];
        return filter.SignalFirst ? [.. all.OrderByDescending(i => rows.Any(r => r.Cells.Count > i && r.Cells[i].Mark >= CellMark.NewProgress))] : [.. all];
    }
}
