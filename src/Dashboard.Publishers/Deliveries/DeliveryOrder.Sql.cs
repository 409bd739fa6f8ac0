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

    /// <summary>The same for deliveries of several publishers.</summary>
    public static async Task Numbering(this Session session, IEnumerable<string> publishers, CancellationToken stop)
    {
        await using var command = session.Command("select pg_advisory_xact_lock_shared($1, h) from (select distinct hashtext(c) h from unnest($2::text[]) c order by h) sorted");
        command.Parameters.AddWithValue(Kind);
        command.Parameters.AddWithValue(publishers.Distinct().ToArray());
        await command.ExecuteNonQueryAsync(stop);
    }

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
