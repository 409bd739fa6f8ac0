using Dashboard.Contracts;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Signalling.Scenarios.Lessons;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>Loopt vast, and when it is over, by what a pupil made in Muiswerk (right and wrong are counted, it does not adapt).</summary>
public sealed class RuleStuckScenarios
{
    [Fact]
    public void Maaike_makes_three_poor_exercises_then_she_is_stuck()
    {
        var maaike = new Lessons().Makes(Clock, 1, 2, 4).Makes(Clock, 2, 1, 4).Makes(Clock, 3, 1, 4);
        Assert.Equal(["Stuck 1 Derived"], maaike.Standing());
        var signal = maaike.Only();
        Assert.Equal(("stuck-answers", "1.1", 8, 3), (signal.Rule, signal.RuleVersion, signal.Evidence.Items, signal.Evidence.Correct));
        Assert.Equal(0.55, signal.Evidence.Parameters!["risk"]);
    }

    [Fact]
    public void Then_she_is_right_three_times_running_and_the_signal_is_over() =>
        Assert.Equal(["Stuck 1 Derived Better"], new Lessons().Answers(Clock, 1, "00000").Answers(Clock, 2, "111").All());

    [Fact]
    public void One_poor_exercise_of_four_items_is_too_little_to_say_anything() =>
        Assert.Empty(new Lessons().Makes(Clock, 1, 0, 4).Standing());

    [Fact]
    public void Stuck_on_one_goal_says_nothing_about_another() =>
        Assert.DoesNotContain(new Lessons().Answers(Clock, 1, "00000").Answers(Weight, 2, "11011").Standing(), s => s.StartsWith("Stuck 3", StringComparison.Ordinal));

    [Fact]
    public void In_a_tool_that_adapts_right_and_wrong_say_nothing() =>
        Assert.Empty(new Lessons(new ToolProfile { Meaning = ScoreMeaning.MasteryRating, Adaptive = true }).Answers(Clock, 1, "0000000000").Standing());

    [Fact]
    public void A_test_is_no_practice() =>
        Assert.Empty(new Lessons().Makes(Clock, 1, 0, 10, OriginKind.StandardisedTest).Makes(Clock, 2, 0, 10, OriginKind.EntryTest).Standing());

    [Fact]
    public void A_rating_that_drops_by_twice_its_own_uncertainty_is_stuck_and_back_again_is_over()
    {
        var rekentuin = () => new Lessons(new ToolProfile { Meaning = ScoreMeaning.MasteryRating, Adaptive = true });
        Assert.Empty(rekentuin().Rated(Clock, 1, 280).Rated(Clock, 2, 270).Rated(Clock, 3, 265).Standing());
        Assert.Equal(["Stuck 1 Derived"], rekentuin().Rated(Clock, 1, 280).Rated(Clock, 2, 265).Rated(Clock, 3, 245).Standing());
        Assert.Contains("Stuck 1 Derived Better", rekentuin().Rated(Clock, 1, 280).Rated(Clock, 2, 265).Rated(Clock, 3, 245).Rated(Clock, 4, 279).All());
    }
}
