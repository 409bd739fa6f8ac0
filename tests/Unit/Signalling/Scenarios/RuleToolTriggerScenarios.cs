using Dashboard.Contracts;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Signalling.Scenarios.Lessons;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>The tool says when (SI-06, SI-07): its trigger goes before a derived signal, and one on little or old data is labelled or withheld (SI-10).</summary>
[Trait("Requirement", "SI-06")]
[Trait("Requirement", "SI-10")]
[Trait("Requirement", "NU-14")]
public sealed class RuleToolTriggerScenarios
{
    [Fact]
    public void Muiswerk_says_that_Maaike_is_stuck_and_that_stands_with_all_it_said()
    {
        var signal = new Lessons().ToolSays(Clock, 2, SignalKind.Stuck, items: 12, reason: TriggerReason.DoneBadly, endedOn: 2, adaptive: true, targetUsed: true, text: "Drie keer onder de norm").Only();
        var e = signal.Evidence;
        Assert.Equal((SignalState.Raised, "trigger", "1.1", 12), (signal.State, signal.Rule, signal.RuleVersion, e.Items));
        Assert.Equal(("Drie keer onder de norm", TriggerReason.DoneBadly, true, true, TriggerDoubt.None), (e.ReasonText, e.Reason, e.Adaptive, e.TargetLevelUsed, e.Doubt));
    }

    [Fact]
    public void Derived_first_then_the_tool_the_tools_word_takes_its_place() =>
        Assert.Equal(["Stuck 1 Derived ToolTriggered", "Stuck 1 Tool"], new Lessons().Answers(Clock, 1, "00000").ToolSays(Clock, 2, SignalKind.Stuck).All());

    [Fact]
    public void The_tool_first_then_nothing_is_derived_beside_it() =>
        Assert.Equal(["Stuck 1 Tool"], new Lessons().ToolSays(Clock, 1, SignalKind.Stuck).Answers(Clock, 2, "00000").All());

    [Fact]
    public void The_tool_says_progress_after_stuck_and_its_stuck_is_over() =>
        Assert.Equal(["Stuck 1 Tool Better", "NewProgress 1 Tool"], new Lessons().ToolSays(Clock, 1, SignalKind.Stuck).ToolSays(Clock, 3, SignalKind.NewProgress).All());

    [Fact]
    public void The_same_goal_derived_fast_and_stuck_by_the_tool_both_stand()
    {
        var both = new Lessons().SchoolChooses(0, RuleSet.WrongRun).Answers(Clock, 2, "11111").ToolSays(Clock, 3, SignalKind.Stuck).Standing();
        Assert.Equal(["NewProgress 1 Derived", "FastProgress 1 Derived", "Stuck 1 Tool"], both);
    }

    [Theory]
    [InlineData(2, null, TriggerDoubt.FewItems)]
    [InlineData(3, null, TriggerDoubt.None)]
    [InlineData(null, null, TriggerDoubt.UnknownItems)]
    [InlineData(8, 30 - 15, TriggerDoubt.OldPeriod)]
    [InlineData(8, 30 - 14, TriggerDoubt.None)]
    [InlineData(1, 30 - 20, TriggerDoubt.FewItems | TriggerDoubt.OldPeriod)]
    public void Thin_or_old_is_raised_with_its_label(int? items, int? ended, TriggerDoubt doubt)
    {
        var signal = new Lessons().ToolSays(Clock, 30, SignalKind.Stuck, items, endedOn: ended).Only();
        Assert.Equal((SignalState.Raised, doubt), (signal.State, signal.Evidence.Doubt));
    }

    [Theory]
    [InlineData(0, null, EndReason.TooThin)]
    [InlineData(8, 60 - 43, EndReason.TooOld)]
    public void On_nothing_or_long_ago_it_is_kept_with_its_reason_and_raises_nothing(int items, int? ended, EndReason reason)
    {
        var lessons = new Lessons().ToolSays(Clock, 60, SignalKind.Stuck, items, endedOn: ended);
        var signal = lessons.Only();
        Assert.Equal((SignalState.Withdrawn, reason), (signal.State, signal.EndReason));
        // It does not keep the dashboard from seeing it itself, and takes no place.
        Assert.Equal(["Stuck 1 Derived"], lessons.Answers(Clock, 61, "00000").Standing());
    }

    [Theory]
    [InlineData(TriggerReason.NotOffered)]
    [InlineData(TriggerReason.HarderLevel)]
    [InlineData(TriggerReason.Unknown)]
    public void Without_a_kind_it_raises_nothing(TriggerReason reason) => Assert.Empty(new Lessons().ToolSays(Clock, 1, null, reason: reason).All());
}
