using System.Globalization;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Publishers.Deliveries;

/// <summary>Reads a publisher's own deliveries, over all schools; row-level security shows it no other's.</summary>
public sealed class DeliveryReports(Database database, PartPayload payloads)
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
    /// <param name="state">Only these; null: all.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null when the cursor is none of ours.</returns>
    public async Task<DeliveryPage?> Since(string publisher, string? since, DeliveryState? state, CancellationToken stop)
    {
        long after = 0;
        if (!string.IsNullOrEmpty(since) && !long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return null;
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.ForClient(publisher), stop);
        await session.Numbered(publisher, stop);
        var page = await Reports(session.Tables, session.Tables.Deliveries.Where(d => d.Client == publisher && d.DeliveryId > after && (state == null || d.State == state)).OrderBy(d => d.DeliveryId).Take(PageSize), stop);
        return new DeliveryPage([.. page.Select(p => p.Report)], page.Count == 0 ? since : page[^1].Number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The newest first, for reading by people.</summary>
    /// <param name="publisher">The publisher's key.</param>
    /// <param name="before">Ledger number to go on before; null: the newest.</param>
    /// <param name="state">Only these ("rejected"); null: all.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlyList<(long Number, DeliveryReport Report)>> Latest(string publisher, long? before, DeliveryState? state, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.ForClient(publisher), stop);
        var deliveries = session.Tables.Deliveries.Where(d => d.Client == publisher && (before == null || d.DeliveryId < before) && (state == null || d.State == state));
        var page = await Reports(session.Tables, deliveries.OrderByDescending(d => d.DeliveryId).Take(50), stop);
        page.Reverse();
        return page;
    }

    /// <summary>The publisher's own result ids that wait for their pupil, of one of its deliveries.</summary>
    public async Task<IReadOnlyList<string>> Waiting(string publisher, Guid id, CancellationToken stop)
    {
        Delivery? delivery;
        await using (var own = await database.Begin(DatabaseRole.Publishers, Scope.ForClient(publisher), stop))
            delivery = await own.Tables.Deliveries.AsNoTracking().SingleOrDefaultAsync(d => d.PublicId == id && d.Client == publisher, stop);
        if (delivery is null or { Unmatched: 0 }) return [];
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(delivery.SchoolId), stop);
        var sealedResults = await session.Tables.WaitingResults.AsNoTracking().Where(w => w.SchoolId == delivery.SchoolId && w.DeliveryId == delivery.DeliveryId)
            .OrderBy(w => w.WaitingId).Take(1000).Select(w => w.Payload).ToListAsync(stop);
        return [.. sealedResults.SelectMany(p => payloads.Open(delivery.SchoolId, p, Contracts.ContractsJson.Default.ListResult)).Select(r => r.ResultId).Distinct()];
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
