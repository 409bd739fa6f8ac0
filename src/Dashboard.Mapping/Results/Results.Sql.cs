using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Mapping.Results;

/// <summary>Results in batches: one statement per step for many parts, by unnest (COPY does not work under row-level security).</summary>
internal static class ResultsSql
{
    private static readonly JsonSerializerOptions DetailJson = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>One writer at a time per school and tool: versions are then compared against what is really stored.</summary>
    public static async Task LockTools(this Session session, IEnumerable<(int School, int Tool)> tools, CancellationToken stop)
    {
        await using var command = session.Command("select pg_advisory_xact_lock(s, t) from (select * from unnest($1::int[], $2::int[]) k(s, t) order by s, t) sorted");
        var list = tools.Distinct().Order().ToArray();
        command.Parameters.AddWithValue(list.Select(t => t.School).ToArray());
        command.Parameters.AddWithValue(list.Select(t => t.Tool).ToArray());
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<Dictionary<(int, short, Guid), Stored>> ReadStored(this Session session, IReadOnlyCollection<(int School, short Year, Guid Key)> keys, CancellationToken stop)
    {
        await using var command = session.Command("""
            select r.school_id, r.school_year, r.result_key, r.content_hash, r.modified_at, r.ledger, r.status, r.pupil_id, r.method_goal_id
            from unnest($1::int[], $2::smallint[], $3::uuid[]) k(school_id, school_year, result_key)
            join result r using (school_id, school_year, result_key)
            where r.school_year = any ($4)
            """);
        AddKeys(command, keys);
        command.Parameters.AddWithValue(Years(keys)); // so that only their partitions are looked into
        var found = new Dictionary<(int, short, Guid), Stored>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var key = rows.GetGuid(2);
            DateTimeOffset? modified = rows.IsDBNull(4) ? null : rows.GetFieldValue<DateTimeOffset>(4);
            found[(rows.GetInt32(0), rows.GetInt16(1), key)] = new Stored(key, rows.GetInt64(3), new ResultVersion(modified, rows.GetInt64(5)),
                (ResultStatus)rows.GetInt16(6), rows.GetInt32(7), rows.GetInt32(8));
        }
        return found;
    }

    /// <summary>Keeps the versions that are about to be replaced.</summary>
    public static async Task KeepHistory(this Session session, IReadOnlyCollection<(int School, short Year, Guid Key)> keys, DateTimeOffset now, CancellationToken stop)
    {
        if (keys.Count == 0) return;
        await using var command = session.Command("""
            insert into result_history (school_id, school_year, result_key, ledger, replaced_at, content)
            select r.school_id, r.school_year, r.result_key, r.ledger, $4, jsonb_strip_nulls(to_jsonb(r))
            from unnest($1::int[], $2::smallint[], $3::uuid[]) k(school_id, school_year, result_key)
            join result r using (school_id, school_year, result_key)
            where r.school_year = any ($5)
            on conflict do nothing
            """);
        AddKeys(command, keys);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(Years(keys));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Schools and tools of these parts that have results withdrawn as a whole: then an older version may not come back.</summary>
    public static async Task<bool> HasWithdrawals(this Session session, IReadOnlyCollection<(int School, int Tool)> tools, CancellationToken stop)
    {
        await using var command = session.Command("""
            select exists (select 1 from unnest($1::int[], $2::int[]) k(school_id, tool_id) join result r using (school_id, tool_id) where r.part = '*')
            """);
        command.Parameters.AddWithValue(tools.Select(t => t.School).ToArray());
        command.Parameters.AddWithValue(tools.Select(t => t.Tool).ToArray());
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Most results are new: they go in at once.</summary>
    /// <returns>The keys that were not there.</returns>
    public static async Task<HashSet<(int, short, Guid)>> InsertNew(this Session session, IReadOnlyCollection<Candidate> candidates, CancellationToken stop)
    {
        var added = new HashSet<(int, short, Guid)>();
        if (candidates.Count == 0) return added;
        await using var command = session.Command(Insert + " on conflict (school_id, school_year, result_key) do nothing returning school_id, school_year, result_key");
        AddRows(command, candidates);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) added.Add((rows.GetInt32(0), rows.GetInt16(1), rows.GetGuid(2)));
        return added;
    }

    public static async Task Replace(this Session session, IReadOnlyCollection<Candidate> writes, CancellationToken stop)
    {
        if (writes.Count == 0) return;
        await using var command = session.Command(Insert + OnConflict);
        AddRows(command, writes);
        await command.ExecuteNonQueryAsync(stop);
    }

    private const string Insert = """
        insert into result (school_id, school_year, result_key, pupil_id, tool_id, method_goal_id, taken_at, sequence, ledger, modified_at, content_hash,
        origin, meaning, status, is_primary, score, score_max, uncertainty, items, correct, seconds, explanation_seconds,
        result_id, part, score_type, label, exercise, deep_link, detail, other_goals)
        select u.school_id, u.school_year, u.result_key, u.pupil_id, u.tool_id, u.method_goal_id, u.taken_at, u.sequence, u.ledger, u.modified_at, u.content_hash,
        u.origin, u.meaning, u.status, u.is_primary, u.score, u.score_max, u.uncertainty, u.items, u.correct, u.seconds, u.explanation_seconds,
        u.result_id, u.part, u.score_type, u.label, u.exercise, u.deep_link, u.detail::jsonb, u.other_goals::int[]
        from unnest($1::int[], $2::smallint[], $3::uuid[], $4::int[], $5::int[], $6::int[], $7::timestamptz[], $8::bigint[], $9::bigint[], $10::timestamptz[], $11::bigint[],
        $12::smallint[], $13::smallint[], $14::smallint[], $15::boolean[], $16::real[], $17::real[], $18::real[], $19::int[], $20::int[], $21::int[], $22::int[],
        $23::text[], $24::text[], $25::text[], $26::text[], $27::text[], $28::text[], $29::text[], $30::text[])
        u(school_id, school_year, result_key, pupil_id, tool_id, method_goal_id, taken_at, sequence, ledger, modified_at, content_hash,
        origin, meaning, status, is_primary, score, score_max, uncertainty, items, correct, seconds, explanation_seconds,
        result_id, part, score_type, label, exercise, deep_link, detail, other_goals)
        """;

    private const string OnConflict = """

        on conflict (school_id, school_year, result_key) do update set
        pupil_id = excluded.pupil_id, method_goal_id = excluded.method_goal_id, taken_at = excluded.taken_at, sequence = excluded.sequence,
        ledger = excluded.ledger, modified_at = excluded.modified_at, content_hash = excluded.content_hash, origin = excluded.origin, meaning = excluded.meaning,
        status = excluded.status, is_primary = excluded.is_primary, score = excluded.score, score_max = excluded.score_max, uncertainty = excluded.uncertainty,
        items = excluded.items, correct = excluded.correct, seconds = excluded.seconds, explanation_seconds = excluded.explanation_seconds,
        label = excluded.label, exercise = excluded.exercise, deep_link = excluded.deep_link, detail = excluded.detail, other_goals = excluded.other_goals
        """;

    private static void AddRows(NpgsqlCommand command, IReadOnlyCollection<Candidate> writes)
    {
        var rows = writes.OrderBy(w => w.Part.School).ThenBy(w => w.Part.SchoolYear).ThenBy(w => w.Key).ToArray();
        var p = command.Parameters;
        p.AddWithValue(rows.Select(r => r.Part.School).ToArray());
        p.AddWithValue(rows.Select(r => r.Part.SchoolYear).ToArray());
        p.AddWithValue(rows.Select(r => r.Key).ToArray());
        p.AddWithValue(rows.Select(r => r.Pupil).ToArray());
        p.AddWithValue(rows.Select(r => r.Part.Tool).ToArray());
        p.AddWithValue(rows.Select(r => r.MethodGoal).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.TakenAt.ToUniversalTime()).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.Sequence).ToArray());
        p.AddWithValue(rows.Select(r => r.Version.Ledger).ToArray());
        p.AddWithValue(rows.Select(r => r.Version.Modified?.ToUniversalTime()).ToArray());
        p.AddWithValue(rows.Select(r => r.Hash).ToArray());
        p.AddWithValue(rows.Select(r => (short)r.Result.Origin).ToArray());
        p.AddWithValue(rows.Select(r => (short)r.Result.Meaning).ToArray());
        p.AddWithValue(rows.Select(r => (short)r.Result.Status).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.Primary).ToArray());
        p.AddWithValue(rows.Select(r => (float?)r.Result.Score).ToArray());
        p.AddWithValue(rows.Select(r => (float?)r.Result.ScoreMax).ToArray());
        p.AddWithValue(rows.Select(r => (float?)r.Result.Uncertainty).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.Items).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.Correct).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.Seconds).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.ExplanationSeconds).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.ResultId).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.Part).ToArray());
        p.AddWithValue(rows.Select(r => r.Result.ScoreType).ToArray());
        AddTexts(command, rows.Select(r => r.Result.Label));
        AddTexts(command, rows.Select(r => r.Result.Exercise));
        AddTexts(command, rows.Select(r => r.Result.DeepLink));
        AddTexts(command, rows.Select(r => Detail(r.Result)));
        AddTexts(command, rows.Select(r => r.OtherGoals is { Length: > 0 } goals ? "{" + string.Join(',', goals) + "}" : null));
    }

    /// <summary>A withdrawal as a whole: every older row under the result id becomes cancelled. Returns what was touched.</summary>
    public static async Task<List<(Guid Key, int Pupil, int MethodGoal)>> CancelWhole(this Session session, Candidate one, CancellationToken stop)
    {
        await using var command = session.Command("""
            update result set status = $5, ledger = $6, modified_at = coalesce($7, modified_at), content_hash = 0
            where school_id = $1 and school_year = $2 and tool_id = $3 and result_id = $4 and part <> '*' and status <> $5
              and (case when $7 is not null and modified_at is not null and modified_at <> $7 then modified_at < $7 else ledger < $6 end)
            returning result_key, pupil_id, method_goal_id
            """);
        command.Parameters.AddWithValue(one.Part.School);
        command.Parameters.AddWithValue(one.Part.SchoolYear);
        command.Parameters.AddWithValue(one.Part.Tool);
        command.Parameters.AddWithValue(one.Result.ResultId);
        command.Parameters.AddWithValue((short)ResultStatus.Cancelled);
        command.Parameters.AddWithValue(one.Version.Ledger);
        command.Parameters.Add(new() { Value = (object?)one.Version.Modified?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        var touched = new List<(Guid, int, int)>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) touched.Add((rows.GetGuid(0), rows.GetInt32(1), rows.GetInt32(2)));
        return touched;
    }

    /// <summary>What a part left behind in the latest versions: the outcome to publish again when the part comes a second time.</summary>
    public static async Task<List<MappedResult>> OutcomeOf(this Session session, ReceivedPart part, CancellationToken stop)
    {
        await using var command = session.Command("""
            select p.key, r.method_goal_id, r.result_key from result r join pupil p using (school_id, pupil_id)
            where r.school_id = $1 and r.school_year = $2 and r.result_key = any ($3) and r.method_goal_id > 0
            """);
        command.Parameters.AddWithValue(part.School);
        command.Parameters.AddWithValue(part.SchoolYear);
        command.Parameters.AddWithValue(part.Results.Select(r => ResultKey.Of(part.Tool, r.ResultId, r.Part, r.ScoreType)).Distinct().ToArray());
        var changed = new List<MappedResult>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) changed.Add(new MappedResult { Pupil = rows.GetGuid(0), MethodGoal = rows.GetInt32(1), Key = rows.GetGuid(2) });
        return changed;
    }

    /// <summary>Which of these method goals lead to a learning goal: an approved link that holds for every school.</summary>
    public static async Task<HashSet<int>> Linked(this Session session, int[] methodGoals, CancellationToken stop)
    {
        await using var command = session.Command("select distinct method_goal_id from goal_link where method_goal_id = any ($1) and school_id is null and status = $2");
        command.Parameters.AddWithValue(methodGoals);
        command.Parameters.AddWithValue((short)LinkStatus.Approved);
        var linked = new HashSet<int>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) linked.Add(rows.GetInt32(0));
        return linked;
    }

    /// <summary>Writes the counts of the parts to their deliveries; the last part makes them final ("mapped").</summary>
    public static async Task Count(this Session session, IReadOnlyCollection<PartCount> counts, CancellationToken stop)
    {
        if (counts.Count == 0) return;
        await using var command = session.Command("""
            update delivery d set accepted = d.accepted + c.accepted, unchanged = d.unchanged + c.unchanged, corrected = d.corrected + c.corrected, without_goal = d.without_goal + c.without,
              parts_mapped = d.parts_mapped + c.parts, state = case when d.state = 0 and d.parts_mapped + c.parts >= d.parts then 1 else d.state end
            from (select s, n, sum(a)::int as accepted, sum(u)::int as unchanged, sum(k)::int as corrected, sum(w)::int as without, count(*)::int as parts
                  from unnest($1::int[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::int[]) t(s, n, a, u, k, w) group by s, n order by s, n) c
            where d.school_id = c.s and d.delivery_id = c.n
            """);
        command.Parameters.AddWithValue(counts.Select(c => c.School).ToArray());
        command.Parameters.AddWithValue(counts.Select(c => c.Delivery).ToArray());
        command.Parameters.AddWithValue(counts.Select(c => c.Accepted).ToArray());
        command.Parameters.AddWithValue(counts.Select(c => c.Unchanged).ToArray());
        command.Parameters.AddWithValue(counts.Select(c => c.Corrected).ToArray());
        command.Parameters.AddWithValue(counts.Select(c => c.WithoutGoal).ToArray());
        await command.ExecuteNonQueryAsync(stop);
    }

    internal sealed record PartCount(int School, long Delivery, int Accepted, int Unchanged, int Corrected, int WithoutGoal);

    private static short[] Years(IEnumerable<(int School, short Year, Guid Key)> keys) => [.. keys.Select(k => k.Year).Distinct()];

    private static string? Detail(Result result) =>
        result is { Match: null, Modus: null, Effort: null, Context: null, Trigger: null } ? null
            : JsonSerializer.Serialize(new ResultDetail { Match = result.Match, Modus = result.Modus, Effort = result.Effort, Context = result.Context, Trigger = result.Trigger }, DetailJson);

    private static void AddTexts(NpgsqlCommand command, IEnumerable<string?> texts) =>
        command.Parameters.Add(new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    private static void AddKeys(NpgsqlCommand command, IReadOnlyCollection<(int School, short Year, Guid Key)> keys)
    {
        command.Parameters.AddWithValue(keys.Select(k => k.School).ToArray());
        command.Parameters.AddWithValue(keys.Select(k => k.Year).ToArray());
        command.Parameters.AddWithValue(keys.Select(k => k.Key).ToArray());
    }
}
