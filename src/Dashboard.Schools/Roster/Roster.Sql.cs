using Dashboard.Store;

namespace Dashboard.Schools.Roster;

internal static class RosterSql
{
    /// <summary>One roster at a time is put in place in a school; held until the transaction ends.</summary>
    public static async Task OneRoster(this Session session, int school, CancellationToken stop)
    {
        await using var command = session.Command("select pg_advisory_xact_lock(hashtext('roster'), $1)");
        command.Parameters.AddWithValue(school);
        await command.ExecuteNonQueryAsync(stop);
    }
}
