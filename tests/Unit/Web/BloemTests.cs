using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.Pages.Bloem;
using Dashboard.Web.States;
using static Dashboard.Tests.Web.Example;

namespace Dashboard.Tests.Web;

public class BloemTests
{
    private static readonly DateTimeOffset From = Now.AddDays(-14);

    private static OwnWeek Week(int back, int minutes, int exercises = 5, int high = 0, int low = 0) => new(1, back, minutes * 60, 20, exercises, high, low);

    private static FlowerPupil Place(IReadOnlyList<SignalFacts> signals, params OwnWeek[] weeks) => BloemFlower.Of(Group(1, signals), weeks, From, 2).Pupils.Single();

    private static SignalFacts Of(SignalKind kind, double daysAgo = 2) => Signal(1, Clock, kind, daysAgo);

    [Theory, Trait("Requirement", "NU-10"), Trait("Requirement", "NU-11")]
    [InlineData(SignalKind.Stuck, 60, Petal.HelpNeeded)]
    [InlineData(SignalKind.Stuck, 20, Petal.GettingGoing)]
    [InlineData(SignalKind.NewProgress, 60, Petal.EffortAndProgress)]
    [InlineData(SignalKind.FastProgress, 20, Petal.QuicklyDone)]
    public void Effort_is_time_beside_her_own_usual_weeks_and_progress_is_signals(SignalKind kind, int minutes, Petal petal) =>
        Assert.Equal(petal, Place([Of(kind)], Week(0, minutes), Week(1, 20), Week(2, 20)).Petal);

    [Fact]
    public void Who_is_stuck_anywhere_never_stands_above()
    {
        var one = Place([Of(SignalKind.Stuck, daysAgo: 20), Signal(1, Tables, SignalKind.FastProgress), Signal(1, Unlinked, SignalKind.NewProgress)], Week(0, 60), Week(1, 10));
        Assert.Equal(Petal.HelpNeeded, one.Petal);
    }

    [Theory]
    [InlineData(0, 2, Petal.QuicklyDone)]
    [InlineData(2, 1, Petal.EffortAndProgress)]
    [InlineData(0, 0, Petal.EffortAndProgress)]
    public void Near_usual_the_tools_own_words_about_effort_decide(int high, int low, Petal petal) =>
        Assert.Equal(petal, Place([Of(SignalKind.NewProgress)], Week(0, 40, high: high, low: low), Week(1, 20)).Petal);

    [Fact, Trait("Requirement", "SI-20")]
    public void Too_little_or_no_signal_is_outside_the_flower_with_its_reason()
    {
        Assert.Equal(OutsideReason.TooLittle, Place([Of(SignalKind.NewProgress)], Week(0, 60, exercises: 2)).Outside);
        Assert.Equal(OutsideReason.TooLittle, Place([Of(SignalKind.NewProgress)]).Outside);
        Assert.Equal(OutsideReason.NoSignal, Place([], Week(0, 60)).Outside);
        Assert.Equal(OutsideReason.NoSignal, Place([Of(SignalKind.NewProgress, daysAgo: 20)], Week(0, 60)).Outside); // of before the period
        Assert.Null(Place([], Week(0, 60)).Petal);
    }

    [Fact]
    public void Without_earlier_weeks_half_an_hour_a_week_is_the_line()
    {
        Assert.True(Place([Of(SignalKind.NewProgress)], Week(0, 60)).MoreEffort);
        Assert.False(Place([Of(SignalKind.NewProgress)], Week(0, 59)).MoreEffort);
        Assert.Null(Place([Of(SignalKind.NewProgress)], Week(0, 59)).UsualSeconds);
    }
}
