using Dashboard.Store;

namespace Dashboard.Publishers.Deliveries;

internal static class WaitingReadySql
{
    /// <summary>The oldest waiting results whose pupil the school knows now, by any of their outside names, and whose year it allows.</summary>
    public static async Task<long[]> ReadyToReplay(this Session session, int school, int limit, CancellationToken stop)
    {
        await using var select = session.Command("""
            select w.waiting_id from waiting_result w
            where w.school_id = $1
              and (w.reason = 0 or exists (select 1 from feed f where f.school_id = $1 and f.tool_id = w.tool_id and f.previous_years))
              and (w.alias_hash = ''::bytea
                or exists (select 1 from pupil_alias a where a.school_id = $1 and a.valid_until is null and a.hash = w.alias_hash)
                or exists (select 1 from pupil_alias a where a.school_id = $1 and a.valid_until is null and a.hash = w.other_hash)
                or (w.more_hashes is not null and exists (select 1 from pupil_alias a where a.school_id = $1 and a.valid_until is null
                      and a.hash in (select substring(w.more_hashes from i * 16 + 1 for 16) from generate_series(0, length(w.more_hashes) / 16 - 1) i))))
            order by w.waiting_id limit $2
            """);
        select.Parameters.AddWithValue(school);
        select.Parameters.AddWithValue(limit);
        var ready = new List<long>();
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) ready.Add(rows.GetInt64(0));
        return [.. ready];
    }
}
