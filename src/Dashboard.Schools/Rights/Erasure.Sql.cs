using Dashboard.Store;
using Dashboard.Store.Tables;
using NpgsqlTypes;

namespace Dashboard.Schools.Rights;

internal static class ErasureSql
{
    /// <summary>Takes a pupil out of every table; with a request it leaves tombstones, so that it stays so.</summary>
    /// <returns>Rows per table as JSON; null: there is no such pupil.</returns>
    public static async Task<string?> ErasePupil(this Session session, int school, int pupil, Guid? request, DateTimeOffset at, CancellationToken stop)
    {
        await using var command = session.Command("select erase_pupil($1, $2, $3, $4)");
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(pupil);
        command.Parameters.Add(new() { Value = (object?)request ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.AddWithValue(at);
        return await command.ExecuteScalarAsync(stop) as string;
    }

    /// <summary>Takes away what is past its term.</summary>
    /// <returns>Rows per table as JSON.</returns>
    public static async Task<string> Expire(this Session session, int school, RetentionKind kind, DateTimeOffset before, CancellationToken stop)
    {
        await using var command = session.Command("select expire_rows($1, $2::smallint, $3)");
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue((short)kind);
        command.Parameters.AddWithValue(before);
        return (string)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>A page of the school's ledger work, locked so that nobody works on it meanwhile.</summary>
    public static async Task<List<(long Id, WorkKind Kind, byte[] Payload)>> LockWork(this Session session, int school, long after, int limit, CancellationToken stop)
    {
        await using var command = session.Command("select work_id, kind, payload from work where school_id = $1 and work_id > $2 order by work_id limit $3 for update");
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(limit);
        var page = new List<(long, WorkKind, byte[])>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) page.Add((rows.GetInt64(0), (WorkKind)rows.GetInt16(1), rows.GetFieldValue<byte[]>(2)));
        return page;
    }

    public static async Task RewriteWork(this Session session, int school, IReadOnlyCollection<(long Id, byte[] Payload)> changed, CancellationToken stop)
    {
        if (changed.Count == 0) return;
        await using var command = session.Command("update work w set payload = u.payload from unnest($2::bigint[], $3::bytea[]) u(work_id, payload) where w.school_id = $1 and w.work_id = u.work_id");
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(changed.Select(c => c.Id).ToArray());
        command.Parameters.Add(new() { Value = changed.Select(c => c.Payload).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await command.ExecuteNonQueryAsync(stop);
    }
}
