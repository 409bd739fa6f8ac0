using Dashboard.Store;

namespace Dashboard.Schools.Roster;

internal static class AliasMatchesSql
{
    /// <summary>In which tools and school years a pupil (0: nobody) has results that came by this match.</summary>
    public static async Task<List<(int Tool, short Year)>> ResultsOf(this Session session, int school, int pupil, string match, CancellationToken stop)
    {
        await using var select = session.Command("select distinct tool_id, school_year from result where school_id = $1 and pupil_id = $2 and detail ->> 'match' = $3 order by 1, 2");
        select.Parameters.AddWithValue(school);
        select.Parameters.AddWithValue(pupil);
        select.Parameters.AddWithValue(match);
        var found = new List<(int, short)>();
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) found.Add((rows.GetInt32(0), rows.GetInt16(1)));
        return found;
    }

    /// <summary>Matches that were undone and not made again, with the results of a tool that wait for them.</summary>
    public static async Task<List<(byte[] Hash, int Results, DateTimeOffset Since)>> Orphans(this Session session, int school, int tool, CancellationToken stop)
    {
        await using var select = session.Command("""
            select decode(r.detail ->> 'match', 'hex'), count(*)::int, min(r.taken_at) from result r
            where r.school_id = $1 and r.pupil_id = 0 and r.tool_id = $2 and r.detail ->> 'match' is not null
              and not exists (select 1 from pupil_alias a where a.school_id = $1 and a.valid_until is null and a.hash = decode(r.detail ->> 'match', 'hex'))
            group by 1 order by 2 desc limit 100
            """);
        select.Parameters.AddWithValue(school);
        select.Parameters.AddWithValue(tool);
        var found = new List<(byte[], int, DateTimeOffset)>();
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) found.Add((rows.GetFieldValue<byte[]>(0), rows.GetInt32(1), rows.GetFieldValue<DateTimeOffset>(2)));
        return found;
    }
}
