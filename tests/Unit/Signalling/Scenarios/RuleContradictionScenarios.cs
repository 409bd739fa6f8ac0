using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.States;
using static Dashboard.Tests.Signalling.Scenarios.Lessons;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>Two tools that contradict each other on a goal are shown as such; neither side is taken and nothing is merged.</summary>
[Trait("Requirement", "DA-25")]
public sealed class RuleContradictionScenarios
{
    [Fact]
    public void Sander_is_stuck_in_Muiswerk_and_goes_fast_in_Rekentuin()
    {
        var muiswerk = new Lessons().Answers(Clock, 1, "00000");
        var rekentuin = new Lessons(new ToolProfile { Meaning = ScoreMeaning.MasteryRating, Adaptive = true }).Rated(Clock, 1, 280).Rated(Clock, 2, 300).Rated(Clock, 3, 330);
        var cell = CellState.Join([Mark(1, muiswerk), Mark(2, rekentuin)]);
        Assert.Equal(CellMark.Contradiction, cell.Mark);
        Assert.Equal([CellMark.Stuck, CellMark.Fast], cell.Tools.Select(t => t.Mark));
    }

    [Fact]
    public void What_one_tool_saw_never_changes_what_the_other_says()
    {
        var alone = new Lessons().Answers(Clock, 1, "0010").All().ToList();
        _ = new Lessons(new ToolProfile { Meaning = ScoreMeaning.MasteryRating, Adaptive = true }).Rated(Clock, 1, 400).Fold();
        Assert.Equal(alone, new Lessons().Answers(Clock, 1, "0010").All());
    }

    private static ToolMark Mark(int tool, Lessons lessons) => CellState.Of(tool, true, new GoalFacts(1, 1, 5, 10, 5, 600, 0, Day(3), null, null, null),
        lessons.Fold().Episodes.Select(e => new SignalFacts(Guid.CreateVersion7(), 1, tool, 1, e.Kind, e.Provenance, e.State, e.RaisedAt, e.EndedAt, e.EndReason, e.Rule, e.RuleVersion, e.Evidence, null)), Day(1), Day(5));
}
