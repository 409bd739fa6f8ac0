using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Pages.GroupGoal;
using Dashboard.Web.Recording;
using Dashboard.Web.States;
using static Dashboard.Tests.Web.Example;

namespace Dashboard.Tests.Web;

public class GoalPageTests
{
    private static readonly GroupFilter Six = Week with { Period = "zes" };

    private static FollowUpFacts FollowUp(params int[] pupils) => new(Guid.Empty, FollowUpKind.ExtraInstruction, A.Key, "klokkijken", [Clock], pupils, 1, "Vera", Now, Today.AddDays(-1), Today.AddDays(9), null, null);

    [Fact, Trait("Requirement", "SI-20")]
    public void Everybody_stands_in_one_column_and_nobody_is_fine_by_default()
    {
        var facts = Group(6, [Signal(1, Clock), Signal(2, Clock, SignalKind.FastProgress), Signal(5, Clock), Signal(5, ClockElsewhere, SignalKind.FastProgress)],
            [State(1, Clock), State(2, Clock), State(3, Clock), State(4, Clock, daysAgo: 60)]);
        var who = WhoStands.Of(facts, A, Six, Today);
        Assert.Equal("1 5 | 2 | 3", string.Join(" | ", new[] { who.Stuck, who.Fast, who.Working }.Select(c => string.Join(" ", Ids(c)))));
        Assert.Equal(CellMark.Contradiction, who.Stuck[1].Cell.Mark);
        Assert.Equal([(CellMark.NoData, 6), (CellMark.Old, 4)], who.Unseen.Select(u => (u.Mark, u.Pupils.Single().Pupil.PupilId)));
        Assert.Equal(6, who.Everyone.Count());
        Assert.Null(who.Working[0].Row);
        Assert.Equal("Muiswerk", who.Stuck[0].Row!.Tools.Single().Name);
    }

    [Fact]
    public void A_group_of_two_to_five_is_proposed_without_those_who_have_an_agreement()
    {
        var stuck = Enumerable.Range(1, 8).Select(i => Signal(i, i <= 2 ? ClockElsewhere : Clock)).ToList();
        var facts = Group(9, [.. stuck, Signal(9, Clock, SignalKind.FastProgress)]) with { FollowUps = [FollowUp(4)] };
        var proposal = InstructionGroup.Propose(WhoStands.Of(facts, A, Six, Today));
        Assert.Equal([3, 5, 6, 7, 8], Ids(proposal.Ticked)); // stuck in the same tool, in the order of the class
        Assert.Equal([1, 2, 4], Ids(proposal.Others));
        Assert.Equal([9], Ids(proposal.Explainers));
    }

    [Fact]
    public void One_stuck_pupil_makes_no_group_and_is_still_there_to_choose()
    {
        var proposal = InstructionGroup.Propose(WhoStands.Of(Group(3, [Signal(1, Clock)]), A, Six, Today));
        Assert.Empty(proposal.Ticked);
        Assert.Equal([1], Ids(proposal.Others));
    }

    [Fact]
    public void A_pair_is_offered_only_where_somebody_goes_fast_and_somebody_is_stuck()
    {
        Assert.Empty(InstructionGroup.Pairs(WhoStands.Of(Group(3, [Signal(1, Clock)]), A, Six, Today)));
        Assert.Empty(InstructionGroup.Pairs(WhoStands.Of(Group(3, [Signal(1, Clock, SignalKind.FastProgress)]), A, Six, Today)));
        var pair = Assert.Single(InstructionGroup.Pairs(WhoStands.Of(Group(3, [Signal(1, Clock, SignalKind.FastProgress), Signal(3, Clock)]), A, Six, Today)));
        Assert.Equal((1, 3), (pair.Fast.PupilId, pair.Stuck.Single().PupilId));
    }

    [Fact]
    public void A_tools_goal_without_a_learning_goal_has_a_page_too()
    {
        var facts = Group(2, [Signal(1, Unlinked)]);
        var topic = facts.Topic("muiswerk:C13")!;
        Assert.Equal([1], Ids(WhoStands.Of(facts, topic, Six, Today).Stuck));
        Assert.Null(facts.Topic("muiswerk:nergens"));
    }

    private static int[] Ids(IEnumerable<Standing> standings) => [.. standings.Select(s => s.Pupil.PupilId)];
}
