using Dashboard.Contracts;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Signalling.Scenarios.Lessons;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>"Nieuwe voortgang" and "gaat snel vooruit": when they come, and when they do not come again.</summary>
public sealed class RuleProgressScenarios
{
    private static int Times(Lessons lessons, SignalKind kind, int goal = Clock) => lessons.Fold().Episodes.Count(e => e.Kind == kind && e.MethodGoal == goal);

    [Fact, Trait("Requirement", "SI-02")]
    public void Maaike_makes_it_without_a_mistake_and_that_is_new_progress_once()
    {
        Assert.Equal(1, Times(new Lessons().Makes(Clock, 1, 5, 5), SignalKind.NewProgress));
        Assert.Equal(1, Times(new Lessons().Makes(Clock, 1, 5, 5).Makes(Clock, 2, 5, 5).Makes(Clock, 3, 4, 5).Makes(Clock, 4, 5, 5), SignalKind.NewProgress));
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(2, 2)]
    public void Half_well_or_two_items_only_is_no_new_progress(int correct, int of) => Assert.Equal(0, Times(new Lessons().Makes(Clock, 1, correct, of), SignalKind.NewProgress));

    [Fact]
    public void Weeks_later_it_went_wrong_and_then_well_again_that_is_new_progress_again() =>
        Assert.Equal(2, Times(new Lessons().Makes(Clock, 1, 5, 5).Makes(Clock, 30, 1, 5).Makes(Clock, 31, 5, 5).Makes(Clock, 32, 5, 5).Makes(Clock, 33, 5, 5), SignalKind.NewProgress));

    [Fact, Trait("Requirement", "SI-04"), Trait("Requirement", "SI-41")]
    public void Sander_does_well_and_on_a_new_goal_better_than_he_was_expected_to() =>
        Assert.Equal(1, Times(new Lessons().Answers(Quarter, 1, "1110111").Answers(Clock, 2, "11111"), SignalKind.FastProgress));

    [Fact]
    public void Who_does_everything_well_is_not_told_again_on_every_goal() =>
        Assert.Equal(0, Times(new Lessons().Answers(Quarter, 1, "1111111111111111").Answers(Clock, 2, "11111"), SignalKind.FastProgress));

    [Fact]
    public void The_same_five_right_later_on_a_goal_are_no_longer_fast() =>
        Assert.Equal(0, Times(new Lessons().Answers(Quarter, 1, "1110111").Answers(Clock, 2, "0101011111"), SignalKind.FastProgress));

    [Fact, Trait("Requirement", "SI-07")]
    public void Numo_says_that_its_goal_is_reached_and_later_that_the_pupil_fell_back()
    {
        var numo = new Lessons(new ToolProfile { Meaning = ScoreMeaning.GoalState }).Says(Clock, 1, "bezig");
        Assert.Empty(numo.All());
        Assert.Equal(["NewProgress 1 Derived"], numo.Says(Clock, 2, "behaald").Standing());
        Assert.Equal(["NewProgress 1 Derived Better"], numo.Says(Clock, 3, "teruggevallen").All());
    }

    [Fact]
    public void A_rating_within_its_own_uncertainty_is_nothing_new()
    {
        var rekentuin = new ToolProfile { Meaning = ScoreMeaning.MasteryRating, Adaptive = true };
        Assert.Empty(new Lessons(rekentuin).Rated(Clock, 1, 300).Rated(Clock, 2, 310).Rated(Clock, 3, 320).All());
        Assert.Equal(["FastProgress 1 Derived"], new Lessons(rekentuin).Rated(Clock, 1, 300).Rated(Clock, 2, 315).Rated(Clock, 3, 335).All());
    }

    [Fact, Trait("Requirement", "SI-31")]
    public void One_right_answer_does_not_end_stuck_three_in_a_row_do()
    {
        Assert.Equal(["Stuck 1 Derived"], new Lessons().Answers(Clock, 1, "00000").Answers(Clock, 2, "1").Standing());
        Assert.Empty(new Lessons().Answers(Clock, 1, "00000").Answers(Clock, 2, "111").Standing());
    }
}
