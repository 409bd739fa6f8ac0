using Dashboard.Store;

namespace Dashboard.Schools.Keys;

public static class KeyRotationSql
{
    private const int AtATime = 500;

    /// <summary>Every column that holds bytes under a school's key, and who may write it. A test looks whether one is missing.</summary>
    public static readonly IReadOnlyList<(DatabaseRole Role, string Table, string Column)> Sealed =
    [
        (DatabaseRole.Web, "pupil_alias", "value"), (DatabaseRole.Publishers, "waiting_result", "payload"), (DatabaseRole.Publishers, "waiting_result", "reference"), (DatabaseRole.Web, "work", "payload"),
        (DatabaseRole.Web, "school_administration", "sleutel"), (DatabaseRole.Web, "pull", "credential"), (DatabaseRole.Web, "staff", "totp_secret"), (DatabaseRole.Web, "external_login", "shown"),
    ];

    public static async Task<int> SealAnew(this Session session, string table, string column, int school, Func<byte[], byte[]> again, CancellationToken stop)
    {
        var (all, pending) = (0, new List<(string Row, byte[] Bytes)>());
        await using (var read = session.Command($"select ctid::text, {column} from {table} where school_id = $1 and {column} is not null and {column} <> '' for update"))
        {
            read.Parameters.AddWithValue(school);
            await using var rows = await read.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop)) pending.Add((rows.GetString(0), again(rows.GetFieldValue<byte[]>(1))));
        }
        foreach (var page in pending.Chunk(AtATime))
        {
            await using var write = session.Command($"update {table} t set {column} = u.bytes from unnest($2::text[], $3::bytea[]) u(place, bytes) where t.school_id = $1 and t.ctid = u.place::tid");
            write.Parameters.AddWithValue(school);
            write.Parameters.AddWithValue(page.Select(p => p.Row).ToArray());
            write.Parameters.AddWithValue(page.Select(p => p.Bytes).ToArray());
            all += await write.ExecuteNonQueryAsync(stop);
        }
        return all;
    }
}
