using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Feeds;

/// <summary>Finds the school of a message and whether its feed is on. Always read inside the accepting transaction.</summary>
public static class FeedDirectory
{
    /// <param name="tables">Any session: schools are a directory table.</param>
    /// <param name="brin">BRIN of four characters, or null.</param>
    /// <param name="dependance">Two digits; null or empty is "00".</param>
    /// <param name="key">Our school key, or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null when no such school takes part.</returns>
    public static Task<School?> FindSchool(this StoreContext tables, string? brin, string? dependance, string? key, CancellationToken stop)
    {
        var branch = string.IsNullOrEmpty(dependance) ? "00" : dependance;
        return brin is not null
            ? tables.Schools.AsNoTracking().SingleOrDefaultAsync(s => s.Brin == brin && s.Dependance == branch, stop)
            : tables.Schools.AsNoTracking().SingleOrDefaultAsync(s => s.Key == key, stop);
    }

    /// <returns>The school and tool that an autorisatiesleutel gives access to, or null.</returns>
    public static Task<FeedKey?> FindFeedKey(this StoreContext tables, KeyRing keys, string autorisatiesleutel, CancellationToken stop)
    {
        var hash = keys.Hash("feed:" + autorisatiesleutel);
        return tables.FeedKeys.AsNoTracking().SingleOrDefaultAsync(k => k.KeyHash == hash, stop);
    }

    /// <returns>The feed when it is on; null when it is off, not asked for or not yet active.</returns>
    public static Task<Feed?> ActiveFeed(this StoreContext tables, int school, int tool, CancellationToken stop) =>
        tables.Feeds.AsNoTracking().SingleOrDefaultAsync(f => f.SchoolId == school && f.ToolId == tool && f.State == FeedState.On, stop);
}
