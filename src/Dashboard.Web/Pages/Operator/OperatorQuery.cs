using Dashboard.Store.Ledger;

namespace Dashboard.Web.Pages.Operator;

/// <summary>How one school does, in numbers of work and deliveries; never of pupils.</summary>
/// <param name="Day">Deliveries since yesterday.</param>
/// <param name="Refused">Of those, refused.</param>
/// <param name="Late">Feeds that are on and have not delivered for longer than agreed.</param>
public sealed record SchoolHealth(string Key, string Name, string? Brin, int Feeds, int Late, int Day, int Refused, int Open, int Parked, DateTimeOffset? LastDelivery);

/// <summary>The installation for who runs it: every school in its own scope, so that nothing of a pupil can come along.</summary>
public static class OperatorQuery
{
    public static async Task<(IReadOnlyList<SchoolHealth> Schools, Backlog Backlog)> Read(Database database, DateTimeOffset now, CancellationToken stop)
    {
        List<School> schools;
        await using (var directory = await database.Begin(DatabaseRole.Web, Scope.None, stop))
            schools = await directory.Tables.Schools.AsNoTracking().Where(s => s.SandboxOf == null).OrderBy(s => s.Name).ToListAsync(stop);
        Backlog backlog;
        await using (var ledger = await database.Begin(DatabaseRole.Publishers, Scope.Dispatcher, stop)) backlog = await ledger.ReadBacklog(stop);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.Of(schools.Select(s => s.SchoolId)), stop);
        var t = session.Tables;
        var since = now.AddDays(-1);
        var feeds = await t.Feeds.AsNoTracking().Where(f => f.State == FeedState.On).Select(f => new { f.SchoolId, f.LateAfterHours, f.LastDeliveryAt }).ToListAsync(stop);
        var deliveries = await t.Deliveries.AsNoTracking().Where(d => d.ReceivedAt >= since).GroupBy(d => d.SchoolId).Select(g => new { g.Key, All = g.Count(), Refused = g.Count(d => d.State == DeliveryState.Rejected) }).ToDictionaryAsync(g => g.Key, stop);
        var last = await t.Deliveries.AsNoTracking().GroupBy(d => d.SchoolId).Select(g => new { g.Key, At = g.Max(d => d.ReceivedAt) }).ToDictionaryAsync(g => g.Key, g => g.At, stop);
        var work = await t.Work.AsNoTracking().Where(w => w.State != WorkState.Done).GroupBy(w => w.SchoolId).Select(g => new { g.Key, Open = g.Count(w => w.State < WorkState.Done), Parked = g.Count(w => w.State == WorkState.Parked) }).ToDictionaryAsync(g => g.Key, stop);
        return ([.. schools.Select(s => new SchoolHealth(s.Key, s.Name, s.Brin, feeds.Count(f => f.SchoolId == s.SchoolId), feeds.Count(f => f.SchoolId == s.SchoolId && f.LastDeliveryAt is { } at && now - at > TimeSpan.FromHours(f.LateAfterHours)),
            deliveries.GetValueOrDefault(s.SchoolId)?.All ?? 0, deliveries.GetValueOrDefault(s.SchoolId)?.Refused ?? 0, work.GetValueOrDefault(s.SchoolId)?.Open ?? 0, work.GetValueOrDefault(s.SchoolId)?.Parked ?? 0,
            last.TryGetValue(s.SchoolId, out var when) ? when : null))], backlog);
    }
}
