using Dashboard.Store.Tables;

namespace Dashboard.Store.Ledger;

/// <param name="Parts">In flight over all schools.</param>
/// <param name="Bytes">Of their payloads.</param>
/// <param name="PerSchool">Parts in flight of one school.</param>
/// <param name="Schools">Looked at in one turn.</param>
/// <param name="Length">Of a lease.</param>
public sealed record LeaseLimits(int Parts, int Bytes, int PerSchool, int Schools, TimeSpan Length);

/// <summary>Taking open work from the ledger, fairly.</summary>
public static class LeaseSql
{
    /// <summary>A school that has no more than this open, some 200 results, is served at once: it cannot keep anyone waiting.</summary>
    private const int LittleBytes = 16_000;

    /// <summary>
    /// Leases open work: round robin over the schools, beginning after the one that was served last, each school's oldest part first.
    /// Turns are counted in bytes, not in parts: the school with the fewest bytes in flight goes first, so a flood of one school, or of
    /// all the others, keeps nobody waiting for more than what is in flight, also not who sends many small parts among large ones.
    /// Rows that another dispatcher holds are passed over.
    /// </summary>
    /// <param name="session">In the dispatcher's scope.</param>
    /// <param name="limits">What may be in flight.</param>
    /// <param name="after">The school that was served last; 0 at the start.</param>
    /// <param name="now">Leases until then are over.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The work, and the school to begin after next time.</returns>
    public static async Task<(List<Work> Work, int After)> Lease(this Session session, LeaseLimits limits, int after, DateTimeOffset now, CancellationToken stop)
    {
        await using var lease = session.Command("""
            with recursive schools(school_id, turn, round) as (
              select * from (
                select f.school_id, 1, f.round from (
                  (select school_id, 0 as round from work where state < 3 and school_id > $6 order by school_id limit 1) union all
                  (select school_id, 1 from work where state < 3 and school_id <= $6 order by school_id limit 1)) f
                order by f.round limit 1) first
              union all
              select n.school_id, s.turn + 1, n.round from schools s cross join lateral (
                select f.school_id, f.round from (
                  (select w.school_id, s.round from work w where w.state < 3 and w.school_id > s.school_id and w.school_id <= case s.round when 0 then 2147483647 else $6 end order by w.school_id limit 1) union all
                  (select w.school_id, 1 from work w where s.round = 0 and w.state < 3 and w.school_id <= $6 order by w.school_id limit 1)) f
                order by f.round limit 1) n
              where s.turn < $5),
            flying as (select count(*) as parts, coalesce(sum(octet_length(payload)), 0) as bytes from work where state < 3 and lease_until >= $7),
            open as (
              select w.school_id, w.work_id, w.lease_until, w.ahead, s.turn, w.bytes from schools s cross join lateral (
                select school_id, work_id, lease_until, octet_length(payload) as bytes, case when sum(octet_length(payload)) over () <= $8 then 0 else sum(octet_length(payload)) over (order by work_id) - octet_length(payload) end as ahead
                from (select school_id, work_id, lease_until, payload from work where school_id = s.school_id and state < 3 order by work_id limit $4) oldest) w),
            free as (
              select school_id, work_id, ahead, turn, row_number() over turns as place, sum(bytes) over turns - bytes as before
              from open where lease_until < $7 window turns as (order by ahead, turn)),
            locked as (
              select w.school_id, w.work_id, f.ahead, f.turn from work w join free f using (school_id, work_id) cross join flying
              where f.place <= $2 - flying.parts and f.before < $3 - flying.bytes and w.state < 3 and w.lease_until < $7
              order by w.school_id, w.work_id for update of w skip locked)
            update work w set lease_until = $1 from locked l
            where w.school_id = l.school_id and w.work_id = l.work_id
            returning w.school_id, w.work_id, w.kind, w.state, w.failures, w.school_year, w.tool_id, w.delivery_id, w.payload, l.ahead, l.turn
            """);
        lease.Parameters.AddWithValue(now + limits.Length);
        lease.Parameters.AddWithValue((long)limits.Parts);
        lease.Parameters.AddWithValue((long)limits.Bytes);
        lease.Parameters.AddWithValue((long)limits.PerSchool);
        lease.Parameters.AddWithValue(limits.Schools);
        lease.Parameters.AddWithValue(after);
        lease.Parameters.AddWithValue(now);
        lease.Parameters.AddWithValue((long)LittleBytes);
        var work = new List<Work>();
        var last = (Ahead: long.MaxValue, Turn: 0);
        await using var rows = await lease.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            work.Add(new Work
            {
                SchoolId = rows.GetInt32(0), WorkId = rows.GetInt64(1), Kind = (WorkKind)rows.GetInt16(2), State = (WorkState)rows.GetInt16(3),
                Failures = rows.GetInt16(4), SchoolYear = rows.GetInt16(5), ToolId = rows.GetInt32(6),
                DeliveryId = rows.IsDBNull(7) ? null : rows.GetInt64(7), Payload = rows.GetFieldValue<byte[]>(8),
            });
            var (ahead, turn) = (rows.GetInt64(9), rows.GetInt32(10));
            if (ahead < last.Ahead || (ahead == last.Ahead && turn > last.Turn)) (last, after) = ((ahead, turn), rows.GetInt32(0)); // the last of those who had least
        }
        return (work, after);
    }
}
