using System.Runtime.CompilerServices;
using Dashboard.Store;

namespace Dashboard.Schools.Exit;

internal static class SchoolExitSql
{
    /// <summary>Every table that has rows of schools: a new one is there by itself.</summary>
    public static async Task<List<string>> SchoolTables(this Session session, CancellationToken stop)
    {
        await using var command = session.Command("""
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped
            where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1
            """);
        var tables = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) tables.Add(rows.GetString(0));
        return tables;
    }

    /// <summary>Passwords, second factors and hashes of keys are of no use to anybody and stay out.</summary>
    public static async IAsyncEnumerable<string> RowsAsJson(this Session session, string table, int school, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = session.Command($"select (to_jsonb(t) - array['password_hash', 'totp_secret', 'key_hash', 'code_hash', 'subject_hash', 'shown', 'sleutel', 'credential', 'salt', 'born'])::text from {table} t where school_id = $1");
        command.Parameters.AddWithValue(school);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) yield return rows.GetString(0);
    }

    public static async Task<string> DestroySchool(this Session session, int school, CancellationToken stop)
    {
        await using var command = session.Command("select destroy_school($1)");
        command.Parameters.AddWithValue(school);
        return (string)(await command.ExecuteScalarAsync(stop))!;
    }
}
