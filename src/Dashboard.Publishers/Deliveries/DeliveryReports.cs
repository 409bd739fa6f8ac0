using System.Globalization;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Publishers.Deliveries;

/// <summary>Reads a publisher's own deliveries, over all schools; row-level security shows it no other's.</summary>
public sealed class DeliveryReports(Database database)
{
    /// <summary>At most this many in one page.</summary>
    public const int PageSize = 100;

    /// <param name="publisher">The publisher's key.</param>
    /// <param name="id">From the header Delivery-Id.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null when there is none, or when it is another publisher's.</returns>
    public async Task<DeliveryReport?> One(string publisher, Guid id, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.ForClient(publisher), stop);
        return (await Reports(session.Tables, session.Tables.Deliveries.Where(d => d.PublicId == id && d.Client == publisher), stop)).SingleOrDefault().Report;
    }

    /// <param name="publisher">The publisher's key.</param>
    /// <param name="since">The cursor of an earlier page; null for the beginning.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null when the cursor is none of ours.</returns>
    public async Task<DeliveryPage?> Since(string publisher, string? since, CancellationToken stop)
    {
        long after = 0;
        if (!string.IsNullOrEmpty(since) && !long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return null;
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.ForClient(publisher), stop);
        await session.Numbered(publisher, stop);
        var page = await Reports(session.Tables, session.Tables.Deliveries.Where(d => d.Client == publisher && d.DeliveryId > after).OrderBy(d => d.DeliveryId).Take(PageSize), stop);
        return new DeliveryPage([.. page.Select(p => p.Report)], page.Count == 0 ? since : page[^1].Number.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<List<(long Number, DeliveryReport Report)>> Reports(StoreContext tables, IQueryable<Delivery> deliveries, CancellationToken stop)
    {
        var rows = await (
            from delivery in deliveries.AsNoTracking()
            join tool in tables.Tools.AsNoTracking() on delivery.ToolId equals tool.ToolId into tools
            from tool in tools.DefaultIfEmpty()
            join school in tables.Schools.AsNoTracking() on delivery.SchoolId equals school.SchoolId into schools
            from school in schools.DefaultIfEmpty()
            orderby delivery.DeliveryId
            select new { delivery, Tool = tool == null ? null : tool.Key, School = school == null ? null : school.Key }).ToListAsync(stop);
        return [.. rows.Select(r => (r.delivery.DeliveryId, DeliveryReport.From(r.delivery, r.Tool, r.School)))];
    }
}
