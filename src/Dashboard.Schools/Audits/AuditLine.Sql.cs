using Dashboard.Store;
using NpgsqlTypes;

namespace Dashboard.Schools.Audits;

/// <summary>
/// Adds a line to a school's audit trail, in the caller's transaction. By plain SQL, because EF reads the new number back and
/// most roles may write the trail but not read it.
/// </summary>
public static class AuditLineSql
{
    /// <param name="session">Has the school in scope.</param>
    /// <param name="school">Whose trail.</param>
    /// <param name="at">When.</param>
    /// <param name="actor">Who: a staff key, or a publisher's key.</param>
    /// <param name="action">What ("delivery-refused").</param>
    /// <param name="subject">On what: an id, never a name.</param>
    /// <param name="detail">JSON, or null.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task WriteAudit(this Session session, int school, DateTimeOffset at, string actor, string action, string? subject, string? detail, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using var insert = session.Command("insert into audit (school_id, at, actor, action, subject, detail) values ($1, $2, $3, $4, $5, $6)");
        insert.Parameters.AddWithValue(school);
        insert.Parameters.AddWithValue(at);
        insert.Parameters.AddWithValue(actor);
        insert.Parameters.AddWithValue(action);
        insert.Parameters.Add(new() { Value = (object?)subject ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        insert.Parameters.Add(new() { Value = (object?)detail ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await insert.ExecuteNonQueryAsync(stop);
    }
}
