namespace Dashboard.Store.Ledger;

/// <summary>A piece of work that failed five times.</summary>
/// <param name="Error">As the last failure said it: names no pupil.</param>
public sealed record ParkedWork(long Part, string Kind, DateTimeOffset Since, string Error);

public static class ParkedSql
{
    /// <summary>What is parked of a school, the oldest first.</summary>
    public static async Task<List<ParkedWork>> ReadParked(this Session session, int school, CancellationToken stop)
    {
        await using var command = session.Command("select work_id, kind, created_at, coalesce(error, '') from work where school_id = $1 and state = 9 order by work_id");
        command.Parameters.AddWithValue(school);
        var parked = new List<ParkedWork>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) parked.Add(new ParkedWork(rows.GetInt64(0), ((Tables.WorkKind)rows.GetInt16(1)).ToString(), rows.GetFieldValue<DateTimeOffset>(2), rows.GetString(3)));
        return parked;
    }

    /// <summary>Tries parked work again, from the step at which it failed.</summary>
    /// <param name="part">One piece; null: all of the school.</param>
    /// <returns>How many go again.</returns>
    public static async Task<int> ReplayParked(this Session session, int school, long? part, CancellationToken stop)
    {
        await using var command = session.Command("""
            with again as (
              update work set state = coalesce(parked_from, 0), failures = 0, error = null, parked_from = null, lease_until = 'epoch'
              where school_id = $1 and state = 9 and ($2 = 0 or work_id = $2) returning delivery_id),
            d as (update delivery set state = case when parts_mapped >= parts then 1 else 0 end where school_id = $1 and state = 4 and delivery_id in (select delivery_id from again))
            select count(*)::int from again
            """);
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(part ?? 0L);
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }
}
