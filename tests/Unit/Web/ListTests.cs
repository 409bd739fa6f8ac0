using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.Class;
using Dashboard.Web.Mail;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Pages.Lesson;
using Dashboard.Web.Pages.MyList;
using Dashboard.Web.Pages.Start;
using Dashboard.Web.Recording;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using static Dashboard.Tests.Web.Example;

namespace Dashboard.Tests.Web;

/// <summary>What comes back, what stays chosen, and what goes out by mail.</summary>
public class ListTests
{
    private static FollowUpFacts FollowUp(int daysAhead, DateTimeOffset? ended = null) =>
        new(Guid.Empty, FollowUpKind.Talk, A.Key, "klokkijken", [Clock], [1], 1, "Vera", Now, Today.AddDays(-9), Today.AddDays(daysAhead), null, null) { EndedAt = ended };

    private static ListItem Item(int daysAhead, DateTimeOffset? ended = null) => new(new SchoolGroup(), [], A.Key, "klokkijken", Today.AddDays(daysAhead), "Vera") { FollowUp = FollowUp(daysAhead, ended) };

    [Fact, Trait("Requirement", "V-11")]
    public void What_is_due_comes_today_and_what_was_ended_goes_to_the_end()
    {
        var list = ListItems.Sort([Item(30), Item(0), Item(-3), Item(7), Item(8), Item(-2, Now), Item(-50, Now)], Today);
        Assert.Equal("-3 0 | 7 | 8 30 | -2", string.Join(" | ", new[] { list.Today, list.Week, list.Running, list.Done }.Select(l => string.Join(" ", l.Select(i => i.On.DayNumber - Today.DayNumber)))));
    }

    [Theory]
    [InlineData("2026-11-23T06:59:00+01:00", null)]
    [InlineData("2026-11-23T07:00:00+01:00", "2026-11-23")]
    [InlineData("2026-11-29T23:00:00+01:00", "2026-11-23")]
    public void The_weekly_message_is_due_from_Monday_morning_until_the_week_ends(string local, string? week) =>
        Assert.Equal(week is null ? null : DateOnly.Parse(week, System.Globalization.CultureInfo.InvariantCulture),
            new DigestClock(null!, new MailSettings(), TimeProvider.System, NullLogger<DigestClock>.Instance).Week(DateTimeOffset.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("nl")]
    [InlineData("en")]
    public void The_mail_has_numbers_and_a_link_and_no_pupil(string language)
    {
        var facts = Group(3, [Signal(1, Clock), Signal(2, Clock), Signal(3, Tables, SignalKind.NewProgress)]);
        var mail = WeekLines.Of(facts, Today).Mail("Groep 5", new Uri("https://dashboard.example/g/groep-5/week"), TextBook.In(language));
        Assert.Contains("klokkijken, hele uren (Muiswerk)", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("https://dashboard.example/g/groep-5/week", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Leerling ", mail, StringComparison.Ordinal);
        Assert.All(facts.Pupils, p => Assert.DoesNotContain(p.Key.ToString(), mail, StringComparison.Ordinal));
    }

    [Fact, Trait("Requirement", "OD-07")]
    public void A_bare_address_shows_what_was_chosen_before_and_an_address_with_a_period_is_a_choice()
    {
        var view = new GroupView { Period = "zes", Subject = "rekenen", BeforeAt = Now.AddHours(-3) };
        Assert.Null(GroupFilter.Chosen(Query("doelen=alle")));
        Assert.Equal(("zes", "rekenen", true), (GroupFilter.From(Query("doelen=alle"), view).Period, GroupFilter.From(Query("doelen=alle"), view).Subject, GroupFilter.From(Query("doelen=alle"), view).AllGoals));
        Assert.Equal("vandaag", GroupFilter.Chosen(Query("periode=vandaag&vak="))!.Period);
        Assert.Null(GroupFilter.Chosen(Query("periode=eeuw")));
        Assert.Equal(Now.AddHours(-3), (GroupFilter.From(Query(""), view) with { Period = GroupFilter.LastVisit }).From(Today));
        Assert.Equal(Week.From(Today), (Week with { Period = GroupFilter.LastVisit }).From(Today)); // a first visit: seven days
        Assert.Equal(100, GroupFilter.Chosen(Query("periode=week&domein=" + new string('x', 900)))!.Domain!.Length);
    }

    [Fact, Trait("Requirement", "LD-23")]
    public void What_matters_now_comes_first_and_nothing_is_hidden_for_it()
    {
        var mark = new MarkFacts(Guid.Empty, MarkKind.RelevantNow, null, 1, GoalB.ToString(), "Tafels", 1, "Vera", Now, Today.AddDays(3));
        var facts = Group(4, [Signal(1, Clock), Signal(2, Clock), Signal(3, Tables)], [State(1, Clock), State(3, Tables)], [mark]);
        Assert.Equal(["Tafels", "Klokkijken, hele uren"], SignalRows.Build(facts, Week, Today).Select(r => r.Topic.Name));
        var matrix = MatrixRows.Build(facts, Week, Today);
        Assert.True(matrix.Domains[0].Relevant);
        Assert.Equal(["Tafels", "Klokkijken, hele uren"], matrix.Domains.SelectMany(d => d.Rows).Select(r => r.Topic.Name));
        Assert.Equal([3, 1, 2, 4], MatrixRows.Build(facts, Week with { ByGoal = B.Key }, Today).Columns.Select(p => p.PupilId));
    }

    [Fact]
    public void A_combination_group_has_the_goals_of_all_its_years()
    {
        var facts = Group(2, []) with { Pupils = [new ClassMate(1, Guid.Empty, "A") { YearGroup = "5" }, new ClassMate(2, Guid.Empty, "B") { YearGroup = "6" }] };
        Assert.Equal([(short)5, (short)6], facts.Years);
        Assert.True((A with { Groepen = [6] }).Usual(facts.Years));
        Assert.False((A with { Groepen = [7] }).Usual(facts.Years));
        Assert.True(A.Usual([]));
    }

    [Fact]
    public void At_a_glance_counts_pupils_once_and_leaves_out_who_has_a_follow_up()
    {
        var facts = Group(5, [Signal(1, Clock), Signal(1, Tables), Signal(2, Clock), Signal(3, Clock, SignalKind.FastProgress)]);
        var glance = new GroupAtAGlance(facts with { FollowUps = [FollowUp(0)] }, SignalRows.Build(facts, Week, Today), Today);
        Assert.Equal((2, 1, 0, 2, 1), (glance.Pupils(SignalKind.Stuck), glance.Pupils(SignalKind.FastProgress), glance.Pupils(SignalKind.NewProgress), glance.StuckWithoutFollowUp, glance.Due));
    }

    private static QueryCollection Query(string text) => new(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text));
}
