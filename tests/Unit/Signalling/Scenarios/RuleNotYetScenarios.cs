using Dashboard.Contracts;
using Dashboard.Web.States;
using static Dashboard.Tests.Signalling.Scenarios.Lessons;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>"Nog niet" has many causes (SI-35, NU-06): each is its own state, and none is a signal by itself.</summary>
public sealed class RuleNotYetScenarios
{
    private static CellMark Sees(Lessons lessons, int goal)
    {
        var fold = lessons.Fold();
        var facts = fold.Goals.TryGetValue(goal, out var s)
            ? new GoalFacts(1, goal, s.Exercises, s.Items, s.Correct, s.Seconds, s.ExplanationSeconds, s.LastAt, s.SkippedAt, s.NotOfferedAt, s.HarderAt) : null;
        var signals = fold.Episodes.Where(e => e.MethodGoal == goal).Select(e => new SignalFacts(Guid.CreateVersion7(), 1, 1, goal, e.Kind, e.Provenance, e.State, e.RaisedAt, e.EndedAt, e.EndReason, e.Rule, e.RuleVersion, e.Evidence, null));
        return CellState.Of(1, true, facts, signals, Day(1), Day(10)).Mark;
    }

    [Fact, Trait("Requirement", "SI-35")]
    public void The_tool_has_not_offered_it_yet() =>
        Assert.Equal(CellMark.NotOffered, Sees(new Lessons().ToolSays(Quarter, 8, null, reason: TriggerReason.NotOffered), Quarter));

    [Fact, Trait("Requirement", "SI-35")]
    public void It_was_done_badly_and_the_tool_asks_attention() =>
        Assert.Equal(CellMark.Stuck, Sees(new Lessons().Makes(Clock, 7, 1, 6).ToolSays(Clock, 8, SignalKind.Stuck, reason: TriggerReason.DoneBadly), Clock));

    [Fact, Trait("Requirement", "SI-35")]
    public void The_pupil_is_on_a_harder_level_already() =>
        Assert.Equal(CellMark.Harder, Sees(new Lessons().ToolSays(Clock, 8, null, reason: TriggerReason.HarderLevel), Clock));

    [Fact, Trait("Requirement", "NU-06")]
    public void A_good_entry_test_skipped_the_exercises() =>
        Assert.Equal(CellMark.Skipped, Sees(new Lessons().Makes(Clock, 8, 9, 10, OriginKind.EntryTest), Clock));

    [Fact, Trait("Requirement", "NU-06")]
    public void A_poor_entry_test_skips_nothing_and_is_no_practice_either() =>
        Assert.Equal(CellMark.NoData, Sees(new Lessons().Makes(Clock, 8, 3, 10, OriginKind.EntryTest), Clock));

    [Fact]
    public void Nothing_was_said_at_all() => Assert.Equal(CellMark.NoData, Sees(new Lessons().Makes(Weight, 8, 4, 5), Clock));

    [Fact]
    public void Two_items_are_too_little() => Assert.Equal(CellMark.TooLittle, Sees(new Lessons().Answers(Clock, 8, "11"), Clock));
}
