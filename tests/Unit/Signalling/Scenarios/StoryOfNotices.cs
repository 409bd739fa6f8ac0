using Dashboard.Contracts;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>What juf Vera is told, when, and what waits until she asks. November 2026, region midden, a group of 24.</summary>
public sealed class StoryOfNotices
{
    [Fact, Trait("Requirement", "SI-24"), Trait("Requirement", "SI-11")]
    public void On_one_day_three_pupils_are_put_before_her_and_the_fourth_is_there_when_she_asks()
    {
        var room = new Staffroom().On("2026-11-16");
        Assert.Equal("pushed", room.Stuck("Maaike", "klokkijken"));
        Assert.Equal("pushed", room.Stuck("Daan", "tafels"));
        Assert.Equal("pushed", room.Stuck("Elif", "afronden"));
        Assert.Equal("capped: Budget", room.Stuck("Guus", "wisselgeld"));
        Assert.Equal("pushed", room.On("2026-11-17").Stuck("Noor", "breuken")); // a new day
    }

    [Fact, Trait("Requirement", "SI-05")]
    public void Progress_is_told_besides_it_takes_no_place_of_who_is_stuck()
    {
        var room = new Staffroom().On("2026-11-16");
        foreach (var goal in (string[])["a", "b", "c"]) room.Stuck("Maaike", goal);
        Assert.Equal("pushed", room.Stuck("Sander", "oppervlakte", kind: SignalKind.FastProgress));
        Assert.Equal("pushed", room.Stuck("Lotte", "gewicht", kind: SignalKind.NewProgress));
    }

    [Fact, Trait("Requirement", "SI-11")]
    public void Maaike_gets_better_on_tuesday_and_stuck_again_on_thursday_it_is_too_soon_to_say_it_again()
    {
        var room = new Staffroom().On("2026-11-16");
        Assert.Equal("pushed", room.Stuck("Maaike", "klokkijken"));
        room.On("2026-11-17").Better("Maaike", "klokkijken");
        Assert.Equal("silent: CoolDown", room.On("2026-11-19").Stuck("Maaike", "klokkijken", items: 20, correct: 6));
        Assert.Equal("pushed", room.Stuck("Maaike", "tafels")); // another goal is another matter
    }

    [Fact]
    public void After_five_school_days_it_is_said_again_but_only_when_there_is_something_new()
    {
        var room = new Staffroom().On("2026-11-16");
        room.Stuck("Maaike", "klokkijken", items: 8, correct: 2);
        Assert.Equal("", room.On("2026-11-20").StillStuck("Maaike", "klokkijken", items: 20, correct: 4)); // Friday: the fourth school day
        Assert.Equal("", room.On("2026-11-23").StillStuck("Maaike", "klokkijken", items: 11, correct: 2)); // three new items are not enough
        Assert.Equal("", room.On("2026-11-23").StillStuck("Maaike", "klokkijken", items: 18, correct: 10, risk: 0.65f)); // eight of ten right: the risk fell, she is getting on
        Assert.Equal("pushed: Again", room.On("2026-11-24").StillStuck("Maaike", "klokkijken", items: 18, correct: 4, risk: 0.75f)); // hardly: no tenth
        Assert.Equal("", room.On("2026-11-25").StillStuck("Maaike", "klokkijken", items: 30, correct: 6)); // and then it cools down again
    }

    [Fact]
    public void A_tool_that_counts_no_answers_has_no_risk_and_five_new_items_are_enough()
    {
        var room = new Staffroom().On("2026-11-16");
        room.Stuck("Maaike", "getallenlijn", items: 8);
        Assert.Equal("pushed: Again", room.On("2026-11-23").StillStuck("Maaike", "getallenlijn", items: 18, correct: 0, risk: null));
    }

    [Fact, Trait("Requirement", "SI-30"), Trait("Requirement", "SI-34")]
    public void Daan_aims_at_basic_and_gets_stuck_on_a_plus_goal_that_stays_on_demand()
    {
        var room = new Staffroom().On("2026-11-16");
        room.AimsAt("Daan", TargetLevelKind.Basic, "verhaalsommen", "plus");
        room.AimsAt("Maaike", TargetLevelKind.Plus, "verhaalsommen", "plus");
        Assert.Equal("silent: AboveTarget", room.Stuck("Daan", "verhaalsommen"));
        Assert.Equal("", room.On("2026-11-23").StillStuck("Daan", "verhaalsommen", items: 30, correct: 4));
        Assert.Equal("pushed", room.Stuck("Maaike", "verhaalsommen")); // she aims at it
        Assert.Equal("pushed", room.Stuck("Elif", "verhaalsommen")); // nobody set a streefniveau for her
        Assert.Equal("pushed", room.Stuck("Daan", "tafels")); // another goal goes on as usual
        Assert.Equal("pushed", room.Stuck("Daan", "verhaalsommen", kind: SignalKind.NewProgress)); // progress is told
        room.FollowUp("Daan", "verhaalsommen", until: "2026-12-01");
        Assert.Equal("pushed: Returned", room.On("2026-12-01").Returned("Daan", "verhaalsommen")); // she asked for it herself
    }

    [Theory]
    [InlineData("plus", TargetLevelKind.Standard, true)]
    [InlineData("Verrijking", TargetLevelKind.Basic, true)]
    [InlineData("plus", TargetLevelKind.Plus, false)]
    [InlineData("1S", TargetLevelKind.Basic, true)]
    [InlineData("1S", TargetLevelKind.Standard, false)]
    [InlineData("1F", TargetLevelKind.Basic, false)]
    [InlineData("groep 6", TargetLevelKind.Standard, true)]
    [InlineData("groep 6", TargetLevelKind.Plus, false)]
    [InlineData("groep 5", TargetLevelKind.Basic, false)]
    [InlineData("groep 4", TargetLevelKind.Basic, false)]
    [InlineData("blauw", TargetLevelKind.Basic, false)]
    public void What_a_publisher_calls_the_level_of_a_goal(string level, TargetLevelKind target, bool above) => Assert.Equal(above, LevelOfGoal.IsAbove(level, "5", target));

    [Fact]
    public void A_combination_group_without_own_year_groups_says_nothing_about_a_later_one() => Assert.False(LevelOfGoal.IsAbove("groep 6", "C", TargetLevelKind.Basic));

    [Fact]
    public void Days_of_a_holiday_do_not_count()
    {
        // Last push on Friday 16 October, herfstvakantie until the 25th: Monday the 26th is one school day later, not ten days.
        var room = new Staffroom().On("2026-10-16");
        room.Stuck("Maaike", "klokkijken");
        room.Better("Maaike", "klokkijken");
        Assert.Equal("silent: CoolDown", room.On("2026-10-26").Stuck("Maaike", "klokkijken", items: 20, correct: 5));
        room.Better("Maaike", "klokkijken");
        Assert.Equal("silent: CoolDown", room.On("2026-10-29").Stuck("Maaike", "klokkijken", items: 30, correct: 7));
        room.Better("Maaike", "klokkijken");
        Assert.Equal("pushed", room.On("2026-10-30").Stuck("Maaike", "klokkijken", items: 40, correct: 9));
    }

    [Fact]
    public void A_study_day_does_not_count_either()
    {
        var room = new Staffroom(24, "Middle", "2026-11-18").On("2026-11-16");
        room.Stuck("Maaike", "klokkijken", tool: true);
        Assert.Equal("silent: CoolDown", room.On("2026-11-23").Stuck("Maaike", "klokkijken", tool: true));
        Assert.Equal("pushed", room.On("2026-11-24").Stuck("Maaike", "klokkijken", tool: true));
    }

    [Fact, Trait("Requirement", "SI-07")]
    public void When_the_tool_itself_says_it_again_later_no_new_items_are_asked_for()
    {
        var room = new Staffroom().On("2026-11-16");
        Assert.Equal("pushed", room.Stuck("Maaike", "klokkijken", tool: true, items: 0, correct: 0));
        Assert.Equal("silent: CoolDown", room.On("2026-11-17").Stuck("Maaike", "klokkijken", tool: true, items: 0, correct: 0));
        Assert.Equal("pushed", room.On("2026-11-23").Stuck("Maaike", "klokkijken", tool: true, items: 0, correct: 0));
    }

    [Fact, Trait("Requirement", "SI-16")]
    public void When_a_third_of_the_group_is_stuck_it_is_said_once_for_the_group()
    {
        var room = new Staffroom().On("2026-11-16");
        string[] seven = ["Amira", "Bram", "Daan", "Elif", "Finn", "Guus", "Hanna"];
        Assert.Equal(["pushed", "pushed", "pushed", "capped: Budget", "capped: Budget", "capped: Budget", "capped: Budget"], seven.Select(p => room.Stuck(p, "klokkijken")));
        Assert.Equal("silent: GroupSignal; group 8 of 24, pushed", room.On("2026-11-17").Stuck("Maaike", "klokkijken")); // the eighth: a third
        Assert.Equal("silent: GroupSignal", room.Stuck("Noor", "klokkijken")); // stands in it, and is not said apart
        Assert.Equal("pushed", room.Stuck("Pim", "tafels")); // another goal goes on as usual
        Assert.Single(room.GroupLog);
    }

    [Fact]
    public void The_group_signal_has_one_of_the_three_places_and_waits_for_a_day_with_a_place()
    {
        var room = new Staffroom(9).On("2026-11-16");
        room.Stuck("Amira", "tafels");
        room.Stuck("Bram", "afronden");
        room.Stuck("Daan", "klokkijken");
        Assert.Equal("capped: Budget", room.Stuck("Elif", "klokkijken"));
        Assert.Equal("silent: GroupSignal; group 3 of 9, capped", room.Stuck("Finn", "klokkijken")); // three of nine, and the day is full
        Assert.Equal("silent: GroupSignal; group 4 of 9, pushed", room.On("2026-11-17").Stuck("Guus", "klokkijken"));
    }

    [Fact]
    public void Two_pupils_are_never_a_group_however_small_it_is() =>
        Assert.Equal(["pushed", "pushed"], new Staffroom(5).On("2026-11-16") is var room ? [room.Stuck("Maaike", "klokkijken"), room.Stuck("Daan", "klokkijken")] : []);

    [Fact]
    public void A_week_later_the_group_is_told_again_when_more_get_stuck_and_not_before()
    {
        var room = new Staffroom(9).On("2026-11-16");
        foreach (var pupil in (string[])["Amira", "Bram"]) room.Stuck(pupil, "klokkijken");
        Assert.Equal("silent: GroupSignal; group 3 of 9, pushed", room.Stuck("Daan", "klokkijken"));
        Assert.Equal("silent: GroupSignal", room.On("2026-11-19").Stuck("Elif", "klokkijken"));
        Assert.Equal("silent: GroupSignal; group 5 of 9, pushed", room.On("2026-11-23").Stuck("Finn", "klokkijken"));
    }

    [Fact]
    public void While_a_follow_up_runs_the_signal_is_silent_and_at_its_date_it_comes_back()
    {
        var room = new Staffroom().On("2026-11-16");
        room.Stuck("Maaike", "klokkijken");
        room.On("2026-11-17").FollowUp("Maaike", "klokkijken", until: "2026-12-01");
        Assert.Equal("", room.On("2026-11-24").StillStuck("Maaike", "klokkijken", items: 30, correct: 5));
        room.Better("Maaike", "klokkijken");
        Assert.Equal("silent: FollowUp", room.On("2026-11-25").Stuck("Maaike", "klokkijken", items: 40, correct: 9));
        Assert.Equal("pushed", room.Stuck("Maaike", "gewicht", kind: SignalKind.NewProgress)); // progress may be told
        Assert.Equal("pushed: Returned", room.On("2026-12-01").Returned("Maaike", "klokkijken"));
    }

    [Fact]
    public void What_comes_back_has_the_first_place_of_the_day_and_still_counts()
    {
        var room = new Staffroom().On("2026-11-16");
        foreach (var goal in (string[])["a", "b", "c", "d"]) { room.Stuck("Maaike", goal); room.FollowUp("Maaike", goal, until: "2026-12-01"); }
        room.On("2026-12-01");
        Assert.Equal(["pushed: Returned", "pushed: Returned", "pushed: Returned", "capped: Budget"], ((string[])["a", "b", "c", "d"]).Select(g => room.Returned("Maaike", g)));
        Assert.Equal("capped: Budget", room.Stuck("Daan", "tafels"));
    }

    [Fact]
    public void Handled_or_wrong_it_is_left_alone_for_five_school_days_and_then_only_said_with_new_practice()
    {
        var room = new Staffroom().On("2026-11-16");
        room.Stuck("Maaike", "klokkijken");
        room.On("2026-11-18").Answered("Maaike", "klokkijken");
        Assert.Equal("", room.On("2026-11-24").StillStuck("Maaike", "klokkijken", items: 20, correct: 4)); // four school days after the answer
        Assert.Equal("pushed: Again", room.On("2026-11-25").StillStuck("Maaike", "klokkijken", items: 24, correct: 5));
    }

    [Fact, Trait("Requirement", "SI-40")]
    public void A_week_of_history_that_comes_in_at_once_raises_signals_and_pushes_nothing_old()
    {
        var room = new Staffroom().On("2026-11-23");
        Assert.Equal("silent: History", room.Stuck("Maaike", "klokkijken", on: "2026-11-13"));
        Assert.Equal("silent: Ended", room.Stuck("Daan", "tafels", on: "2026-11-20", ended: true));
        Assert.Equal(["pushed", "pushed", "pushed", "capped: Budget"], ((string[])["2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"]).Select(d => room.Stuck("Elif", "doel van " + d, on: d)));
    }

    [Fact, Trait("Requirement", "SI-40")]
    public void Only_what_belongs_to_this_period_is_pushed_and_its_first_morning_still_brings_friday()
    {
        // Period of six weeks from Monday 9 November 2026.
        var room = new Staffroom().On("2026-11-10");
        Assert.Equal("silent: EarlierPeriod", room.Stuck("Maaike", "klokkijken", on: "2026-11-05"));
        Assert.Equal("pushed", new Staffroom().On("2026-11-09").Stuck("Daan", "tafels", on: "2026-11-06"));
    }

    [Fact]
    public void What_was_on_demand_or_history_and_is_still_there_a_week_later_gets_its_turn()
    {
        var room = new Staffroom().On("2026-11-16");
        foreach (var goal in (string[])["a", "b", "c"]) room.Stuck("Daan", goal);
        Assert.Equal("capped: Budget", room.Stuck("Maaike", "klokkijken", items: 8, correct: 2));
        Assert.Equal("", room.On("2026-11-18").StillStuck("Maaike", "klokkijken", items: 16, correct: 4));
        Assert.Equal("pushed: Again", room.On("2026-11-23").StillStuck("Maaike", "klokkijken", items: 22, correct: 6));
    }

    [Fact]
    public void Homework_in_the_weekend_counts_for_monday_and_monday_still_has_three_places()
    {
        var room = new Staffroom().On("2026-11-21");
        Assert.Equal("pushed", room.Stuck("Maaike", "klokkijken"));
        Assert.Equal("pushed", room.On("2026-11-22").Stuck("Daan", "tafels"));
        Assert.Equal(["pushed", "capped: Budget"], room.On("2026-11-23") is var monday ? [monday.Stuck("Elif", "afronden"), monday.Stuck("Guus", "wisselgeld")] : []);
        Assert.All(room.Log, n => Assert.Equal(new DateOnly(2026, 11, 23), n.OnDay));
    }

    [Fact]
    public void The_log_says_of_every_signal_what_was_done_with_it_and_why()
    {
        var room = new Staffroom().On("2026-11-16");
        foreach (var goal in (string[])["a", "b", "c", "d"]) room.Stuck("Maaike", goal);
        Assert.Equal([NoticeReason.None, NoticeReason.None, NoticeReason.None, NoticeReason.Budget], room.Log.Select(n => n.Reason));
        Assert.All(room.Log, n => Assert.Equal((new DateOnly(2026, 11, 16), 8, 2), (n.OnDay, n.Items, n.Correct)));
    }
}
