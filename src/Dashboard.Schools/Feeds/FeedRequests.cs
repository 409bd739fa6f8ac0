using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Feeds;

/// <summary>A school's request that waits for its supplier.</summary>
/// <param name="Until">The day by which the supplier answers (CI-05).</param>
/// <param name="Late">That day is over.</param>
public sealed record OpenRequest(School School, Tool Tool, FeedRequest Request, DateTimeOffset Until, bool Late);

/// <summary>What schools asked of a publisher. It reads feeds of every school, and of those only what this publisher was asked.</summary>
public sealed class FeedRequests(Database database, TimeProvider clock)
{
    public async Task<IReadOnlyList<OpenRequest>> Open(int publisher, CancellationToken stop)
    {
        List<School> schools;
        List<Tool> tools;
        await using (var directory = await database.Begin(DatabaseRole.Web, Scope.None, stop))
        {
            schools = await directory.Tables.Schools.AsNoTracking().ToListAsync(stop);
            tools = await directory.Tables.Tools.AsNoTracking().Where(t => t.PublisherId == publisher).ToListAsync(stop);
        }
        var ids = tools.Select(t => t.ToolId).ToArray();
        await using var session = await database.Begin(DatabaseRole.Web, Scope.Of(schools.Select(s => s.SchoolId)), stop);
        var feeds = await session.Tables.Feeds.AsNoTracking().Where(f => f.State == FeedState.Requested && ids.Contains(f.ToolId)).OrderBy(f => f.RequestedAt).ToListAsync(stop);
        var now = clock.GetUtcNow();
        return [.. feeds.Select(f => (Feed: f, Request: FeedRequest.Parse(f.Request), Until: (f.RequestedAt ?? f.Since).AddDays(FeedRequestRules.AnswerDays))).Where(f => f.Request is not null)
            .Select(f => new OpenRequest(schools.Single(s => s.SchoolId == f.Feed.SchoolId), tools.Single(t => t.ToolId == f.Feed.ToolId), f.Request!, f.Until, f.Until < now))];
    }
}
