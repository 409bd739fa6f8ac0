using System.Runtime.CompilerServices;
using Dashboard.Store;

namespace Dashboard.Schools.Audits;

/// <summary>One line as it is sealed: what it was about only as a digest, so that it can be made nameless later.</summary>
public sealed record SealedLine(long Id, DateTimeOffset At, string Actor, string Action, byte[] Digest);

public static class AuditSealsSql
{
    /// <summary>Gives every line that is complete the number of a batch.</summary>
    public static async Task<long> SealLines(this Session session, int school, int number, CancellationToken stop)
    {
        await using var command = session.Command("select seal_audit_lines($1, $2)");
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(number);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    public static async IAsyncEnumerable<SealedLine> ReadSealed(this Session session, int school, int number, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = session.Command("""
            select audit_id, at, actor, action, coalesce(digest, sha256(convert_to(salt::text || coalesce(subject, '') || E'\n' || coalesce(detail::text, ''), 'UTF8')))
            from audit where school_id = $1 and seal = $2 order by audit_id
            """);
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(number);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            yield return new SealedLine(rows.GetInt64(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetString(2), rows.GetString(3), rows.IsDBNull(4) ? [] : rows.GetFieldValue<byte[]>(4));
    }

    /// <summary>Lines about this pupil, and about what hangs on it, stay; the keys go. The chain still holds.</summary>
    public static async Task<long> MakeNameless(this Session session, int school, string pupil, string[] about, CancellationToken stop)
    {
        await using var command = session.Command("select make_audit_nameless($1, $2, $3)");
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(pupil);
        command.Parameters.AddWithValue(about);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Destroys whole batches of which every line is older.</summary>
    public static async Task<long> PruneAudit(this Session session, int school, DateTimeOffset before, CancellationToken stop)
    {
        await using var command = session.Command("select prune_audit_lines($1, $2)");
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(before);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}
