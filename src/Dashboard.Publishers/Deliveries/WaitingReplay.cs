using Dashboard.Contracts;
using Dashboard.Schools.Audits;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Publishers.Deliveries;

/// <summary>
/// After a roster or alias came in: results that waited for their pupil become new parts of the deliveries they came with,
/// under the ledger number they had, so that a correction that came later stays later. (CI-23)
/// </summary>
public sealed class WaitingReplay(Database database, PartPayload payloads, DispatcherSignal wake, TimeProvider clock)
{
    private const int AtATime = 2000;

    public async Task Run(Work work, CancellationToken stop)
    {
        while (await ReleaseSome(work.SchoolId, stop) == AtATime) { }
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(work.SchoolId), stop);
        await session.Advance([(work.SchoolId, work.WorkId)], WorkState.Done, stop);
        await session.Commit(stop);
        wake.Set();
    }

    private async Task<int> ReleaseSome(int school, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(school), stop);
        var tables = session.Tables;
        var ids = await session.ReadyToReplay(school, AtATime, stop);
        var ready = await tables.WaitingResults.Where(w => w.SchoolId == school && ids.Contains(w.WaitingId)).OrderBy(w => w.WaitingId).ToListAsync(stop);
        var known = new Dictionary<int, Dictionary<string, KnownPupil>>();
        foreach (var tool in ready.GroupBy(w => w.ToolId)) known[tool.Key] = await AliasesSql.Resolve(database, DatabaseRole.Publishers, school, tool.Key, [.. tool.SelectMany(Hashes)], stop);
        foreach (var delivery in ready.GroupBy(w => (w.DeliveryId, w.ToolId, w.SchoolYear)))
        {
            var (results, left, pupils) = (new List<Result>(), new List<DeliveryProblem>(), known[delivery.Key.ToolId]);
            foreach (var one in delivery)
            {
                var opened = payloads.Open(school, one.Payload, ContractsJson.Default.ListResult);
                var hash = Hashes(one).Select(Convert.ToHexString).FirstOrDefault(pupils.ContainsKey);
                foreach (var result in opened)
                    if (hash is not null) (result.Pupil, result.Match) = (pupils[hash].Key, pupils[hash].Matched ? hash : null);
                // What the school decided meanwhile about groups and days counts here too.
                foreach (var result in opened)
                    if (hash is not null && FeedLimits.Out(result, pupils[hash]) is { } why) left.Add(why);
                    else results.Add(result);
            }
            if (left.Count > 0)
            {
                var came = await tables.Deliveries.AsNoTracking().SingleAsync(d => d.SchoolId == school && d.DeliveryId == delivery.Key.DeliveryId, stop);
                await session.WriteAudit(school, clock.GetUtcNow(), came.Client, FeedLimits.Audited, came.PublicId.ToString(), FeedLimits.Counts(left), stop);
            }
            foreach (var part in results.Chunk(Intake.PartSize))
                tables.Work.Add(new Work
                {
                    SchoolId = school, Kind = WorkKind.Replayed, SchoolYear = delivery.Key.SchoolYear, ToolId = delivery.Key.ToolId,
                    DeliveryId = delivery.Key.DeliveryId, CreatedAt = clock.GetUtcNow(), LeaseUntil = DateTimeOffset.UnixEpoch,
                    Payload = payloads.Seal(school, [.. part], ContractsJson.Default.ListResult),
                });
        }
        tables.WaitingResults.RemoveRange(ready);
        await tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return ready.Count;
    }

    /// <summary>Best first; a withdrawal has none.</summary>
    private static IEnumerable<byte[]> Hashes(WaitingResult one) =>
        new[] { one.AliasHash, one.OtherHash }.OfType<byte[]>().Where(h => h.Length > 0).Concat((one.MoreHashes ?? []).Chunk(16));
}
