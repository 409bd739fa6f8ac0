using Dashboard.Schools.Calendar;
using Dashboard.Web.Pages.Activity;
using static Dashboard.Tests.Web.Example;

namespace Dashboard.Tests.Web;

public class ActivityTests
{
    private static Moment Done(int pupil, int minutesAgo, int minutes = 4, int tool = 1, int goal = Clock) => new(pupil, tool, goal, Now.AddMinutes(-minutesAgo), minutes * 60);

    [Fact, Trait("Requirement", "NU-16")]
    public void A_sitting_runs_back_over_short_pauses_and_ends_at_a_long_one()
    {
        var now = ActivityNow.Of(Group(2, []), [Done(1, 2), Done(1, 9), Done(1, 40), Done(2, 30)]);
        var one = Assert.Single(now.Now);
        Assert.Equal((1, Now.AddMinutes(-13), Now.AddMinutes(-2)), (one.Pupil.PupilId, one.Since, one.Last));
        Assert.Equal("Klokkijken, hele uren", one.Goal!.Name);
        Assert.Equal(2, Assert.Single(now.Stopped).Pupil.PupilId);
        Assert.Empty(now.Quiet);
    }

    [Fact]
    public void She_practises_in_the_tool_that_spoke_last()
    {
        var now = ActivityNow.Of(Group(1, []), [Done(1, 8), Done(1, 3, tool: 2, goal: ClockElsewhere)]);
        Assert.Equal("Rekentuin", Assert.Single(now.Now).Tool.Name);
    }

    [Fact, Trait("Requirement", "SI-20")]
    public void A_date_without_a_time_says_that_she_practised_and_not_when()
    {
        var now = ActivityNow.Of(Group(3, []), [new Moment(1, 1, Clock, SchoolTime.Noon(Today), 300), Done(2, 3), new Moment(2, 1, Clock, SchoolTime.Noon(Today), 300)]);
        Assert.Equal(("Muiswerk", 1), (now.Untimed.Single().Tools.Single(), now.Untimed.Single().Pupil.PupilId));
        Assert.Equal(2, now.Now.Single().Pupil.PupilId);
        Assert.Equal([3], now.Quiet.Select(p => p.PupilId));
    }

    [Fact]
    public void A_message_without_a_goal_still_tells_that_somebody_practises() => Assert.Null(ActivityNow.Of(Group(1, []), [Done(1, 1, goal: 0)]).Now.Single().Goal);
}
