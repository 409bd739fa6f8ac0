using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Feeds;

/// <summary>School and feed from the tables themselves, for what is not a message of every second.</summary>
public static class FeedDirectory
{
    /// <param name="tables">Any session: schools are a directory table.</param>
    /// <param name="key">Our school key.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null when no such school takes part.</returns>
    public static Task<School?> FindSchool(this StoreContext tables, string key, CancellationToken stop) =>
        tables.Schools.AsNoTracking().SingleOrDefaultAsync(s => s.Key == key, stop);

    /// <returns>The feed when it is on; null when it is off, not asked for or not yet active.</returns>
    public static Task<Feed?> ActiveFeed(this StoreContext tables, int school, int tool, CancellationToken stop) =>
        tables.Feeds.AsNoTracking().SingleOrDefaultAsync(f => f.SchoolId == school && f.ToolId == tool && f.State == FeedState.On, stop);
}
