using Dashboard.Store.Tables;
using static Dashboard.Tests.Signalling.Scenarios.Lessons;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>Streefniveau: the same score, another signal; only from its date, only for this pupil.</summary>
[Trait("Requirement", "SI-30")]
[Trait("Requirement", "SI-32")]
public sealed class RuleTargetLevelScenarios
{
    /// <summary>Three of five, which is a six out of ten.</summary>
    private static Lessons SixOutOfTen() => new Lessons().Makes(Clock, 1, 2, 3).Makes(Clock, 2, 1, 2);

    [Fact]
    public void A_six_is_low_for_Sander_who_aims_high_and_all_right_for_Maaike_who_aims_at_basic()
    {
        var sander = SixOutOfTen().TeacherAims(1, TargetLevelKind.Plus);
        var maaike = SixOutOfTen().TeacherAims(1, TargetLevelKind.Basic);
        Assert.Equal(["Stuck 1 Derived"], sander.Standing());
        Assert.Empty(maaike.Standing());
        Assert.Equal((true, 0.80), (sander.Only().Evidence.TargetLevelUsed!.Value, sander.Only().Evidence.Parameters!["target"]));
    }

    [Fact]
    public void What_is_new_progress_for_one_is_not_yet_for_the_other()
    {
        Lessons Good() => new Lessons().Makes(Clock, 1, 4, 5).Makes(Clock, 2, 4, 5).Makes(Clock, 3, 4, 5).Makes(Clock, 4, 4, 5);
        Assert.Contains("NewProgress 1 Derived", Good().TeacherAims(1, TargetLevelKind.Basic).Standing());
        Assert.DoesNotContain("NewProgress 1 Derived", Good().TeacherAims(1, TargetLevelKind.Plus).Standing());
    }

    [Fact]
    public void It_counts_from_its_date_and_what_was_before_stays()
    {
        var before = SixOutOfTen().TeacherAims(4, TargetLevelKind.Plus);
        Assert.Equal(SixOutOfTen().All(), before.All());
        Assert.Equal(["Stuck 1 Derived"], before.Makes(Clock, 5, 3, 5).Standing());
    }

    [Fact]
    public void Taken_back_it_is_as_if_there_were_none() =>
        Assert.Equal(SixOutOfTen().All(), SixOutOfTen().TeacherAims(-2, TargetLevelKind.Plus).TeacherAims(-1, null).All());

    [Fact]
    public void Without_one_the_signal_says_that_none_was_used() =>
        Assert.False(new Lessons().Answers(Clock, 1, "00000").Only().Evidence.TargetLevelUsed);
}
