using System.Collections.Concurrent;
using System.Text.Json;
using Dashboard.Signalling.Rules;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Npgsql;

namespace Dashboard.Signalling.Fold;

/// <summary>
/// Reads what schools and teachers decided, inside the fold's own transaction and in one round trip for a whole batch. Difficulty
/// releases never change, so their contents are kept in memory.
/// </summary>
public sealed class DatedDecisions
{
    private readonly ConcurrentDictionary<(int School, int Tool, DateTimeOffset From), Dictionary<int, double>> _eases = [];

    /// <summary>Of the units that were asked for.</summary>
    public sealed record Decided(ILookup<(int School, int Tool), RuleChoice> Choices, ILookup<(int School, int Tool), EaseRelease> Releases, ILookup<(int School, int Pupil), TargetSince> Targets)
    {
        public FoldSettings Of(UnitKey unit, ToolProfile profile) => new(profile)
        {
            Choices = [.. Choices[(unit.School, unit.Tool)]], Releases = [.. Releases[(unit.School, unit.Tool)]], Targets = [.. Targets[(unit.School, unit.Pupil)]],
        };
    }

    /// <param name="session">The fold's, or a page's.</param>
    /// <param name="units">Whose decisions.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Decided> Read(Session session, IReadOnlyCollection<UnitKey> units, CancellationToken stop)
    {
        var tools = units.Select(u => (u.School, u.Tool)).Distinct().ToArray();
        var pupils = units.Select(u => (u.School, u.Pupil)).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(session.Connection)
        {
            BatchCommands =
            {
                Command("""
                    select s.school_id, s.tool_id, s.valid_from, s.derived, s.rule_set, s.thresholds::text
                    from unnest($1::int[], $2::int[]) k(school_id, tool_id) join signal_setting s using (school_id, tool_id) order by s.valid_from
                    """, tools),
                Command("""
                    select r.school_id, r.tool_id, r.valid_from
                    from unnest($1::int[], $2::int[]) k(school_id, tool_id) join difficulty_release r using (school_id, tool_id) order by r.valid_from
                    """, tools),
                Command("""
                    select t.school_id, t.pupil_id, t.valid_from, t.domain, t.level
                    from unnest($1::int[], $2::int[]) k(school_id, pupil_id) join target_level t using (school_id, pupil_id) order by t.valid_from
                    """, pupils),
            },
        };
        var (choices, releases, targets) = (new List<((int, int) Key, RuleChoice Choice)>(), new List<(int School, int Tool, DateTimeOffset From)>(), new List<((int, int) Key, TargetSince Target)>());
        await using (var rows = await batch.ExecuteReaderAsync(stop))
        {
            while (await rows.ReadAsync(stop)) choices.Add(((rows.GetInt32(0), rows.GetInt32(1)), new RuleChoice(rows.GetFieldValue<DateTimeOffset>(2), rows.GetBoolean(3), (RuleSet)rows.GetInt16(4), Thresholds(rows.GetString(5)))));
            await rows.NextResultAsync(stop);
            while (await rows.ReadAsync(stop)) releases.Add((rows.GetInt32(0), rows.GetInt32(1), rows.GetFieldValue<DateTimeOffset>(2)));
            await rows.NextResultAsync(stop);
            while (await rows.ReadAsync(stop)) targets.Add(((rows.GetInt32(0), rows.GetInt32(1)), new TargetSince(rows.GetFieldValue<DateTimeOffset>(2), rows.GetString(3), rows.IsDBNull(4) ? null : (TargetLevelKind)rows.GetInt16(4))));
        }
        foreach (var release in releases.Where(r => !_eases.ContainsKey(r))) _eases[release] = await ReadEases(session, release, stop);
        return new Decided(choices.ToLookup(c => c.Key, c => c.Choice), releases.ToLookup(r => (r.School, r.Tool), r => Release(r.From, _eases[r])), targets.ToLookup(t => t.Key, t => t.Target));
    }

    public static Dictionary<string, double> Thresholds(string json) => JsonSerializer.Deserialize<Dictionary<string, double>>(json) ?? [];

    private static EaseRelease Release(DateTimeOffset from, Dictionary<int, double> eases) => new(from, goal => eases.TryGetValue(goal, out var ease) ? ease : null);

    private static async Task<Dictionary<int, double>> ReadEases(Session session, (int School, int Tool, DateTimeOffset From) release, CancellationToken stop)
    {
        await using var select = session.Command("select method_goal_id, items, success from difficulty where school_id = $1 and tool_id = $2 and valid_from = $3");
        select.Parameters.AddWithValue(release.School);
        select.Parameters.AddWithValue(release.Tool);
        select.Parameters.AddWithValue(release.From);
        var eases = new Dictionary<int, double>();
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) eases[rows.GetInt32(0)] = Model.Shrunk(rows.GetDouble(1), rows.GetDouble(2));
        return eases;
    }

    private static NpgsqlBatchCommand Command(string sql, (int School, int Other)[] keys) => new(sql)
    {
        Parameters = { new() { Value = keys.Select(k => k.School).ToArray() }, new() { Value = keys.Select(k => k.Other).ToArray() } },
    };
}
