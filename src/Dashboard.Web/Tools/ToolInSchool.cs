using Dashboard.Contracts;
using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Tools;

/// <summary>
/// A tool as this school has it. State null: no feed; Late: the last delivery is longer ago than this feed normally takes, days without school
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
            join pull in tables.Pulls.Where(p => p.SchoolId == school) on tool.ToolId equals pull.ToolId into pulls
            from pull in pulls.DefaultIfEmpty()
            select new { tool.ToolId, tool.Key, tool.Name, tool.Profile, tool.LaunchUrl, Feed = feed, Pull = pull }).ToListAsync(stop);
        var calendar = await tables.CalendarOf(school, stop);
        return [.. rows.OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase).Select(r => new ToolInSchool(
            r.ToolId, r.Key, r.Name, ToolProfile.Parse(r.Profile), r.Feed?.State, r.Feed?.Since, Heard(r.Feed, r.Pull),
            r.Feed is { State: FeedState.On } on && Heard(r.Feed, r.Pull) is { } last && calendar.SchoolHours(last, now) > on.LateAfterHours,
            r.LaunchUrl is not null && r.Feed?.State == FeedState.On))];
    }

    /// <summary>A fetch that found nothing new is news of the feed too.</summary>
    private static DateTimeOffset? Heard(Feed? feed, Pull? pull) =>
        feed?.LastDeliveryAt is { } at && !(pull?.SucceededAt > at) ? at : pull?.SucceededAt ?? feed?.LastDeliveryAt;
}
