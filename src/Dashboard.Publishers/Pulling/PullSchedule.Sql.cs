using Dashboard.Schools.Feeds;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Pulling;

internal static class PullScheduleSql
{
    /// <summary>Feeds of any school whose moment has come. Only keys; the scope must be the dispatcher's.</summary>
    public static async Task<List<int>> DueSchools(this Session session, DateTimeOffset now, CancellationToken stop)
    {
        await using var select = session.Command("select distinct school_id from pull where next_at <= $1 order by school_id limit 500");
        select.Parameters.AddWithValue(now);
        var schools = new List<int>();
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) schools.Add(rows.GetInt32(0));
        return schools;
    }

    /// <summary>
    /// Turns what is due into ledger work, once: a row that another node holds is passed over, and so is a feed that is off or
    /// whose last fetch is not finished.
    /// </summary>
    /// <returns>How many fetches were put in the ledger.</returns>
    public static async Task<int> Schedule(this Session session, IReadOnlyCollection<int> schools, short schoolYear, DateTimeOffset now, CancellationToken stop)
    {
        var due = new List<(int School, int Tool, int? Every, int? Nightly)>();
        await using (var select = session.Command("""
            select p.school_id, p.tool_id, p.every_minutes, p.nightly_minute from pull p
            join feed f on f.school_id = p.school_id and f.tool_id = p.tool_id and f.state = 1
            where p.school_id = any ($1) and p.next_at <= $2
              and not exists (select 1 from work w where w.school_id = p.school_id and w.state < 3 and w.kind = 50 and w.tool_id = p.tool_id)
            order by p.school_id, p.tool_id for update of p skip locked
            """))
        {
            select.Parameters.AddWithValue(schools.ToArray());
            select.Parameters.AddWithValue(now);
            await using var rows = await select.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
                due.Add((rows.GetInt32(0), rows.GetInt32(1), rows.IsDBNull(2) ? null : rows.GetInt32(2), rows.IsDBNull(3) ? null : rows.GetInt32(3)));
        }
        foreach (var (school, tool, every, nightly) in due)
        {
            await session.Enqueue(WorkKind.Pull, school, tool, schoolYear, [], now, stop);
            await using var update = session.Command("update pull set next_at = $3 where school_id = $1 and tool_id = $2");
            update.Parameters.AddWithValue(school);
            update.Parameters.AddWithValue(tool);
            update.Parameters.AddWithValue(PullTimes.Next(every, nightly, now));
            await update.ExecuteNonQueryAsync(stop);
        }
        return due.Count;
    }
}
