using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Pages.Kerndoelen;
using static Dashboard.Tests.Web.Example;

namespace Dashboard.Tests.Web;

/// <summary>Kerndoel › goal › tool's own goal: pupils with a signal and minutes, each once, and nothing made of scores.</summary>
public sealed class KerndoelTests
{
    private static KerndoelRow Row(GroupFacts facts, params (Topic Goal, LinkRelation Relation)[] goals) =>
        KerndoelView.Row(facts, [A, B], Guid.Empty, "urn:k", "Kerndoel", "Tekst", goals.ToDictionary(g => g.Goal.Uri!, g => g.Relation));

    [Fact, Trait("Requirement", "LD-11")]
    public void A_pupil_with_signals_in_two_tools_and_on_two_goals_counts_once_and_time_is_added()
    {
        var facts = Group(4, [Signal(1, Clock), Signal(1, ClockElsewhere), Signal(1, Tables), Signal(2, Tables), Signal(3, Clock, SignalKind.FastProgress)],
            [State(1, Clock), State(1, ClockElsewhere), State(2, Tables)]);

        var row = Row(facts, (A, LinkRelation.Narrow), (B, LinkRelation.Narrow));

        Assert.Equal(new Happening(Stuck: 2, Fast: 1, New: 0, Minutes: 30), row.Here);
        Assert.Equal(["Klokkijken, hele uren", "Tafels"], row.Goals.Select(g => g.Topic.Name));
        Assert.Equal([("Muiswerk", 1, 1, 10), ("Rekentuin", 1, 0, 10), ("Muiswerk", 2, 0, 10)], row.Goals.SelectMany(g => g.Tools).Select(t => (t.Tool, t.Here.Stuck, t.Here.Fast, t.Here.Minutes)));
    }

    [Fact, Trait("Requirement", "LD-11"), Trait("Requirement", "LD-05")]
    public void A_tools_goal_under_two_goals_of_one_kerndoel_and_a_goal_under_two_kerndoelen_count_once_in_each()
    {
        var both = Goals(Link(Clock, 1, B, 9)); // the clock exercise is linked to B as well
        var facts = Group(4, [Signal(1, Clock)], [State(1, Clock)], goals: both);

        var (one, other) = (Row(facts, (A, LinkRelation.Narrow), (B, LinkRelation.Narrow)), Row(facts, (A, LinkRelation.Narrow)));

        Assert.Equal(new Happening(1, 0, 0, 10), one.Here);
        Assert.Equal(new Happening(1, 0, 0, 10), other.Here);
    }

    [Theory, Trait("Requirement", "LD-12")]
    [InlineData(LinkRelation.Exact, LinkRelation.Narrow, true)]
    [InlineData(LinkRelation.Narrow, LinkRelation.Narrow, true)]
    [InlineData(LinkRelation.Narrow, LinkRelation.Exact, true)]
    [InlineData(LinkRelation.Close, LinkRelation.Narrow, false)]
    [InlineData(LinkRelation.Broad, LinkRelation.Narrow, false)]
    [InlineData(LinkRelation.Exact, LinkRelation.Broad, false)]
    [InlineData(LinkRelation.Exact, LinkRelation.Related, false)]
    public void What_may_lie_outside_the_kerndoel_is_shown_and_not_counted(LinkRelation toGoal, LinkRelation toKerndoel, bool counts)
    {
        var goals = new GoalMap([Link(Clock, 1, A, 1, relation: toGoal)], new Dictionary<int, string> { [1] = "muiswerk" }, Today);
        var row = Row(Group(2, [Signal(1, Clock)], [State(1, Clock)], goals: goals), (A, toKerndoel));

        Assert.Equal(counts ? new Happening(1, 0, 0, 10) : new Happening(0, 0, 0, 0), row.Here);
        var own = Assert.Single(Assert.Single(row.Goals).Tools);
        Assert.Equal((counts, 1), (own.Counts, own.Here.Stuck));
    }

    [Fact]
    public void Signals_that_are_over_or_old_are_not_told()
    {
        var facts = Group(4, [Signal(1, Clock, state: SignalState.Cleared), Signal(2, Clock, daysAgo: 400)]);
        Assert.Equal(new Happening(0, 0, 0, 0), Row(facts, (A, LinkRelation.Narrow)).Here);
    }

    [Fact, Trait("Requirement", "DA-25")]
    public void Nothing_of_a_score_can_be_told() =>
        Assert.Equal(["Stuck", "Fast", "New", "Minutes"], typeof(Happening).GetProperties().Select(p => p.Name));
}
