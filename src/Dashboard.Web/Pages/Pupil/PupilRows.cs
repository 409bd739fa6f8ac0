using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Recording;
using Dashboard.Web.States;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Pupil;

/// <summary>One domain: goals down, tools across.</summary>
/// <param name="Domain">Its name; empty for the tools' goals without a learning goal.</param>
/// <param name="Tools">The columns: connected tools that touch a goal of this domain.</param>
/// <param name="Rows">In the order of the goal set.</param>
/// <param name="Seen">Something was practised here in the period, or there is a signal.</param>
public sealed record PupilDomain(string Domain, IReadOnlyList<ToolInSchool> Tools, IReadOnlyList<PupilRow> Rows, bool Seen)
{
    /// <summary>Rows with something to see, and the goals about which no tool said anything: those are named in one line.</summary>
    public IEnumerable<PupilRow> WithData => Rows.Where(r => r.Mark > CellMark.NoData || r.Marks.Count > 0);
    public IEnumerable<PupilRow> Without => Rows.Where(r => r.Mark <= CellMark.NoData && r.Marks.Count == 0);
}

/// <summary>A goal with what each tool says about it, and what the teacher recorded.</summary>
public sealed record PupilRow(Topic Topic, IReadOnlyList<ToolOnGoal> Tools, IReadOnlyList<MarkFacts> Marks)
{
    /// <summary>Minutes may be added over tools; nothing else is.</summary>
    public int Seconds => Tools.Sum(t => t.Seconds);
    public CellMark Mark => CellState.Join([.. Tools.Select(t => t.Mark)]).Mark;
    /// <summary>The teacher's latest own word on it.</summary>
    public NoteFacts? Judged { get; init; }

    public DateTimeOffset? LastAt => Tools.SelectMany(t => t.Results).Select(r => (DateTimeOffset?)r.At).Max();
}

/// <summary>Builds the pupil's tables.</summary>
public static class PupilRows
{
    public static IReadOnlyList<PupilDomain> Build(PupilFacts facts, GroupFilter filter, DateOnly today)
    {
        var from = filter.From(today);
        var states = facts.States.ToDictionary(s => s.MethodGoalId);
        var signals = facts.Signals.ToLookup(s => s.MethodGoalId);
        ToolOnGoal Look(ToolGoal goal, Touch? touch)
        {
            var tool = facts.Tool(goal.ToolId);
            var results = facts.Results.Where(r => r.ToolId == goal.ToolId && r.At >= from && r.On(goal.MethodGoalId)).ToList();
            var practice = results.Where(r => !r.IsTest).ToList();
            var mark = CellState.Of(tool.ToolId, tool.On, states.GetValueOrDefault(goal.MethodGoalId), signals[goal.MethodGoalId], from, facts.Now);
            // a goal that the publisher did not describe is not followed, but what was practised on it is there to see
            if (mark.Mark <= CellMark.NoData && practice.Count > 0) mark = new ToolMark(tool.ToolId, CellMark.Practised, practice[0].At, practice.Sum(r => r.Primary ? r.Items ?? 0 : 0));
            return new ToolOnGoal(tool, touch, goal, mark, practice.Count > 0 ? practice : results);
        }
        var years = YearGroups.Of(facts.Group, [facts.Pupil]);
        var marks = facts.Marks.Where(m => m.PupilId == facts.Pupil.PupilId && (m.Until is null || m.Until >= today)).ToLookup(m => m.GoalKey);
        var rows = facts.Goals.Topics.Where(t => SignalRows.Fits(t, filter))
            .Select(t => new PupilRow(t, [.. facts.Goals.Under(t.Key).Select(u => Look(u.ToolGoal, u)).OrderBy(u => u.Tool.Name, StringComparer.OrdinalIgnoreCase)], [.. marks[t.Key]]) { Judged = facts.Notes.FirstOrDefault(n => n.Topic == t.Key && n.Judgement is not null) })
            .Where(r => r.Topic.Usual(years) || r.Mark > CellMark.NoData || r.Marks.Count > 0)
            .OrderBy(r => r.Topic.Position).ToList();
        var own = facts.Goals.ToolGoals.Where(g => states.ContainsKey(g.MethodGoalId) && facts.Goals.Of(g.MethodGoalId).Count == 0)
            .Select(g => new PupilRow(facts.Goals.Unlinked(g), [Look(g, null)], []))
            .Where(r => SignalRows.Fits(r.Topic, filter));
        // The domain with trouble first, so that it is on the first screen; the others keep the order of the goal set.
        return [.. rows.GroupBy(r => r.Topic.Domain).Select(g => Domain(g.Key, [.. g]))
            .Concat(own.GroupBy(_ => "").Select(g => Domain("", [.. g])))
            .OrderByDescending(d => d.Rows.Any(r => r.Mark is CellMark.Stuck or CellMark.Contradiction))];
    }

    private static PupilDomain Domain(string name, IReadOnlyList<PupilRow> rows) => new(name,
        [.. rows.SelectMany(r => r.Tools).Select(t => t.Tool).DistinctBy(t => t.ToolId).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)], rows,
        rows.Any(r => r.LastAt is not null || r.Mark >= CellMark.Withdrawn));

    /// <summary>The goal whose tools stand side by side below: the one asked for, else the signal's, else the last practised.</summary>
    public static PupilRow? Chosen(IReadOnlyList<PupilDomain> domains, string? asked)
    {
        var rows = domains.SelectMany(d => d.Rows).ToList();
        return rows.FirstOrDefault(r => r.Topic.Key == asked)
            ?? rows.Where(r => r.Mark >= CellMark.Fast).OrderByDescending(r => r.Mark).FirstOrDefault()
            ?? rows.Where(r => r.LastAt is not null).MaxBy(r => r.LastAt);
    }
}
