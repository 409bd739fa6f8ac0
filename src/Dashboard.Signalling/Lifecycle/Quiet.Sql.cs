using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>Keeps what Teaching told about follow-ups, and finds the signals whose day has come.</summary>
internal static class QuietSql
{
    /// <summary>Writes the follow-up as it is now: rows of pupils who are no longer in it are over. Older words change nothing.</summary>
    public static async Task SaveQuiet(this Session session, FollowUpChanged told, IReadOnlyCollection<int> pupils, CancellationToken stop)
    {
        await using var save = session.Command("""
            with gone as (
              update signal_quiet set is_over = true, told_at = $6 where school_id = $1 and follow_up_id = $2 and told_at <= $6 and not (pupil_id = any ($3) and method_goal_id = any ($4)))
            insert into signal_quiet as q (school_id, follow_up_id, pupil_id, method_goal_id, starts_on, until, told_at, is_over)
            select $1, $2, p, g, $5, $7, $6, $8 from unnest($3) p cross join unnest($4) g order by p, g
            on conflict (school_id, pupil_id, method_goal_id, follow_up_id) do update set starts_on = excluded.starts_on, until = excluded.until, told_at = excluded.told_at, is_over = excluded.is_over,
              is_back = q.is_back and excluded.until <= q.until
            where q.told_at <= excluded.told_at
            """);
        var p = save.Parameters;
        p.AddWithValue(told.School);
        p.AddWithValue(told.FollowUp);
        p.AddWithValue(pupils.ToArray());
        p.AddWithValue(told.MethodGoals.ToArray());
        p.AddWithValue(told.StartsOn);
        p.AddWithValue(told.ToldAt);
        p.AddWithValue(told.EvaluateOn);
        p.AddWithValue(told.Over);
        await save.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Marks every follow-up whose day has come as back, and gives the open "loopt vast" that were silent because of it.</summary>
    public static async Task<List<Candidate>> TakeBack(this Session session, DateOnly today, CancellationToken stop)
    {
        await using var take = session.Command("""
            with due as (
              select school_id, pupil_id, method_goal_id, follow_up_id from signal_quiet where not is_over and not is_back and until <= $1
              order by 1, 2, 3, 4 for update skip locked),
            back as (
              update signal_quiet q set is_back = true from due
              where (q.school_id, q.pupil_id, q.method_goal_id, q.follow_up_id) = (due.school_id, due.pupil_id, due.method_goal_id, due.follow_up_id)
              returning q.school_id, q.pupil_id, q.method_goal_id)
            select distinct s.school_id, s.pupil_id, s.signal_id, s.method_goal_id, s.provenance, s.raised_at, g.items, g.correct, g.first_at, g.risk
            from back b join signal s using (school_id, pupil_id, method_goal_id) left join goal_state g using (school_id, school_year, pupil_id, method_goal_id)
            where s.state = 0 and s.kind = 1
            """);
        take.Parameters.AddWithValue(today);
        var found = new List<Candidate>();
        await using var rows = await take.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            found.Add(new Candidate(rows.GetInt32(0), rows.GetInt32(1), rows.GetGuid(2), rows.GetInt32(3), SignalKind.Stuck, (Provenance)rows.GetInt16(4), rows.GetFieldValue<DateTimeOffset>(5))
            {
                Occasion = Occasion.Returned, Items = rows.IsDBNull(6) ? 0 : rows.GetInt32(6), Correct = rows.IsDBNull(7) ? 0 : rows.GetInt32(7),
                From = rows.IsDBNull(8) ? rows.GetFieldValue<DateTimeOffset>(5) : rows.GetFieldValue<DateTimeOffset>(8),
                Risk = rows.IsDBNull(9) ? null : rows.GetFloat(9),
            });
        return found;
    }
}
