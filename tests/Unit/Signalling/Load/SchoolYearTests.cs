using System.Globalization;
using System.Text;
using Dashboard.Contracts;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Signalling.Rules;
using Dashboard.Store.Tables;
using Dashboard.Tests.Architecture;

namespace Dashboard.Tests.Signalling.Load;

/// <summary>The notice rules hold on every day of a school year, and docs/signal-load.md says what that brings a teacher.</summary>
public sealed class SchoolYearTests
{
    private static readonly Lazy<SchoolYear> Year = new(() => new SchoolYear().Run());

    private static IEnumerable<(Notice Notice, int Pupil, int Goal)> Pushed => Year.Value.Log.Lines.Where(l => l.Notice is { Kind: NoticeKind.Pushed, SignalKind: SignalKind.Stuck });

    [Fact, Trait("Requirement", "SI-24")]
    public void No_group_gets_more_than_three_on_any_day()
    {
        var perDay = PerGroupDay();
        Assert.True(perDay.Values.Max() == NoticeRules.PushedPerDay, $"at most {perDay.Values.Max()}");
        Assert.All(perDay, d => Assert.InRange(d.Value, 0, NoticeRules.PushedPerDay));
    }

    [Fact]
    public void Nothing_is_told_twice_within_five_school_days_and_nothing_on_a_free_day()
    {
        var calendar = Year.Value.Calendar;
        Assert.All(Pushed, l => Assert.True(calendar.IsSchoolDay(l.Notice.OnDay)));
        foreach (var same in Pushed.Where(l => l.Notice.Reason != NoticeReason.Returned).GroupBy(l => (l.Pupil, l.Goal)))
            foreach (var (one, next) in same.Zip(same.Skip(1)))
                Assert.True(calendar.SchoolDaysBetween(one.Notice.OnDay, next.Notice.OnDay) >= NoticeRules.CoolDown, $"{same.Key}: {one.Notice.OnDay} and {next.Notice.OnDay}");
        foreach (var same in Year.Value.Log.GroupLines.Where(g => g.Kind == NoticeKind.Pushed).GroupBy(g => (g.GroupId, g.Topic)))
            foreach (var (one, next) in same.Zip(same.Skip(1)))
                Assert.True(calendar.SchoolDaysBetween(one.OnDay, next.OnDay) >= NoticeRules.CoolDown, $"{same.Key}");
    }

    [Fact]
    public void While_a_follow_up_runs_nothing_is_pushed_and_every_reason_occurs_in_a_year()
    {
        var lines = Year.Value.Log.Lines.Where(l => l.Notice.SignalKind == SignalKind.Stuck).ToList();
        Assert.Contains(lines, l => l.Notice.Reason == NoticeReason.FollowUp);
        Assert.Contains(lines, l => l.Notice.Reason == NoticeReason.Returned);
        Assert.Contains(lines, l => l.Notice.Reason == NoticeReason.CoolDown);
        Assert.Contains(lines, l => l.Notice.Reason == NoticeReason.Again);
        Assert.Contains(lines, l => l.Notice.Reason == NoticeReason.GroupSignal);
        Assert.Contains(lines, l => l.Notice.Reason == NoticeReason.Budget);
        Assert.All(Year.Value.Log.GroupLines, g => Assert.True(g.Pupils >= NoticeRules.GroupLeast && g.Pupils * NoticeRules.GroupShare >= g.Size));
    }

    /// <summary>UPDATE_FROZEN=1 writes the page again; figures of older rules than those in force fail here.</summary>
    [Fact]
    public void The_page_on_load_is_of_these_rules()
    {
        var file = Path.Combine(House.Root, "docs", "signal-load.md");
        if (Environment.GetEnvironmentVariable("UPDATE_FROZEN") == "1") File.WriteAllText(file, Page());
        var page = File.ReadAllText(file);
        Assert.True(page.Contains(Versions, StringComparison.Ordinal), "docs/signal-load.md is of other rules: run the tests once with UPDATE_FROZEN=1.");
    }

    private static string Versions => "Rules: " + string.Join(", ", RuleList.All.Select(r => $"{r.Id} {r.Version}").Order(StringComparer.Ordinal)) + ".";

    private static Dictionary<(int Group, DateOnly Day), int> PerGroupDay()
    {
        var year = Year.Value;
        var perDay = (from day in year.SchoolDays from g in Enumerable.Range(0, SchoolYear.Groups) select (g, day)).ToDictionary(d => d, _ => 0);
        foreach (var line in Pushed) perDay[(line.Notice.GroupId, line.Notice.OnDay)]++;
        foreach (var line in year.Log.GroupLines.Where(g => g.Kind == NoticeKind.Pushed)) perDay[(line.GroupId, line.OnDay)]++;
        return perDay;
    }

    private static string Page()
    {
        var year = Year.Value;
        var counts = PerGroupDay().Values.Order().ToList();
        var stuck = year.Log.Lines.Where(l => l.Notice.SignalKind == SignalKind.Stuck).ToList();
        int Count(NoticeKind kind, params NoticeReason[] reasons) => stuck.Count(l => l.Notice.Kind == kind && reasons.Contains(l.Notice.Reason));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # How much a teacher is told

            A made-up school year (2026-2027, region midden, five study days): {SchoolYear.Pupils} pupils in {SchoolYear.Groups} groups, three tools, {year.Results:N0} results on {year.SchoolDays.Count} school days.
            The results run through the fold, the rules and the notice rules of production; the figures say how the limits work, not how often real pupils get stuck.
            Written by tests/Unit/Signalling/Load (UPDATE_FROZEN=1). {Versions}

            | pushed "loopt vast" per group and school day | |
            |---|---|
            | median | {counts[counts.Count / 2]} |
            | 95th percentile | {counts[(int)(counts.Count * 0.95)]} |
            | most | {counts[^1]} |
            | days without any | {counts.Count(c => c == 0)} of {counts.Count} |

            | what was done with "loopt vast" | lines in the log |
            |---|---|
            | pushed, new | {Count(NoticeKind.Pushed, NoticeReason.None)} |
            | pushed again, with new evidence after five school days | {Count(NoticeKind.Pushed, NoticeReason.Again)} |
            | pushed at the day of looking back on a follow-up | {Count(NoticeKind.Pushed, NoticeReason.Returned)} |
            | on demand: the day was full | {Count(NoticeKind.Capped, NoticeReason.Budget)} |
            | in a notice for the group ({year.Log.GroupLines.Count(g => g.Kind == NoticeKind.Pushed)} pushed, {year.Log.GroupLines.Count(g => g.Kind != NoticeKind.Pushed)} on demand) | {Count(NoticeKind.Silent, NoticeReason.GroupSignal)} |
            | silent: told less than five school days ago, or nothing new | {Count(NoticeKind.Silent, NoticeReason.CoolDown)} |
            | silent: a follow-up ran | {Count(NoticeKind.Silent, NoticeReason.FollowUp)} |
            | silent: history, an earlier period, or over at once | {Count(NoticeKind.Silent, NoticeReason.History, NoticeReason.EarlierPeriod, NoticeReason.Ended)} |

            Other signals in the year: {year.Log.Lines.Count(l => l.Notice.SignalKind == SignalKind.FastProgress)} "gaat snel vooruit", {year.Log.Lines.Count(l => l.Notice.SignalKind == SignalKind.NewProgress)} "nieuwe voortgang"; they have no limit and never take a place.

            """);
        return text.ToString();
    }
}
