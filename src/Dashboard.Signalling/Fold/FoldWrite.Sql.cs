using System.Text.Json;
using Dashboard.Contracts;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Npgsql;

namespace Dashboard.Signalling.Fold;

/// <summary>Writes what a batch of folds came to; a row that would not change is not written.</summary>
internal static class FoldWriteSql
{
    public static async Task SaveTracks(this Session session, IReadOnlyCollection<FoldUnit> units, CancellationToken stop)
    {
        var tracks = units.SelectMany(u => u.NewTracks.Values).OrderBy(t => (t.SchoolId, t.SchoolYear, t.PupilId, t.ToolId)).ThenBy(t => t.Domain, StringComparer.Ordinal).ToArray();
        await using var update = session.Command("""
            insert into track as t (school_id, school_year, pupil_id, tool_id, domain, theta, n_theta, last_at, last_sequence, last_key)
            select * from unnest($1::int[], $2::smallint[], $3::int[], $4::int[], $5::text[], $6::float8[], $7::float8[], $8::timestamptz[], $9::bigint[], $10::uuid[])
            on conflict (school_id, school_year, pupil_id, tool_id, domain) do update set
              theta = excluded.theta, n_theta = excluded.n_theta, last_at = excluded.last_at, last_sequence = excluded.last_sequence, last_key = excluded.last_key
            where (t.theta, t.n_theta, t.last_at, t.last_key) is distinct from (excluded.theta, excluded.n_theta, excluded.last_at, excluded.last_key)
            """);
        FoldSql.AddUnits(update, [.. tracks.Select(t => new UnitKey(t.SchoolId, t.SchoolYear, t.PupilId, t.ToolId))]);
        var p = update.Parameters;
        p.AddWithValue(tracks.Select(t => t.Domain).ToArray());
        p.AddWithValue(tracks.Select(t => t.Theta).ToArray());
        p.AddWithValue(tracks.Select(t => t.NTheta).ToArray());
        p.AddWithValue(tracks.Select(t => t.LastAt).ToArray());
        p.AddWithValue(tracks.Select(t => t.LastSequence).ToArray());
        p.AddWithValue(tracks.Select(t => t.LastKey).ToArray());
        await update.ExecuteNonQueryAsync(stop);

        var gone = units.Where(u => u.Refold).SelectMany(u => u.Tracks.Keys.Except(u.NewTracks.Keys).Select(d => (u.Key, Domain: d))).ToArray();
        if (gone.Length == 0) return;
        await using var delete = session.Command("""
            delete from track t using unnest($1::int[], $2::smallint[], $3::int[], $4::int[], $5::text[]) k(s, y, p, t, d)
            where (t.school_id, t.school_year, t.pupil_id, t.tool_id, t.domain) = (k.s, k.y, k.p, k.t, k.d)
            """);
        FoldSql.AddUnits(delete, [.. gone.Select(g => g.Key)]);
        delete.Parameters.AddWithValue(gone.Select(g => g.Domain).ToArray());
        await delete.ExecuteNonQueryAsync(stop);
    }

    public static async Task SaveGoals(this Session session, IReadOnlyCollection<FoldUnit> units, CancellationToken stop)
    {
        var goals = units.SelectMany(u => u.Goals.Values.Select(g => (u.Key, State: g)))
            .OrderBy(g => (g.Key.School, g.Key.Year, g.Key.Pupil, g.State.MethodGoalId)).ToArray();
        await using var upsert = session.Command("""
            insert into goal_state as g (school_id, school_year, pupil_id, method_goal_id, n, wrong, a, b, streak, rating_base, rating_base_at, rating_last, rating_exercises, rating_items,
              good_exercises, last_good_on, flags, first_at, last_at, evidence_at, skipped_at, not_offered_at, harder_at, exercises, items, correct, seconds, explanation_seconds, wrong_run, wrong_since, risk, expected_at_start)
            select * from unnest($1::int[], $2::smallint[], $3::int[], $4::int[], $5::float8[], $6::float8[], $7::float8[], $8::float8[], $9::float8[], $10::float8[], $11::timestamptz[],
              $12::float8[], $13::int[], $14::int[], $15::smallint[], $16::date[], $17::smallint[], $18::timestamptz[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[], $22::timestamptz[],
              $23::timestamptz[], $24::int[], $25::int[], $26::int[], $27::int[], $28::int[], $29::real[], $30::real[], $31::real[], $32::real[])
            on conflict (school_id, school_year, pupil_id, method_goal_id) do update set
              n = excluded.n, wrong = excluded.wrong, a = excluded.a, b = excluded.b, streak = excluded.streak, rating_base = excluded.rating_base, rating_base_at = excluded.rating_base_at,
              rating_last = excluded.rating_last, rating_exercises = excluded.rating_exercises, rating_items = excluded.rating_items, good_exercises = excluded.good_exercises,
              last_good_on = excluded.last_good_on, flags = excluded.flags, first_at = excluded.first_at, last_at = excluded.last_at, evidence_at = excluded.evidence_at,
              skipped_at = excluded.skipped_at, not_offered_at = excluded.not_offered_at, harder_at = excluded.harder_at, exercises = excluded.exercises, items = excluded.items,
              correct = excluded.correct, seconds = excluded.seconds, explanation_seconds = excluded.explanation_seconds,
              wrong_run = excluded.wrong_run, wrong_since = excluded.wrong_since, risk = excluded.risk, expected_at_start = excluded.expected_at_start
            where g is distinct from excluded
            """);
        var p = upsert.Parameters;
        p.AddWithValue(goals.Select(g => g.Key.School).ToArray());
        p.AddWithValue(goals.Select(g => g.Key.Year).ToArray());
        p.AddWithValue(goals.Select(g => g.Key.Pupil).ToArray());
        p.AddWithValue(goals.Select(g => g.State.MethodGoalId).ToArray());
        p.AddWithValue(goals.Select(g => g.State.N).ToArray());
        p.AddWithValue(goals.Select(g => g.State.Wrong).ToArray());
        p.AddWithValue(goals.Select(g => g.State.A).ToArray());
        p.AddWithValue(goals.Select(g => g.State.B).ToArray());
        p.AddWithValue(goals.Select(g => g.State.Streak).ToArray());
        p.AddWithValue(goals.Select(g => g.State.RatingBase).ToArray());
        p.AddWithValue(goals.Select(g => g.State.RatingBaseAt).ToArray());
        p.AddWithValue(goals.Select(g => g.State.RatingLast).ToArray());
        p.AddWithValue(goals.Select(g => g.State.RatingExercises).ToArray());
        p.AddWithValue(goals.Select(g => g.State.RatingItems).ToArray());
        p.AddWithValue(goals.Select(g => g.State.GoodExercises).ToArray());
        p.AddWithValue(goals.Select(g => g.State.LastGoodOn).ToArray());
        p.AddWithValue(goals.Select(g => (short)g.State.Flags).ToArray());
        p.AddWithValue(goals.Select(g => g.State.FirstAt).ToArray());
        p.AddWithValue(goals.Select(g => g.State.LastAt).ToArray());
        p.AddWithValue(goals.Select(g => g.State.EvidenceAt).ToArray());
        p.AddWithValue(goals.Select(g => g.State.SkippedAt).ToArray());
        p.AddWithValue(goals.Select(g => g.State.NotOfferedAt).ToArray());
        p.AddWithValue(goals.Select(g => g.State.HarderAt).ToArray());
        p.AddWithValue(goals.Select(g => g.State.Exercises).ToArray());
        p.AddWithValue(goals.Select(g => g.State.Items).ToArray());
        p.AddWithValue(goals.Select(g => g.State.Correct).ToArray());
        p.AddWithValue(goals.Select(g => g.State.Seconds).ToArray());
        p.AddWithValue(goals.Select(g => g.State.ExplanationSeconds).ToArray());
        p.AddWithValue(goals.Select(g => g.State.WrongRun).ToArray());
        p.AddWithValue(goals.Select(g => g.State.WrongSince).ToArray());
        p.AddWithValue(goals.Select(g => g.State.Risk).ToArray());
        p.AddWithValue(goals.Select(g => g.State.ExpectedAtStart).ToArray());
        await upsert.ExecuteNonQueryAsync(stop);

        var gone = units.Where(u => u.Refold).SelectMany(u => u.StoredGoals.Where(g => !u.Goals.ContainsKey(g.MethodGoalId)).Select(g => (u.Key, g.MethodGoalId))).ToArray();
        if (gone.Length == 0) return;
        await using var delete = session.Command("""
            delete from goal_state g using unnest($1::int[], $2::smallint[], $3::int[], $4::int[]) k(s, y, p, m)
            where (g.school_id, g.school_year, g.pupil_id, g.method_goal_id) = (k.s, k.y, k.p, k.m)
            """);
        FoldSql.AddUnits(delete, [.. gone.Select(g => g.Key with { Tool = g.MethodGoalId })]);
        await delete.ExecuteNonQueryAsync(stop);
    }

    /// <summary>
    /// Signals that the fold raised or ended; in a refold, stored ones that it no longer knows are withdrawn with their reason,
    /// and one that it knows again is active again (same id).
    /// </summary>
    /// <returns>Ids of signals that were not there before.</returns>
    public static async Task<HashSet<Guid>> SaveSignals(this Session session, IReadOnlyCollection<FoldUnit> units, DateTimeOffset now, CancellationToken stop)
    {
        var signals = units.SelectMany(u => u.Episodes.Where(e => e.Stored is null).Select(e => (u.Key, Id: e.Id(u.Key.School, u.Key.Pupil), Episode: e))).DistinctBy(s => s.Id).OrderBy(s => s.Key.School).ThenBy(s => s.Id).ToArray();
        var added = new HashSet<Guid>();
        if (signals.Length > 0)
        {
            await using var upsert = session.Command("""
                insert into signal as s (school_id, signal_id, school_year, pupil_id, tool_id, method_goal_id, kind, provenance, state, raised_at, ended_at, end_reason, changed_at, event_key, rule, rule_version, evidence)
                select school_id, signal_id, school_year, pupil_id, tool_id, method_goal_id, kind, provenance, state, raised_at, ended_at, end_reason, $16, event_key, rule, rule_version, evidence::jsonb
                from unnest($1::int[], $2::smallint[], $3::int[], $4::int[], $5::uuid[], $6::int[], $7::smallint[], $8::smallint[], $9::smallint[], $10::timestamptz[], $11::timestamptz[],
                  $12::smallint[], $13::uuid[], $14::text[], $15::text[], $17::text[])
                  u(school_id, school_year, pupil_id, tool_id, signal_id, method_goal_id, kind, provenance, state, raised_at, ended_at, end_reason, event_key, rule, rule_version, evidence)
                on conflict (school_id, signal_id) do update set state = excluded.state, raised_at = excluded.raised_at, ended_at = excluded.ended_at, end_reason = excluded.end_reason,
                  changed_at = excluded.changed_at, rule = excluded.rule, rule_version = excluded.rule_version, evidence = excluded.evidence
                where (s.state, s.raised_at, s.ended_at, s.end_reason, s.rule_version, s.evidence) is distinct from
                  (excluded.state, excluded.raised_at, excluded.ended_at, excluded.end_reason, excluded.rule_version, excluded.evidence)
                returning signal_id, xmax = 0
                """);
            FoldSql.AddUnits(upsert, [.. signals.Select(s => s.Key)]);
            var p = upsert.Parameters;
            p.AddWithValue(signals.Select(s => s.Id).ToArray());
            p.AddWithValue(signals.Select(s => s.Episode.MethodGoal).ToArray());
            p.AddWithValue(signals.Select(s => (short)s.Episode.Kind).ToArray());
            p.AddWithValue(signals.Select(s => (short)s.Episode.Provenance).ToArray());
            p.AddWithValue(signals.Select(s => (short)s.Episode.State).ToArray());
            p.AddWithValue(signals.Select(s => s.Episode.RaisedAt).ToArray());
            p.AddWithValue(signals.Select(s => s.Episode.EndedAt).ToArray());
            p.AddWithValue(signals.Select(s => (short)s.Episode.EndReason).ToArray());
            p.AddWithValue(signals.Select(s => s.Episode.EventKey).ToArray());
            p.AddWithValue(signals.Select(s => s.Episode.Rule).ToArray());
            p.AddWithValue(signals.Select(s => s.Episode.RuleVersion).ToArray());
            p.AddWithValue(now);
            p.AddWithValue(signals.Select(s => JsonSerializer.Serialize(s.Episode.Evidence, SignalJson.Options)).ToArray());
            await using var rows = await upsert.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop)) if (rows.GetBoolean(1)) added.Add(rows.GetGuid(0));
        }

        await EndStored(session, [.. units.SelectMany(u => u.Episodes.Where(e => e.Stored is not null).Select(e => (u.Key.School, e)))], now, stop);
        var kept = signals.Select(s => s.Id).ToHashSet();
        var gone = units.Where(u => u.Refold).SelectMany(u => u.StoredSignals.Where(s => s.Value != SignalState.Withdrawn && !kept.Contains(s.Key)).Select(s => (u.Key.School, Id: s.Key))).ToArray();
        if (gone.Length == 0) return added;
        await using var withdraw = session.Command("""
            update signal s set state = $3, ended_at = $4, changed_at = $4, end_reason = case
                when not exists (select from result r where r.school_id = s.school_id and r.school_year = s.school_year and r.result_key = s.event_key and r.status <> $5) then $6
                when s.provenance = 0 then $7 else $8 end
            from unnest($1::int[], $2::uuid[]) k(school_id, signal_id) where s.school_id = k.school_id and s.signal_id = k.signal_id
            """);
        withdraw.Parameters.AddWithValue(gone.Select(g => g.School).ToArray());
        withdraw.Parameters.AddWithValue(gone.Select(g => g.Id).ToArray());
        withdraw.Parameters.AddWithValue((short)SignalState.Withdrawn);
        withdraw.Parameters.AddWithValue(now);
        withdraw.Parameters.AddWithValue((short)ResultStatus.Cancelled);
        withdraw.Parameters.AddWithValue((short)EndReason.ResultCancelled);
        withdraw.Parameters.AddWithValue((short)EndReason.ToolWithdrew);
        withdraw.Parameters.AddWithValue((short)EndReason.ResultCorrected);
        await withdraw.ExecuteNonQueryAsync(stop);
        return added;
    }

    /// <summary>Signals that stood and came to their end.</summary>
    private static async Task EndStored(Session session, IReadOnlyCollection<(int School, Episode Episode)> ended, DateTimeOffset now, CancellationToken stop)
    {
        if (ended.Count == 0) return;
        await using var update = session.Command("""
            update signal s set state = $5, ended_at = k.ended_at, end_reason = k.end_reason, changed_at = $6
            from unnest($1::int[], $2::uuid[], $3::timestamptz[], $4::smallint[]) k(school_id, signal_id, ended_at, end_reason)
            where s.school_id = k.school_id and s.signal_id = k.signal_id
            """);
        update.Parameters.AddWithValue(ended.Select(e => e.School).ToArray());
        update.Parameters.AddWithValue(ended.Select(e => e.Episode.Stored!.Value).ToArray());
        update.Parameters.AddWithValue(ended.Select(e => e.Episode.EndedAt!.Value).ToArray());
        update.Parameters.AddWithValue(ended.Select(e => (short)e.Episode.EndReason).ToArray());
        update.Parameters.AddWithValue((short)SignalState.Cleared);
        update.Parameters.AddWithValue(now);
        await update.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Raises the version of every group with one of these pupils.</summary>
    public static async Task<List<(int School, string Group, long Version)>> BumpGroups(this Session session, IEnumerable<UnitKey> units, DateTimeOffset now, CancellationToken stop)
    {
        var pupils = units.Select(u => (u.School, u.Pupil)).Distinct().ToArray();
        await using var bump = session.Command("""
            with groups as (
              select distinct m.school_id, m.group_id from membership m join unnest($1::int[], $2::int[]) k(school_id, pupil_id) using (school_id, pupil_id) order by 1, 2),
            bumped as (
              insert into group_version as v (school_id, group_id, version, changed_at) select school_id, group_id, 1, $3 from groups order by 1, 2
              on conflict (school_id, group_id) do update set version = v.version + 1, changed_at = excluded.changed_at
              returning school_id, group_id, version)
            select b.school_id, g.key, b.version from bumped b join school_group g using (school_id, group_id)
            """);
        bump.Parameters.AddWithValue(pupils.Select(p => p.School).ToArray());
        bump.Parameters.AddWithValue(pupils.Select(p => p.Pupil).ToArray());
        bump.Parameters.AddWithValue(now);
        return await ReadVersions(bump, stop);
    }

    /// <summary>The versions as they are, for a part whose outcome is told again.</summary>
    public static async Task<List<(int School, string Group, long Version)>> GroupVersions(this Session session, IReadOnlyCollection<(int School, Guid Pupil)> pupils, CancellationToken stop)
    {
        await using var select = session.Command("""
            select distinct v.school_id, g.key, v.version from unnest($1::int[], $2::uuid[]) k(school_id, key)
            join pupil p using (school_id, key) join membership m using (school_id, pupil_id)
            join group_version v using (school_id, group_id) join school_group g using (school_id, group_id)
            """);
        select.Parameters.AddWithValue(pupils.Select(p => p.School).ToArray());
        select.Parameters.AddWithValue(pupils.Select(p => p.Pupil).ToArray());
        return await ReadVersions(select, stop);
    }

    private static async Task<List<(int, string, long)>> ReadVersions(NpgsqlCommand command, CancellationToken stop)
    {
        var versions = new List<(int, string, long)>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) versions.Add((rows.GetInt32(0), rows.GetString(1), rows.GetInt64(2)));
        return versions;
    }
}
