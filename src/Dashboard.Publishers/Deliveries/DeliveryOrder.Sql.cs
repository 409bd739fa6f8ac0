using Dashboard.Store;

namespace Dashboard.Publishers.Deliveries;

/// <summary>
/// Makes the ledger number a cursor that misses nothing. Numbers are given before a transaction commits, so a lower one may
/// become visible after a higher one; a reader therefore waits until every delivery of its publisher that has a number is there.
/// </summary>
internal static class DeliveryOrderSql
{
    private const int Kind = 0x64656c76; // "delv"

    /// <summary>Before a delivery gets its number; held until the transaction ends. Writers do not wait for each other.</summary>
    public static Task Numbering(this Session session, string publisher, CancellationToken stop) => Lock(session, "pg_advisory_xact_lock_shared", publisher, stop);

    /// <summary>Before the numbers are read.</summary>
    public static Task Numbered(this Session session, string publisher, CancellationToken stop) => Lock(session, "pg_advisory_xact_lock", publisher, stop);

    private static async Task Lock(Session session, string function, string publisher, CancellationToken stop)
    {
        await using var command = session.Command($"select {function}($1, hashtext($2))");
        command.Parameters.AddWithValue(Kind);
        command.Parameters.AddWithValue(publisher);
        await command.ExecuteNonQueryAsync(stop);
    }
}
