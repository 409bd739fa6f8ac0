using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tools;

/// <summary>
/// A tool as this school has it. State null: no feed; Late: the last delivery is longer ago than this feed normally takes, weekends
/// left out; CanOpen: it has an address to click through to and its feed is on.
/// </summary>
public sealed record ToolInSchool(int ToolId, string Key, string Name, ToolProfile Profile, FeedState? State, DateTimeOffset? Since,
    DateTimeOffset? LastDeliveryAt, bool Late, bool CanOpen)
{
    public bool On => State == FeedState.On;

    /// <summary>Right and wrong say something: the tool counts them and does not adapt.</summary>
    public bool CountsAnswers => !Profile.Adaptive && Profile.Meaning is (ScoreMeaning.ProportionCorrect or ScoreMeaning.Points);
}

/// <summary>The tools and how fresh their data are.</summary>
public static class ToolsOfSchool
{
    public static async Task<IReadOnlyList<ToolInSchool>> ToolsOf(this StoreContext tables, int school, DateTimeOffset now, CancellationToken stop)
    {
        var rows = await (
            from tool in tables.Tools.AsNoTracking()
            join feed in tables.Feeds.Where(f => f.SchoolId == school) on tool.ToolId equals feed.ToolId into feeds
            from feed in feeds.DefaultIfEmpty()
            select new { tool.ToolId, tool.Key, tool.Name, tool.Profile, tool.LaunchUrl, Feed = feed }).ToListAsync(stop);
        return [.. rows.OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase).Select(r => new ToolInSchool(
            r.ToolId, r.Key, r.Name, ToolProfile.Parse(r.Profile), r.Feed?.State, r.Feed?.Since, r.Feed?.LastDeliveryAt,
            r.Feed is { State: FeedState.On, LastDeliveryAt: { } last } && SchoolHours(last, now) > r.Feed.LateAfterHours,
            r.LaunchUrl is not null && r.Feed?.State == FeedState.On))];
    }

    /// <summary>Hours between two moments, Saturdays and Sundays left out: nothing is late on Monday because of a weekend.</summary>
    internal static double SchoolHours(DateTimeOffset from, DateTimeOffset to)
    {
        var hours = 0.0;
        for (var (at, end) = (SchoolTime.Local(from).DateTime, SchoolTime.Local(to).DateTime); at < end;)
        {
            var midnight = at.Date.AddDays(1);
            var until = midnight < end ? midnight : end;
            if (at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) hours += (until - at).TotalHours;
            at = until;
            if (hours > 24 * 60) break;
        }
        return hours;
    }
}
