using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>
/// Which signals are put before a group's teachers today (SI-11, SI-24; signals research §1, §4). Pure: the same standing and
/// candidates give the same lines for the log. Nothing is hidden: what is not pushed stays on the page, on demand.
/// </summary>
/// <param name="calendarOf">School days of a school.</param>
/// <param name="now">The moment of telling.</param>
public sealed class NoticeRules(Func<int, SchoolCalendar> calendarOf, DateTimeOffset now)
{
    /// <summary>"Loopt vast" pushed per group and day, a group notice counted as one.</summary>
    public const int PushedPerDay = 3;
    /// <summary>School days in which the same pupil and goal is not pushed a second time.</summary>
    public const int CoolDown = 5;
    /// <summary>Items of new practice that a second push needs.</summary>
    public const int NewItems = 5;
    /// <summary>An event of more school days ago is history: it raises its signal and pushes nothing.</summary>
    public const int HistoryAfter = 5;
    /// <summary>From this share of the group on (one in so many) one notice takes the place of the pupils' own; never for fewer pupils than the next.</summary>
    public const int GroupShare = 3, GroupLeast = 3;
    /// <summary>A risk that fell by this much since the last push: who is getting on is left alone (signals research §4, predictive stability).</summary>
    public const float RiskFall = 0.1f;

    /// <summary>The school day on which what is told now is seen: today, in a weekend or holiday the next one. So a weekend's homework does not bring nine things on Monday.</summary>
    public static DateOnly DayOf(SchoolCalendar calendar, DateTimeOffset now) => SchoolTime.Day(now) is var day && calendar.IsSchoolDay(day) ? day : calendar.AddSchoolDays(day, 1);

    /// <summary>The log's new lines; what a tool itself asks for goes first, then the newest: pupils are never ranked. The standing is brought up to date on the way.</summary>
    public (List<Notice> Notices, List<GroupNotice> GroupNotices) Decide(Standing standing, IEnumerable<Candidate> candidates)
    {
        var (notices, groupNotices) = (new List<Notice>(), new List<GroupNotice>());
        foreach (var candidate in candidates.OrderByDescending(c => c.Occasion == Occasion.Returned).ThenBy(c => c.Provenance).ThenByDescending(c => c.RaisedAt).ThenBy(c => c.Signal))
            foreach (var group in standing.Groups.Where(g => g.School == candidate.School && g.Pupils.Contains(candidate.Pupil)))
            {
                var day = DayOf(calendarOf(candidate.School), now);
                if (Look(standing, group, candidate, day, groupNotices) is not var (kind, reason)) continue;
                if (candidate.Kind == SignalKind.Stuck && kind == NoticeKind.Pushed) group.PushedToday++;
                if (kind == NoticeKind.Pushed || reason == NoticeReason.GroupSignal)
                    group.Told[(candidate.Pupil, candidate.MethodGoal)] = new(day, candidate.Items, candidate.Risk);
                notices.Add(new Notice
                {
                    SchoolId = candidate.School, SignalId = candidate.Signal, GroupId = group.Group, Kind = kind, Reason = reason, SignalKind = candidate.Kind,
                    At = now, OnDay = day, Items = candidate.Items, Correct = candidate.Correct, Risk = candidate.Risk,
                });
            }
        return (notices, groupNotices);
    }

    /// <returns>Null: nothing to tell, and nothing to write down.</returns>
    private (NoticeKind, NoticeReason)? Look(Standing standing, GroupStanding group, Candidate candidate, DateOnly today, List<GroupNotice> groupNotices)
    {
        var key = (candidate.School, candidate.Pupil, candidate.MethodGoal);
        var calendar = calendarOf(candidate.School);
        var quiet = candidate.Kind == SignalKind.Stuck && standing.Quiet.ContainsKey(key);
        if (candidate.Occasion == Occasion.New)
        {
            if (candidate.Ended) return (NoticeKind.Silent, NoticeReason.Ended);
            if (quiet) return (NoticeKind.Silent, NoticeReason.FollowUp);
            if (!IsCurrent(candidate, today, calendar)) return (NoticeKind.Silent, NoticeReason.EarlierPeriod);
            if (calendar.SchoolDaysBetween(SchoolTime.Day(candidate.RaisedAt), today) > HistoryAfter) return (NoticeKind.Silent, NoticeReason.History);
        }
        else if (quiet || (candidate.Occasion == Occasion.Again && calendar.SchoolDaysBetween(SchoolTime.Day(candidate.RaisedAt), today) < CoolDown)) return null;
        if (candidate.Kind != SignalKind.Stuck) return (NoticeKind.Pushed, NoticeReason.None);
        if (candidate.Occasion != Occasion.Returned && group.AboveTarget.Contains((candidate.Pupil, candidate.MethodGoal)))
            return candidate.Occasion == Occasion.New ? (NoticeKind.Silent, NoticeReason.AboveTarget) : null;
        if (candidate.Occasion != Occasion.Returned && Cools(standing, group, candidate, today, calendar))
            return candidate.Occasion == Occasion.New ? (NoticeKind.Silent, NoticeReason.CoolDown) : null;
        if (IsGroupSignal(standing, group, candidate, today, calendar, groupNotices)) return (NoticeKind.Silent, NoticeReason.GroupSignal);
        if (group.PushedToday >= PushedPerDay) return candidate.Occasion == Occasion.Again ? null : (NoticeKind.Capped, NoticeReason.Budget);
        return (NoticeKind.Pushed, candidate.Occasion switch { Occasion.Again => NoticeReason.Again, Occasion.Returned => NoticeReason.Returned, _ => NoticeReason.None });
    }

    /// <summary>Of this period; what was done on the last school day counts as well, so that a period's first morning still brings it.</summary>
    private static bool IsCurrent(Candidate candidate, DateOnly today, SchoolCalendar calendar)
    {
        var day = SchoolTime.Day(candidate.RaisedAt);
        return day >= Period.Around(today).First || day >= calendar.Before(today);
    }

    /// <summary>Told or answered less than five school days ago; or told before, and nothing new since.</summary>
    private static bool Cools(Standing standing, GroupStanding group, Candidate candidate, DateOnly today, SchoolCalendar calendar)
    {
        if (standing.Answered.TryGetValue((candidate.School, candidate.Pupil, candidate.MethodGoal), out var answered) && calendar.SchoolDaysBetween(answered, today) < CoolDown) return true;
        if (!group.Told.TryGetValue((candidate.Pupil, candidate.MethodGoal), out var last))
            return candidate.Occasion == Occasion.Again && candidate.Items < NewItems;
        if (calendar.SchoolDaysBetween(last.OnDay, today) < CoolDown) return true;
        if (candidate.Provenance == Provenance.Tool && candidate.Occasion == Occasion.New) return false; // the tool says when (SI-07)
        var restarted = SchoolTime.Day(candidate.From) > last.OnDay || candidate.Items < last.Items;
        return candidate.Items - (restarted ? 0 : last.Items) < NewItems || last.Risk - candidate.Risk >= RiskFall;
    }

    /// <summary>One notice for the group, at most once in the cool-down; the pupils stand in it.</summary>
    private bool IsGroupSignal(Standing standing, GroupStanding group, Candidate candidate, DateOnly today, SchoolCalendar calendar, List<GroupNotice> groupNotices)
    {
        var topic = standing.TopicOf(candidate.School, candidate.MethodGoal);
        var stuck = group.Stuck.TryGetValue(topic, out var pupils) ? pupils.Count : 0;
        if (stuck < GroupLeast || stuck * GroupShare < group.Size) return false;
        if (group.GroupToday.Contains(topic)) return true;
        if (group.GroupPushed.TryGetValue(topic, out var last) && calendar.SchoolDaysBetween(last, today) < CoolDown) return true;
        var kind = group.PushedToday < PushedPerDay ? NoticeKind.Pushed : NoticeKind.Capped;
        group.GroupToday.Add(topic);
        if (kind == NoticeKind.Pushed)
        {
            group.PushedToday++;
            group.GroupPushed[topic] = today;
        }
        groupNotices.Add(new GroupNotice { SchoolId = group.School, GroupId = group.Group, Topic = topic, OnDay = today, Kind = kind, At = now, Pupils = stuck, Size = group.Size });
        return true;
    }
}
