using Dashboard.Contracts;
using Dashboard.Store;

namespace Dashboard.Mapping.Results;

internal static class MatchMovedSql
{
    public static async Task<bool> HasEarlierParts(this Session session, MatchMoved move, CancellationToken stop)
    {
        await using var select = session.Command("select exists (select 1 from work where school_id = $1 and state = 0 and kind in (0, 3) and tool_id = $2 and work_id < $3)");
        select.Parameters.AddWithValue(move.School);
        select.Parameters.AddWithValue(move.Tool);
        select.Parameters.AddWithValue(move.Part);
        return (bool)(await select.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Gives the results of a match from one pupil to another; an empty key is nobody.</summary>
    /// <returns>All results of the match that the receiver has now.</returns>
    public static async Task<List<(Guid Key, int MethodGoal)>> MoveMatch(this Session session, MatchMoved move, CancellationToken stop)
    {
        await using (var update = session.Command("""
            update result r set pupil_id = coalesce((select p.pupil_id from pupil p where p.school_id = $1 and p.key = $6), 0)
            where r.school_id = $1 and r.school_year = $2 and r.tool_id = $3 and r.detail ->> 'match' = $4
              and r.pupil_id = coalesce((select p.pupil_id from pupil p where p.school_id = $1 and p.key = $5), 0)
            """))
        {
            Add(update, move);
            update.Parameters.AddWithValue(move.From);
            update.Parameters.AddWithValue(move.To);
            await update.ExecuteNonQueryAsync(stop);
        }
        await using var select = session.Command("""
            select r.result_key, r.method_goal_id from result r
            where r.school_id = $1 and r.school_year = $2 and r.tool_id = $3 and r.detail ->> 'match' = $4
              and r.pupil_id = coalesce((select p.pupil_id from pupil p where p.school_id = $1 and p.key = $5), 0)
            """);
        Add(select, move);
        select.Parameters.AddWithValue(move.To);
        var moved = new List<(Guid, int)>();
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) moved.Add((rows.GetGuid(0), rows.GetInt32(1)));
        return moved;
    }

    private static void Add(Npgsql.NpgsqlCommand command, MatchMoved move)
    {
        command.Parameters.AddWithValue(move.School);
        command.Parameters.AddWithValue(move.SchoolYear);
        command.Parameters.AddWithValue(move.Tool);
        command.Parameters.AddWithValue(move.Match);
    }
}
