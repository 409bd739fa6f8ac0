using System.Collections.Concurrent;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.Schools.Feeds;

/// <summary>
/// Which feeds are on, at most a second old: enough to send a message away at the door before it is read. What is accepted is
/// checked once more inside the accepting transaction. A feed that is not on is looked at anew each time.
/// </summary>
public sealed class FeedStates(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(int School, int Tool), (Feed Feed, DateTimeOffset At)> _on = new();

    /// <returns>The feed when it is on; null otherwise.</returns>
    public async ValueTask<Feed?> Active(int school, int tool, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_on.TryGetValue((school, tool), out var known) && now - known.At < Fresh) return known.Feed;
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(school), stop);
        var feed = await session.Tables.ActiveFeed(school, tool, stop);
        if (feed is null) _on.TryRemove((school, tool), out _);
        else _on[(school, tool)] = (feed, now);
        return feed;
    }
}
