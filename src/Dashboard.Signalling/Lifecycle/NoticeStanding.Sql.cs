using Dashboard.Store;
using Dashboard.Store.Tables;
using Npgsql;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>Reads what a decision about notices needs: one round trip, whatever the number of signals.</summary>
internal static class NoticeStandingSql
{
    /// <summary>Open "loopt vast" of before this long has expired.</summary>
    private const int OpenDays = 42;

    private const string Candidates = "unnest($1::int[], $2::int[], $3::int[], $4::date[]) k(school_id, pupil_id, method_goal_id, day)";
    private const string Groups = "select distinct m.school_id, m.group_id, c.day from (select distinct school_id, pupil_id, day from " + Candidates + ") c join membership m using (school_id, pupil_id)";

    /// <param name="session">Where the signals were written.</param>
    /// <param name="candidates">Each school's notices are decided by one transaction at a time, so that the day's number holds.</param>
    /// <param name="dayOf">The day of telling at a school.</param>
    /// <param name="now">The moment.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<Standing> ReadStanding(this Session session, IReadOnlyList<Candidate> candidates, Func<int, DateOnly> dayOf, DateTimeOffset now, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        void Add(string sql, params object[] more)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(new() { Value = candidates.Select(c => c.School).ToArray() });
            command.Parameters.Add(new() { Value = candidates.Select(c => c.Pupil).ToArray() });
            command.Parameters.Add(new() { Value = candidates.Select(c => c.MethodGoal).ToArray() });
            command.Parameters.Add(new() { Value = candidates.Select(c => dayOf(c.School)).ToArray() });
            foreach (var value in more) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }

        // Tools are 1 and up: 0 is the school's own lock. It is taken after every lock on tools, in order.
        Add($"select pg_advisory_xact_lock(school_id, 0) from (select distinct school_id from {Candidates} order by 1) s");
        Add($"""
            with g as ({Groups})
            select g.school_id, g.group_id, m.pupil_id from g join membership m using (school_id, group_id)
            join pupil p using (school_id, pupil_id) where p.left_on is null
            """);
        Add($"""
            with g as ({Groups})
            select n.school_id, n.group_id, count(*)::int from g join notice n using (school_id, group_id)
            where n.on_day = g.day and n.kind = 0 and n.signal_kind = 1 group by 1, 2
            """);
        Add($"""
            with g as ({Groups})
            select n.school_id, n.group_id, n.topic, n.on_day, n.kind, n.on_day = g.day from g join group_notice n using (school_id, group_id)
            where n.on_day > g.day - 30 order by n.on_day
            """);
        Add($"""
            with g as ({Groups}), open as (
              select g.school_id, g.group_id, s.pupil_id, s.method_goal_id from g join membership m using (school_id, group_id)
              join signal s using (school_id, pupil_id) where s.state = 0 and s.kind = 1 and s.raised_at > $5::timestamptz - make_interval(days => {OpenDays}))
            select o.school_id, o.group_id, o.pupil_id, o.method_goal_id, best.key::text from open o
            left join lateral (
              select t.key from goal_link l join goal t using (goal_id)
              where l.method_goal_id = o.method_goal_id and l.status in (1, 2) and (l.school_id is null or l.school_id = o.school_id)
                and (l.school_id is not null or not exists (select 1 from goal_link own where own.method_goal_id = l.method_goal_id and own.goal_id = l.goal_id and own.school_id = o.school_id))
              order by l.school_id is null, l.relation = 4, l.relation, l.status desc, l.link_id limit 1) best on true
            """, now);
        Add($"""
            select distinct on (n.school_id, n.group_id, s.pupil_id, s.method_goal_id) n.school_id, n.group_id, s.pupil_id, s.method_goal_id, n.on_day, n.items, n.risk
            from {Candidates} join signal s using (school_id, pupil_id, method_goal_id) join notice n using (school_id, signal_id)
            where s.kind = 1 and (n.kind = 0 or n.reason = {(int)NoticeReason.GroupSignal}) order by n.school_id, n.group_id, s.pupil_id, s.method_goal_id, n.on_day desc
            """);
        Add($"""
            select s.school_id, s.pupil_id, s.method_goal_id, max((r.at at time zone 'Europe/Amsterdam')::date)
            from {Candidates} join signal s using (school_id, pupil_id, method_goal_id) join reaction r using (school_id, signal_id)
            where r.undone_at is null and r.kind in ({(int)ReactionKind.Wrong}, {(int)ReactionKind.Handled}) group by 1, 2, 3
            """);
        Add($"""
            select q.school_id, q.pupil_id, q.method_goal_id, max(q.until) from {Candidates} join signal_quiet q using (school_id, pupil_id, method_goal_id)
            where not q.is_over and q.starts_on <= k.day and q.until > k.day group by 1, 2, 3
            """);
        Add($"""
            select distinct m.school_id, m.group_id, k.pupil_id, k.method_goal_id, mg.level, coalesce(m.year_group, sg.year_group), t.level
            from {Candidates} join method_goal mg using (method_goal_id) join membership m using (school_id, pupil_id) join school_group sg using (school_id, group_id)
            cross join lateral (
              select t.level from target_level t where t.school_id = k.school_id and t.pupil_id = k.pupil_id and t.domain = mg.domain and t.valid_from <= $5::timestamptz
              order by t.valid_from desc limit 1) t
            where t.level is not null and mg.level is not null
            """, now);
        await using var rows = await batch.ExecuteReaderAsync(stop);
        return await Read(rows, stop);
    }

    private static async Task<Standing> Read(NpgsqlDataReader rows, CancellationToken stop)
    {
        var standing = new Standing();
        var groups = new Dictionary<(int, int), GroupStanding>();
        GroupStanding Group() => groups[(rows.GetInt32(0), rows.GetInt32(1))];
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var key = (rows.GetInt32(0), rows.GetInt32(1));
            if (!groups.TryGetValue(key, out var group)) standing.Groups.Add(groups[key] = group = new GroupStanding { School = key.Item1, Group = key.Item2 });
            group.Pupils.Add(rows.GetInt32(2));
            group.Size++;
        }
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop)) if (groups.ContainsKey((rows.GetInt32(0), rows.GetInt32(1)))) Group().PushedToday += rows.GetInt32(2);
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            if (!groups.ContainsKey((rows.GetInt32(0), rows.GetInt32(1)))) continue;
            var (topic, day, pushed) = (rows.GetString(2), rows.GetFieldValue<DateOnly>(3), rows.GetInt16(4) == (short)NoticeKind.Pushed);
            if (pushed) Group().GroupPushed[topic] = day;
            if (!rows.GetBoolean(5)) continue;
            Group().GroupToday.Add(topic);
            if (pushed) Group().PushedToday++;
        }
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            if (!groups.ContainsKey((rows.GetInt32(0), rows.GetInt32(1))) || !Group().Pupils.Contains(rows.GetInt32(2))) continue;
            if (!rows.IsDBNull(4)) standing.Topics[(rows.GetInt32(0), rows.GetInt32(3))] = rows.GetString(4);
            var topic = standing.TopicOf(rows.GetInt32(0), rows.GetInt32(3));
            (Group().Stuck.TryGetValue(topic, out var pupils) ? pupils : Group().Stuck[topic] = []).Add(rows.GetInt32(2));
        }
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop))
            if (groups.ContainsKey((rows.GetInt32(0), rows.GetInt32(1))))
                Group().Told[(rows.GetInt32(2), rows.GetInt32(3))] = new LastTold(rows.GetFieldValue<DateOnly>(4), rows.GetInt32(5), rows.IsDBNull(6) ? null : rows.GetFloat(6));
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop)) standing.Answered[(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt32(2))] = rows.GetFieldValue<DateOnly>(3);
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop)) standing.Quiet[(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt32(2))] = rows.GetFieldValue<DateOnly>(3);
        await rows.NextResultAsync(stop);
        while (await rows.ReadAsync(stop))
            if (groups.ContainsKey((rows.GetInt32(0), rows.GetInt32(1))) && LevelOfGoal.IsAbove(rows.GetString(4), rows.GetString(5), (TargetLevelKind)rows.GetInt16(6)))
                Group().AboveTarget.Add((rows.GetInt32(2), rows.GetInt32(3)));
        return standing;
    }
}
