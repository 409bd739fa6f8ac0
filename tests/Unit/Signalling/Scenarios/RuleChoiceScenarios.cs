using Dashboard.Contracts;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Signalling.Scenarios.Lessons;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>What a school chooses for a tool counts from its date; the rules that can be done on paper do what they say.</summary>
public sealed class RuleChoiceScenarios
{
    [Theory]
    [InlineData("000", false)]
    [InlineData("0100", false)]
    [InlineData("01010110", true)]
    [InlineData("00111000", false)]
    public void Four_wrong_counts_from_the_last_three_right_in_a_row(string answers, bool stuck) =>
        Assert.Equal(stuck, Stuck(new Lessons().SchoolChooses(0, RuleSet.WrongCount).Answers(Clock, 1, answers)));

    [Theory]
    [InlineData("110", false)]
    [InlineData("10100", false)]
    [InlineData("1000", true)]
    [InlineData("0001", true)]
    [InlineData("000111", false)]
    public void Three_wrong_in_a_row_until_three_right_in_a_row(string answers, bool stuck) =>
        Assert.Equal(stuck, Stuck(new Lessons().SchoolChooses(0, RuleSet.WrongRun).Answers(Clock, 1, answers)));

    [Fact]
    public void An_exercise_of_many_items_counts_five_of_them_at_most() =>
        Assert.False(Stuck(new Lessons().SchoolChooses(0, RuleSet.WrongCount).Makes(Clock, 1, 8, 20)));

    [Fact]
    public void The_schools_own_number_goes_for_the_published_one() =>
        Assert.False(Stuck(new Lessons().SchoolChooses(0, RuleSet.WrongCount, derived: true, ("stuck-wrong-count.wrong", 6)).Answers(Clock, 1, "00000")));

    [Fact]
    public void A_signal_stores_the_rule_its_version_and_the_schools_number()
    {
        var signal = new Lessons().SchoolChooses(0, RuleSet.WrongRun, derived: true, ("stuck-wrong-run.run", 4)).Answers(Clock, 1, "0000").Only();
        Assert.Equal(("stuck-wrong-run", "1.0", 4.0), (signal.Rule, signal.RuleVersion, signal.Evidence.Parameters!["run"]));
    }

    [Fact]
    public void What_was_raised_before_the_choice_stays_and_what_comes_after_follows_it()
    {
        var lessons = new Lessons().Answers(Clock, 1, "00000").SchoolChooses(2, RuleSet.WrongCount, derived: true, ("stuck-wrong-count.wrong", 10)).Answers(Weight, 3, "00000");
        Assert.Equal(["Stuck 1 Derived"], lessons.Standing());
    }

    [Fact]
    public void Switched_off_what_was_derived_ends_and_the_tools_own_words_stay()
    {
        var lessons = new Lessons().Answers(Clock, 1, "00000").ToolSays(Weight, 2, SignalKind.Stuck).SchoolChooses(3, RuleSet.Model, derived: false).Answers(Quarter, 4, "00000");
        Assert.Equal(["Stuck 1 Derived SwitchedOff", "Stuck 3 Tool"], lessons.All());
        Assert.Equal(Day(3), lessons.Fold().Episodes[0].EndedAt);
    }

    [Fact]
    public void Switched_on_again_it_may_be_raised_again() =>
        Assert.Equal(["Stuck 1 Derived SwitchedOff", "Stuck 1 Derived"],
            new Lessons().Answers(Clock, 1, "00000").SchoolChooses(2, RuleSet.Model, derived: false).SchoolChooses(3, RuleSet.Model).Answers(Clock, 4, "0").All());

    [Theory]
    [InlineData("stuck-answers.risk", 0.9)]
    [InlineData("stuck-answers.clearGap", 0.2)]
    [InlineData("stuck-answers.unknown", 1)]
    [InlineData("stuck-wrong-run.run", double.NaN)]
    public void A_threshold_out_of_its_bounds_is_refused(string threshold, double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Dashboard.Signalling.Settings.SignalChoices.Proposal(Day(1), true, RuleSet.Model, new Dictionary<string, double> { [threshold] = value }));

    private static bool Stuck(Lessons lessons) => lessons.Standing().Contains("Stuck 1 Derived");
}
