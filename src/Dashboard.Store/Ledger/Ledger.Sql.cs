using Dashboard.Store.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Store.Ledger;

/// <summary>
/// The ledger: deliveries and work. It is the backlog; the bus carries only what is leased.
/// Every method works inside the caller's <see cref="Session"/>, so progress commits with the caller's own writes.
/// </summary>
public static class LedgerSql
{
    /// <summary>Writes the delivery and its parts. Returns the ledger number.</summary>
    public static async Task<long> Accept(this Session session, Delivery delivery, IReadOnlyList<byte[]> parts, CancellationToken stop)
    {
        await using var insert = session.Command("""
            with d as (
              insert into delivery (school_id, public_id, client, tool_id, format, school_year, received_at, state, total, rejected, unmatched, parts, problems)
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning delivery_id),
            w as (
              insert into work (school_id, kind, school_year, tool_id, delivery_id, created_at, payload)
              select $1, 0, coalesce($6, 0), coalesce($4, 0), d.delivery_id, $7, p.payload
              from d, unnest($14::bytea[]) with ordinality p(payload, n) order by p.n)
            select delivery_id from d
            """);
        var p = insert.Parameters;
        p.AddWithValue(delivery.SchoolId);
        p.AddWithValue(delivery.PublicId);
        p.AddWithValue(delivery.Client);
        p.Add(new() { Value = (object?)delivery.ToolId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        p.AddWithValue(delivery.Format);
        p.Add(new() { Value = (object?)delivery.SchoolYear ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint });
        p.AddWithValue(delivery.ReceivedAt);
        p.AddWithValue((short)delivery.State);
        p.AddWithValue(delivery.Total);
        p.AddWithValue(delivery.Rejected);
        p.AddWithValue(delivery.Unmatched);
        p.AddWithValue(parts.Count);
        p.Add(new() { Value = (object?)delivery.Problems ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        p.AddWithValue(parts as byte[][] ?? [.. parts]);
        return (long)(await insert.ExecuteScalarAsync(stop))!;
    }

    /// <summary>
    /// Writes many deliveries with their parts and waiting results in one statement, each only if its feed is on at this moment,
    /// in the order given.
    /// </summary>
    /// <returns>The public ids of those that were written.</returns>
    public static async Task<HashSet<Guid>> AcceptMany(this Session session, IReadOnlyList<(Delivery Delivery, IReadOnlyList<byte[]> Parts, IReadOnlyList<WaitingResult> Waiting)> all, CancellationToken stop)
    {
        await using var insert = session.Command("""
            with d as (
              insert into delivery (school_id, public_id, client, tool_id, format, school_year, received_at, state, total, rejected, unmatched, parts, problems)
              select u.school_id, u.public_id, u.client, u.tool_id, u.format, u.school_year, u.received_at, u.state, u.total, u.rejected, u.unmatched, u.parts, u.problems::jsonb
              from unnest($1::int[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::smallint[], $7::timestamptz[], $8::smallint[], $9::int[], $10::int[], $11::int[], $12::text[], $22::int[])
                with ordinality u(school_id, public_id, client, tool_id, format, school_year, received_at, state, total, unmatched, parts, problems, rejected, n)
              join feed f on f.school_id = u.school_id and f.tool_id = u.tool_id and f.state = 1
              order by u.n
              returning school_id, delivery_id, public_id, tool_id, school_year, received_at),
            w as (
              insert into work (school_id, kind, school_year, tool_id, delivery_id, created_at, payload)
              select d.school_id, 0, d.school_year, d.tool_id, d.delivery_id, d.received_at, p.payload
              from unnest($13::uuid[], $14::bytea[]) with ordinality p(public_id, payload, n) join d using (public_id) order by p.n),
            q as (
              insert into waiting_result (school_id, delivery_id, tool_id, school_year, alias_hash, other_hash, payload, received_at, reason, more_hashes, reference)
              select d.school_id, d.delivery_id, d.tool_id, d.school_year, p.alias_hash, p.other_hash, p.payload, d.received_at, p.reason, p.more_hashes, p.reference
              from unnest($15::uuid[], $16::bytea[], $17::bytea[], $18::bytea[], $19::smallint[], $20::bytea[], $21::bytea[])
                with ordinality p(public_id, alias_hash, other_hash, payload, reason, more_hashes, reference, n) join d using (public_id) order by p.n)
            select public_id from d
            """);
        var p = insert.Parameters;
        p.AddWithValue(all.Select(a => a.Delivery.SchoolId).ToArray());
        p.AddWithValue(all.Select(a => a.Delivery.PublicId).ToArray());
        p.AddWithValue(all.Select(a => a.Delivery.Client).ToArray());
        p.AddWithValue(all.Select(a => a.Delivery.ToolId ?? 0).ToArray());
        p.AddWithValue(all.Select(a => a.Delivery.Format).ToArray());
        p.AddWithValue(all.Select(a => a.Delivery.SchoolYear ?? (short)0).ToArray());
        p.AddWithValue(all.Select(a => a.Delivery.ReceivedAt).ToArray());
        p.AddWithValue(all.Select(a => (short)a.Delivery.State).ToArray());
        p.AddWithValue(all.Select(a => a.Delivery.Total).ToArray());
        p.AddWithValue(all.Select(a => a.Delivery.Unmatched).ToArray());
        p.AddWithValue(all.Select(a => a.Parts.Count).ToArray());
        p.Add(new() { Value = all.Select(a => a.Delivery.Problems).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var parts = all.SelectMany(a => a.Parts.Select(part => (a.Delivery.PublicId, part))).ToArray();
        p.AddWithValue(parts.Select(x => x.PublicId).ToArray());
        p.AddWithValue(parts.Select(x => x.part).ToArray());
        var waiting = all.SelectMany(a => a.Waiting.Select(w => (a.Delivery.PublicId, Result: w))).ToArray();
        p.AddWithValue(waiting.Select(x => x.PublicId).ToArray());
        p.AddWithValue(waiting.Select(x => x.Result.AliasHash).ToArray());
        p.Add(new() { Value = waiting.Select(x => x.Result.OtherHash).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        p.AddWithValue(waiting.Select(x => x.Result.Payload).ToArray());
        p.AddWithValue(waiting.Select(x => (short)x.Result.Reason).ToArray());
        p.Add(new() { Value = waiting.Select(x => x.Result.MoreHashes).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        p.Add(new() { Value = waiting.Select(x => x.Result.Reference).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        p.AddWithValue(all.Select(a => a.Delivery.Rejected).ToArray());
        var written = new HashSet<Guid>();
        await using var rows = await insert.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) written.Add(rows.GetGuid(0));
        return written;
    }

    /// <summary>Adds other work, in the transaction that causes it.</summary>
    public static async Task Enqueue(this Session session, WorkKind kind, int school, int tool, short schoolYear, byte[] payload, DateTimeOffset now, CancellationToken stop)
    {
        await using var insert = session.Command("insert into work (school_id, kind, school_year, tool_id, created_at, payload) values ($1, $2, $3, $4, $5, $6)");
        insert.Parameters.AddWithValue(school);
        insert.Parameters.AddWithValue((short)kind);
        insert.Parameters.AddWithValue(schoolYear);
        insert.Parameters.AddWithValue(tool);
        insert.Parameters.AddWithValue(now);
        insert.Parameters.AddWithValue(payload);
        await insert.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Keeps a lease for work that takes longer than one.</summary>
    public static async Task Renew(this Session session, int school, long part, DateTimeOffset until, CancellationToken stop)
    {
        await using var update = session.Command("update work set lease_until = $3 where school_id = $1 and work_id = $2 and state < 3");
        update.Parameters.AddWithValue(school);
        update.Parameters.AddWithValue(part);
        update.Parameters.AddWithValue(until);
        await update.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Locks the parts in key order and tells their state; a part that is gone is absent.</summary>
    public static async Task<Dictionary<(int School, long Part), WorkState>> LockParts(this Session session, IReadOnlyCollection<(int School, long Part)> parts, CancellationToken stop)
    {
        await using var select = session.Command("""
            select w.school_id, w.work_id, w.state from work w
            join unnest($1::int[], $2::bigint[]) k(school_id, work_id) using (school_id, work_id)
            order by w.school_id, w.work_id for update of w
            """);
        AddKeys(select, parts);
        var states = new Dictionary<(int, long), WorkState>();
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) states[(rows.GetInt32(0), rows.GetInt64(1))] = (WorkState)rows.GetInt16(2);
        return states;
    }

    /// <summary>Moves parts on. Done parts of a delivery count there; the last one makes the delivery signalled.</summary>
    public static async Task Advance(this Session session, IReadOnlyCollection<(int School, long Part)> parts, WorkState to, CancellationToken stop)
    {
        if (parts.Count == 0) return;
        await using var update = session.Command("""
            update work w set state = $3, failures = 0, error = null
            from unnest($1::int[], $2::bigint[]) k(school_id, work_id)
            where w.school_id = k.school_id and w.work_id = k.work_id and w.state < $3
            """);
        AddKeys(update, parts);
        update.Parameters.AddWithValue((short)to);
        await update.ExecuteNonQueryAsync(stop);
        if (to != WorkState.Signalled) return;
        await using var count = session.Command("""
            update delivery d set parts_done = d.parts_done + c.n, state = case when d.parts_done + c.n >= d.parts then 2 else d.state end
            from (select w.school_id, w.delivery_id, count(*)::int as n
                  from work w join unnest($1::int[], $2::bigint[]) k(school_id, work_id) using (school_id, work_id)
                  where w.delivery_id is not null and w.kind = 0 group by 1, 2 order by 1, 2) c
            where d.school_id = c.school_id and d.delivery_id = c.delivery_id
            """);
        AddKeys(count, parts);
        await count.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Notes a failure and gives the lease back after a pause; the fifth failure parks the part, visible and replayable.</summary>
    /// <returns>True when the part is now parked.</returns>
    public static async Task<bool> Fail(this Session session, int school, long part, string error, DateTimeOffset now, CancellationToken stop)
    {
        await using var update = session.Command("""
            update work set failures = failures + 1, error = $3, lease_until = $4 + make_interval(secs => power(2, failures)),
              parked_from = case when failures >= 4 then state end, state = case when failures >= 4 then 9 else state end
            where school_id = $1 and work_id = $2 and state < 3 returning state, delivery_id
            """);
        update.Parameters.AddWithValue(school);
        update.Parameters.AddWithValue(part);
        update.Parameters.AddWithValue(error);
        update.Parameters.AddWithValue(now);
        long? delivery = null;
        var parked = false;
        await using (var rows = await update.ExecuteReaderAsync(stop))
            if (await rows.ReadAsync(stop))
            {
                parked = rows.GetInt16(0) == (short)WorkState.Parked;
                delivery = rows.IsDBNull(1) ? null : rows.GetInt64(1);
            }
        if (!parked || delivery is null) return parked;
        await using var mark = session.Command("update delivery set state = 4 where school_id = $1 and delivery_id = $2");
        mark.Parameters.AddWithValue(school);
        mark.Parameters.AddWithValue(delivery.Value);
        await mark.ExecuteNonQueryAsync(stop);
        return true;
    }

    /// <summary>Ends every lease: only where one process does all the work, when it starts.</summary>
    public static async Task EndLeases(this Session session, CancellationToken stop)
    {
        await using var update = session.Command("update work set lease_until = 'epoch' where state < 3 and lease_until > 'epoch'");
        await update.ExecuteNonQueryAsync(stop);
    }

    private static void AddKeys(NpgsqlCommand command, IReadOnlyCollection<(int School, long Part)> parts)
    {
        var sorted = parts.Distinct().OrderBy(p => p.School).ThenBy(p => p.Part).ToArray();
        command.Parameters.AddWithValue(sorted.Select(p => p.School).ToArray());
        command.Parameters.AddWithValue(sorted.Select(p => p.Part).ToArray());
    }
}
