using Dashboard.Store;

namespace Dashboard.Signalling.Settings;

/// <summary>Who makes a school's release of a tool.</summary>
internal static class DifficultyLockSql
{
    /// <summary>Waits for a node that is making one; until the end of the transaction. The minus keeps it apart from the locks of mapping and fold.</summary>
    public static async Task LockDifficulty(this Session session, int school, int tool, CancellationToken stop)
    {
        await using var command = session.Command("select pg_advisory_xact_lock(-$1, $2)");
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(tool);
        await command.ExecuteNonQueryAsync(stop);
    }
}
