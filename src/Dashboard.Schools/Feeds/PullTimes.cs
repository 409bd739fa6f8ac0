using Dashboard.Schools.Calendar;
using Dashboard.Store.Tables;

namespace Dashboard.Schools.Feeds;

/// <summary>When a feed is fetched next. Pure.</summary>
public static class PullTimes
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1), LongestPause = TimeSpan.FromHours(1);

    /// <summary>After a fetch that went well: so many minutes later, or at the set minute of the next night, Amsterdam time.</summary>
    public static DateTimeOffset Next(int? everyMinutes, int? nightlyMinute, DateTimeOffset now)
    {
        if (everyMinutes is { } minutes) return now + TimeSpan.FromMinutes(Math.Max(1, minutes));
        var at = TimeSpan.FromMinutes(nightlyMinute ?? 190);
        var day = SchoolTime.Day(now);
        var today = SchoolTime.FromLocal(day.ToDateTime(TimeOnly.MinValue) + at);
        return today > now ? today : SchoolTime.FromLocal(day.AddDays(1).ToDateTime(TimeOnly.MinValue) + at);
    }

    /// <summary>After the n-th failure in a row: 1, 2, 4 … minutes, at most an hour, never later than the usual moment; longer when the source asks for it.</summary>
    public static DateTimeOffset AfterFailure(Pull pull, int failures, TimeSpan? asked, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pull);
        var pause = FirstPause * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        var next = now + (pause < LongestPause ? pause : LongestPause);
        var usual = Next(pull.EveryMinutes, pull.NightlyMinute, now);
        if (usual < next) next = usual;
        return asked is { } wait && now + wait > next ? now + wait : next;
    }
}
