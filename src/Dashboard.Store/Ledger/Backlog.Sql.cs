namespace Dashboard.Store.Ledger;

/// <summary>What the ledger still has to do, over all schools. Numbers only.</summary>
/// <param name="Ready">Parts that mapping has not done.</param>
/// <param name="OldestReady">When the oldest of them was committed; null: none.</param>
/// <param name="Mapped">Parts that signalling has not done.</param>
/// <param name="OldestMapped">When the oldest of them was committed; null: none.</param>
/// <param name="Parked">Parts that failed five times: someone has to look.</param>
public sealed record Backlog(long Ready, DateTimeOffset? OldestReady, long Mapped, DateTimeOffset? OldestMapped, long Parked)
{
    public static readonly Backlog None = new(0, null, 0, null, 0);
}

public static class BacklogSql
{
    /// <param name="session">In the dispatcher's scope: it sees the work of every school, and ciphertext only.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<Backlog> ReadBacklog(this Session session, CancellationToken stop)
    {
        await using var command = session.Command("""
            select count(*) filter (where state = 0), min(created_at) filter (where state = 0), count(*) filter (where state in (1, 2)), min(created_at) filter (where state in (1, 2)),
              (select count(*) from work where state = 9)
            from work where state < 3
            """);
        await using var rows = await command.ExecuteReaderAsync(stop);
        await rows.ReadAsync(stop);
        DateTimeOffset? Time(int i) => rows.IsDBNull(i) ? null : rows.GetFieldValue<DateTimeOffset>(i);
        return new Backlog(rows.GetInt64(0), Time(1), rows.GetInt64(2), Time(3), rows.GetInt64(4));
    }
}
