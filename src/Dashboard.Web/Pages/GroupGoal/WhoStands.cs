using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Recording;
using Dashboard.Web.States;

namespace Dashboard.Web.Pages.GroupGoal;

/// <summary>One pupil on one goal: what can be seen, and the signals behind it.</summary>
/// <param name="Pupil">Who.</param>
/// <param name="Cell">The same cell as in the matrix.</param>
/// <param name="Row">The pupil's own open signals of the cell's kind as a line; null without one.</param>
/// <param name="FollowUp">What was agreed about this goal and is not ended.</param>
public sealed record Standing(ClassMate Pupil, Cell Cell, SignalRow? Row, FollowUpFacts? FollowUp);

/// <summary>
/// Who stands where on one goal, in the order of the class list. Four columns and no fifth "fine": practised without a signal is no
/// judgement, and what cannot be seen is told by its state (SI-20, OD-10).
/// </summary>
public sealed record WhoStands(IReadOnlyList<Standing> Stuck, IReadOnlyList<Standing> Fast, IReadOnlyList<Standing> Working, IReadOnlyList<(CellMark Mark, IReadOnlyList<Standing> Pupils)> Unseen)
{
    public IEnumerable<Standing> Everyone => [.. Stuck, .. Fast, .. Working, .. Unseen.SelectMany(u => u.Pupils)];

    /// <param name="facts">Of the group.</param>
    /// <param name="topic">The goal.</param>
    /// <param name="filter">Its period: new progress from before it is not new here.</param>
    /// <param name="today">In the school's time zone.</param>
    public static WhoStands Of(GroupFacts facts, Topic topic, GroupFilter filter, DateOnly today)
    {
        var from = filter.From(today);
        var under = ToolGoals(facts, topic);
        var states = facts.States.ToDictionary(s => (s.PupilId, s.MethodGoalId));
        var signals = facts.Signals.ToLookup(s => (s.PupilId, s.MethodGoalId));
        List<Standing> all = [.. facts.Pupils.Select(p =>
        {
            var cell = CellState.Join([.. under.Select(g => CellState.Of(g.ToolId, facts.Tool(g.ToolId).On, states.GetValueOrDefault((p.PupilId, g.MethodGoalId)), signals[(p.PupilId, g.MethodGoalId)], from, facts.Now))]);
            var told = cell.Tools.Where(t => t.Signal is not null && t.Mark >= CellMark.NewProgress).Select(t => t.Signal!.Value).ToHashSet();
            return new Standing(p, cell, told.Count == 0 ? null : SignalRows.Of(facts, topic, told, today),
                facts.FollowUps.FirstOrDefault(f => f.Pupils.Contains(p.PupilId) && (f.Topic == topic.Key || under.Any(g => f.MethodGoals.Contains(g.MethodGoalId)))));
        })];
        List<Standing> With(params CellMark[] marks) => [.. all.Where(s => marks.Contains(s.Cell.Mark))];
        // Where tools contradict each other the pupil stands with those who need a look; the line says what each tool says.
        var (stuck, fast, working) = (With(CellMark.Stuck, CellMark.Contradiction), With(CellMark.Fast), With(CellMark.NewProgress, CellMark.Practised));
        var unseen = all.Except([.. stuck, .. fast, .. working]).GroupBy(s => s.Cell.Mark).OrderBy(g => g.Key)
            .Select(g => (g.Key, (IReadOnlyList<Standing>)[.. g])).ToList();
        return new WhoStands(stuck, fast, working, unseen);
    }

    /// <summary>The tools' own goals under it; of a tool's goal without a learning goal, itself.</summary>
    public static IReadOnlyList<ToolGoal> ToolGoals(GroupFacts facts, Topic topic) => topic.GoalId is null
        ? [.. facts.Goals.ToolGoals.Where(g => facts.Goals.Of(g.MethodGoalId).Count == 0 && facts.Goals.Unlinked(g).Key == topic.Key)]
        : [.. facts.Goals.Under(topic.Key).Select(t => t.ToolGoal)];
}
