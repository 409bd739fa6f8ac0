using System.Text.Json;
using Dashboard.Contracts;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Signalling.Fold;

/// <summary>Reads and locks what a batch of folds needs; one statement per kind of row.</summary>
internal static class FoldSql
{
    /// <summary>One fold at a time per school and tool, in key order: cheaper than a lock on every track, and another school never waits.</summary>
    public static async Task LockTools(this Session session, IEnumerable<UnitKey> units, CancellationToken stop)
    {
        // Mapping locks (school, tool); the minus keeps the two apart.
        await using var command = session.Command("select pg_advisory_xact_lock(s, -t) from (select * from unnest($1::int[], $2::int[]) k(s, t) order by s, t) sorted");
        var list = units.Select(u => (u.School, u.Tool)).Distinct().Order().ToArray();
        command.Parameters.AddWithValue(list.Select(t => t.School).ToArray());
        command.Parameters.AddWithValue(list.Select(t => t.Tool).ToArray());
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The tracks of the units in these domains; no domain named: all of the unit.</summary>
    public static async Task ReadTracks(this Session session, IReadOnlyDictionary<UnitKey, FoldUnit> units, IReadOnlyCollection<(UnitKey Unit, string? Domain)> needed, CancellationToken stop)
    {
        await using var select = session.Command("""
            select t.school_id, t.school_year, t.pupil_id, t.tool_id, t.domain, t.theta, t.n_theta, t.last_at, t.last_sequence, t.last_key
            from unnest($1::int[], $2::smallint[], $3::int[], $4::int[], $5::text[]) k(school_id, school_year, pupil_id, tool_id, wanted)
            join track t using (school_id, school_year, pupil_id, tool_id)
            where k.wanted is null or t.domain = k.wanted
            """);
        AddUnits(select, [.. needed.Select(n => n.Unit)]);
        select.Parameters.Add(new() { Value = needed.Select(n => n.Domain).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            units[UnitOf(rows)].Tracks[rows.GetString(4)] = new Track
            {
                Domain = rows.GetString(4), Theta = rows.GetDouble(5), NTheta = rows.GetDouble(6),
                LastAt = rows.GetFieldValue<DateTimeOffset>(7), LastSequence = rows.GetInt64(8), LastKey = rows.GetGuid(9),
            };
    }

    private const string EventColumns = """
        r.school_id, r.school_year, r.pupil_id, r.tool_id, r.result_key, r.method_goal_id, r.other_goals, r.taken_at, r.sequence, r.origin, r.meaning, r.status,
        r.is_primary, r.score, r.score_max, r.uncertainty, r.items, r.correct, r.seconds, r.explanation_seconds, r.label, (r.detail -> 'trigger')::text
        """;

    /// <summary>Only the new results of units that go on from where they are.</summary>
    public static async Task ReadNew(this Session session, IReadOnlyCollection<FoldUnit> units, CancellationToken stop)
    {
        var keys = units.SelectMany(u => u.NewResults.Select(k => (u.Key.School, u.Key.Year, Key: k))).ToArray();
        if (keys.Length == 0) return;
        await using var select = session.Command($"""
            select {EventColumns} from result r
            join unnest($1::int[], $2::smallint[], $3::uuid[]) k(school_id, school_year, result_key) using (school_id, school_year, result_key)
            where r.school_year = any ($4)
            """);
        select.Parameters.AddWithValue(keys.Select(k => k.School).ToArray());
        select.Parameters.AddWithValue(keys.Select(k => k.Year).ToArray());
        select.Parameters.AddWithValue(keys.Select(k => k.Key).ToArray());
        select.Parameters.AddWithValue(keys.Select(k => k.Year).Distinct().ToArray()); // so that only their partitions are looked into
        await ReadEvents(select, units.ToDictionary(u => u.Key), stop);
    }

    /// <summary>All results of the school year of units that are folded again.</summary>
    public static async Task ReadAll(this Session session, IReadOnlyCollection<FoldUnit> units, CancellationToken stop)
    {
        if (units.Count == 0) return;
        await using var select = session.Command($"""
            select {EventColumns} from result r
            join unnest($1::int[], $2::smallint[], $3::int[], $4::int[]) k(school_id, school_year, pupil_id, tool_id) using (school_id, school_year, pupil_id, tool_id)
            where r.school_year = any ($5)
            """);
        AddUnits(select, [.. units.Select(u => u.Key)]);
        select.Parameters.AddWithValue(units.Select(u => u.Key.Year).Distinct().ToArray());
        await ReadEvents(select, units.ToDictionary(u => u.Key), stop);
    }

    private static async Task ReadEvents(NpgsqlCommand select, Dictionary<UnitKey, FoldUnit> units, CancellationToken stop)
    {
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            if (!units.TryGetValue(UnitOf(rows), out var unit)) continue; // its pupil was corrected in the meantime
            var result = new StoredResult
            {
                ResultKey = rows.GetGuid(4), MethodGoalId = rows.GetInt32(5), OtherGoals = rows.IsDBNull(6) ? null : rows.GetFieldValue<int[]>(6),
                TakenAt = rows.GetFieldValue<DateTimeOffset>(7), Sequence = rows.GetInt64(8), Origin = (OriginKind)rows.GetInt16(9), Meaning = (ScoreMeaning)rows.GetInt16(10),
                Status = (ResultStatus)rows.GetInt16(11), IsPrimary = rows.GetBoolean(12), Score = Float(rows, 13), ScoreMax = Float(rows, 14), Uncertainty = Float(rows, 15),
                Items = Int(rows, 16), Correct = Int(rows, 17), Seconds = Int(rows, 18), ExplanationSeconds = Int(rows, 19), Label = rows.IsDBNull(20) ? null : rows.GetString(20),
            };
            var trigger = rows.IsDBNull(21) ? null : JsonSerializer.Deserialize<Trigger>(rows.GetString(21), JsonSerializerOptions.Web);
            unit.Events.Add(new TrackEvent(result, trigger));
        }
    }

    /// <summary>State of exactly these pupils on these method goals.</summary>
    public static async Task ReadGoals(this Session session, IReadOnlyCollection<FoldUnit> units, IReadOnlyCollection<(UnitKey Unit, int Goal)> needed, Func<int, int> toolOf, CancellationToken stop)
    {
        await using var select = session.Command("""
            select school_id, school_year, pupil_id, method_goal_id, n, wrong, a, b, streak, rating_base, rating_base_at, rating_last, rating_exercises, rating_items,
              good_exercises, last_good_on, flags, first_at, last_at, evidence_at, skipped_at, not_offered_at, harder_at, exercises, items, correct, seconds, explanation_seconds, wrong_run, wrong_since, risk, expected_at_start
            from unnest($1::int[], $2::smallint[], $3::int[], $4::int[]) k(school_id, school_year, pupil_id, method_goal_id)
            join goal_state g using (school_id, school_year, pupil_id, method_goal_id)
            """);
        AddUnits(select, [.. needed.Select(n => n.Unit with { Tool = n.Goal })]);
        var byKey = units.ToDictionary(u => u.Key);
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var state = new GoalState
            {
                SchoolId = rows.GetInt32(0), SchoolYear = rows.GetInt16(1), PupilId = rows.GetInt32(2), MethodGoalId = rows.GetInt32(3),
                N = rows.GetDouble(4), Wrong = rows.GetDouble(5), A = rows.GetDouble(6), B = rows.GetDouble(7), Streak = rows.GetDouble(8),
                RatingBase = Double(rows, 9), RatingBaseAt = Time(rows, 10), RatingLast = Double(rows, 11), RatingExercises = rows.GetInt32(12), RatingItems = rows.GetInt32(13),
                GoodExercises = rows.GetInt16(14), LastGoodOn = rows.IsDBNull(15) ? null : rows.GetFieldValue<DateOnly>(15), Flags = (GoalFlags)rows.GetInt16(16),
                FirstAt = rows.GetFieldValue<DateTimeOffset>(17), LastAt = rows.GetFieldValue<DateTimeOffset>(18), EvidenceAt = Time(rows, 19), SkippedAt = Time(rows, 20),
                NotOfferedAt = Time(rows, 21), HarderAt = Time(rows, 22), Exercises = rows.GetInt32(23), Items = rows.GetInt32(24), Correct = rows.GetInt32(25),
                Seconds = rows.GetInt32(26), ExplanationSeconds = rows.GetInt32(27), WrongRun = rows.GetFloat(28), WrongSince = rows.GetFloat(29), Risk = Float(rows, 30), ExpectedAtStart = Float(rows, 31),
            };
            if (byKey.TryGetValue(new UnitKey(state.SchoolId, state.SchoolYear, state.PupilId, toolOf(state.MethodGoalId)), out var unit)) unit.StoredGoals.Add(state);
        }
    }

    /// <summary>Open signals on the goals that units go on with: only what it takes to end them.</summary>
    public static async Task ReadOpen(this Session session, IReadOnlyDictionary<UnitKey, FoldUnit> units, IReadOnlyCollection<(UnitKey Unit, int Goal)> goals, CancellationToken stop)
    {
        if (goals.Count == 0) return;
        await using var select = session.Command("""
            select s.school_id, s.school_year, s.pupil_id, s.tool_id, s.signal_id, s.method_goal_id, s.kind, s.provenance, s.raised_at, s.event_key
            from unnest($1::int[], $2::smallint[], $3::int[], $4::int[]) k(school_id, school_year, pupil_id, method_goal_id)
            cross join lateral (
              select * from signal s where s.school_id = k.school_id and s.pupil_id = k.pupil_id and s.method_goal_id = k.method_goal_id and s.school_year = k.school_year
                and s.state = 0 offset 0) s -- offset 0: always key by key, also when the planner thinks that few signals are open
            """);
        AddUnits(select, [.. goals.Select(g => g.Unit with { Tool = g.Goal })]);
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            if (units.TryGetValue(UnitOf(rows), out var unit))
                unit.OpenSignals.Add(new Episode
                {
                    Stored = rows.GetGuid(4), MethodGoal = rows.GetInt32(5), Kind = (SignalKind)rows.GetInt16(6), Provenance = (Provenance)rows.GetInt16(7),
                    RaisedAt = rows.GetFieldValue<DateTimeOffset>(8), EventKey = rows.GetGuid(9), Rule = "", RuleVersion = "", Evidence = new SignalEvidence(),
                });
    }

    /// <summary>Every signal of the year of units that are folded again, to see which of them are still known.</summary>
    public static async Task ReadAllSignals(this Session session, IReadOnlyDictionary<UnitKey, FoldUnit> units, IReadOnlyCollection<UnitKey> again, CancellationToken stop)
    {
        if (again.Count == 0) return;
        await using var select = session.Command("""
            select s.school_id, s.school_year, s.pupil_id, s.tool_id, s.signal_id, s.state
            from unnest($1::int[], $2::smallint[], $3::int[], $4::int[]) k(school_id, school_year, pupil_id, tool_id)
            cross join lateral (
              select * from signal s where s.school_id = k.school_id and s.pupil_id = k.pupil_id and s.school_year = k.school_year and s.tool_id = k.tool_id offset 0) s
            """);
        AddUnits(select, again);
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) units[UnitOf(rows)].StoredSignals[rows.GetGuid(4)] = (SignalState)rows.GetInt16(5);
    }

    internal static void AddUnits(NpgsqlCommand command, IReadOnlyCollection<UnitKey> units)
    {
        command.Parameters.AddWithValue(units.Select(u => u.School).ToArray());
        command.Parameters.AddWithValue(units.Select(u => u.Year).ToArray());
        command.Parameters.AddWithValue(units.Select(u => u.Pupil).ToArray());
        command.Parameters.AddWithValue(units.Select(u => u.Tool).ToArray());
    }

    private static UnitKey UnitOf(NpgsqlDataReader rows) => new(rows.GetInt32(0), rows.GetInt16(1), rows.GetInt32(2), rows.GetInt32(3));
    private static int? Int(NpgsqlDataReader rows, int i) => rows.IsDBNull(i) ? null : rows.GetInt32(i);
    private static float? Float(NpgsqlDataReader rows, int i) => rows.IsDBNull(i) ? null : rows.GetFloat(i);
    private static double? Double(NpgsqlDataReader rows, int i) => rows.IsDBNull(i) ? null : rows.GetDouble(i);
    private static DateTimeOffset? Time(NpgsqlDataReader rows, int i) => rows.IsDBNull(i) ? null : rows.GetFieldValue<DateTimeOffset>(i);
}
