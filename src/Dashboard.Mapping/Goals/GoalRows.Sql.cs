using Dashboard.Mapping.Goals.Releases;
using Dashboard.Store;
using Npgsql;

namespace Dashboard.Mapping.Goals;

/// <summary>Goals are written in batches; what a list holds goes as one text per row, because unnest takes no list of lists.</summary>
internal static class GoalRowsSql
{
    private const string Sep = "\u001f";
    private const long Lock = 0x676f616c73; // "goals"

    /// <summary>One import at a time.</summary>
    public static async Task LockGoalSets(this Session session, CancellationToken stop)
    {
        await using var command = session.Command("select pg_advisory_xact_lock($1)");
        command.Parameters.AddWithValue(Lock);
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<List<GoalVersion>> VersionsIn(this Session session, int release, CancellationToken stop)
    {
        await using var command = session.Command("select g.goal_id, g.uri, g.title, g.description, g.levels, g.groepen, g.content_hash from goal_in_release i join goal g using (goal_id) where i.release_id = $1");
        command.Parameters.AddWithValue(release);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var versions = new List<GoalVersion>();
        while (await reader.ReadAsync(stop))
            versions.Add(GoalVersion.Of(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetFieldValue<Guid[]>(4), reader.GetFieldValue<short[]>(5), reader.GetFieldValue<byte[]>(6)));
        return versions;
    }

    public static async Task PutLevels(this Session session, IReadOnlyList<LevelContent> levels, CancellationToken stop)
    {
        await using var command = session.Command("""
            insert into goal_level (key, title, granularity, groepen, source)
            select k, t, n, string_to_array(g, ',')::smallint[], s from unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::text[]) l(k, t, n, g, s)
            on conflict (key) do update set title = excluded.title, granularity = excluded.granularity, groepen = excluded.groepen, source = excluded.source
            where (goal_level.title, goal_level.granularity, goal_level.groepen, goal_level.source) is distinct from (excluded.title, excluded.granularity, excluded.groepen, excluded.source)
            """);
        Add(command, levels, l => l.Key);
        Add(command, levels, l => l.Title);
        Add(command, levels, l => (short)l.Granularity);
        Add(command, levels, l => string.Join(',', l.Groepen));
        Add(command, levels, l => l.Source);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Every version that the set ever had, the oldest first.</summary>
    public static async Task<List<StoredVersion>> StoredVersions(this Session session, int set, CancellationToken stop)
    {
        await using var command = session.Command("select g.goal_id, g.uri, g.content_hash, g.short_name from goal_set_release r join goal g using (release_id) where r.goal_set_id = $1 order by g.goal_id");
        command.Parameters.AddWithValue(set);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var versions = new List<StoredVersion>();
        while (await reader.ReadAsync(stop)) versions.Add(new StoredVersion(reader.GetInt32(0), reader.GetString(1), Convert.ToHexString(reader.GetFieldValue<byte[]>(2)), reader.IsDBNull(3) ? null : reader.GetString(3)));
        return versions;
    }

    /// <summary>Adds versions. Gives the id of each, by address.</summary>
    public static async Task<List<(string Uri, int GoalId)>> AddVersions(this Session session, int release, IReadOnlyCollection<PlacedGoal> goals, CancellationToken stop)
    {
        await using var command = session.Command("""
            insert into goal (release_id, key, uri, type, code, title, description, short_name, levels, parts, deprecated, content_hash, kind, subject, domain, level, granularity, groepen, kerndoelen, status, confirmation, position)
            select $1, key, uri, type, code, title, description, short_name, string_to_array(levels, ',')::uuid[], string_to_array(parts, E'\x1f'), deprecated, content_hash,
              kind, subject, domain, level, granularity, string_to_array(groepen, ',')::smallint[], string_to_array(kerndoelen, E'\x1f'), status, confirmation, position
            from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[], $12::bytea[],
              $13::smallint[], $14::text[], $15::text[], $16::text[], $17::smallint[], $18::text[], $19::text[], $20::text[], $21::smallint[], $22::int[])
              g(key, uri, type, code, title, description, short_name, levels, parts, deprecated, content_hash, kind, subject, domain, level, granularity, groepen, kerndoelen, status, confirmation, position)
            returning uri, goal_id
            """);
        command.Parameters.AddWithValue(release);
        Add(command, goals, g => g.Goal.Key);
        Add(command, goals, g => g.Goal.Uri);
        Add(command, goals, g => g.Goal.Type);
        Add(command, goals, g => g.Goal.Code);
        Add(command, goals, g => g.Goal.Title);
        Add(command, goals, g => g.Goal.Description);
        Add(command, goals, g => g.ShortName ?? g.Goal.ShortName);
        Add(command, goals, g => string.Join(',', g.Goal.Levels));
        Add(command, goals, g => string.Join(Sep, g.Goal.Parts));
        Add(command, goals, g => g.Goal.Deprecated);
        Add(command, goals, g => g.Goal.Hash());
        AddPlaces(command, goals);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var ids = new List<(string, int)>();
        while (await reader.ReadAsync(stop)) ids.Add((reader.GetString(0), reader.GetInt32(1)));
        return ids;
    }

    /// <summary>Versions that the release has too stand where they stand now.</summary>
    public static async Task PlaceVersions(this Session session, IReadOnlyCollection<PlacedGoal> goals, CancellationToken stop)
    {
        await using var command = session.Command("""
            update goal o set deprecated = false, short_name = coalesce(o.short_name, g.short_name), kind = g.kind, subject = g.subject, domain = g.domain, level = g.level, granularity = g.granularity,
              groepen = string_to_array(g.groepen, ',')::smallint[], kerndoelen = string_to_array(g.kerndoelen, E'\x1f'), status = g.status, confirmation = g.confirmation, position = g.position
            from unnest($1::int[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[], $9::text[], $10::text[], $11::smallint[], $12::int[])
              g(goal_id, short_name, kind, subject, domain, level, granularity, groepen, kerndoelen, status, confirmation, position)
            where o.goal_id = g.goal_id
            """);
        Add(command, goals, g => g.GoalId);
        Add(command, goals, g => g.Goal.ShortName);
        AddPlaces(command, goals);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static void AddPlaces(NpgsqlCommand command, IReadOnlyCollection<PlacedGoal> goals)
    {
        Add(command, goals, g => (short)g.Goal.Kind);
        Add(command, goals, g => g.Goal.Subject);
        Add(command, goals, g => g.Goal.Domain);
        Add(command, goals, g => g.Goal.Level);
        Add(command, goals, g => (short?)g.Goal.Granularity);
        Add(command, goals, g => string.Join(',', g.Goal.Groepen));
        Add(command, goals, g => string.Join(Sep, g.Goal.Kerndoelen));
        Add(command, goals, g => g.Goal.Status);
        Add(command, goals, g => (short)g.Goal.Confirmation);
        Add(command, goals, g => g.Position);
    }

    /// <summary>The release has these versions; they stand under these parents and no others.</summary>
    public static async Task PutInRelease(this Session session, int release, IReadOnlyList<int> goals, IReadOnlyList<(int Goal, int Parent, int Position)> places, CancellationToken stop)
    {
        await Run("insert into goal_in_release (release_id, goal_id) select $1, * from unnest($2::int[]) on conflict do nothing", c => { c.Parameters.AddWithValue(release); Add(c, goals, g => g); });
        await Run("delete from goal_parent where goal_id = any ($1)", c => Add(c, goals, g => g));
        await Run("insert into goal_parent (goal_id, parent_id, position) select * from unnest($1::int[], $2::int[], $3::int[])", c =>
        {
            Add(c, places, p => p.Goal);
            Add(c, places, p => p.Parent);
            Add(c, places, p => p.Position);
        });

        async Task Run(string sql, Action<NpgsqlCommand> give)
        {
            await using var command = session.Command(sql);
            give(command);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    public static async Task MarkDeprecated(this Session session, IReadOnlyCollection<int> goals, CancellationToken stop)
    {
        await using var command = session.Command("update goal set deprecated = true where goal_id = any ($1) and not deprecated");
        Add(command, goals, g => g);
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task PutSuccessions(this Session session, IReadOnlyCollection<Succession> successions, CancellationToken stop)
    {
        await using var command = session.Command("insert into goal_successor (old_uri, new_uri) select * from unnest($1::text[], $2::text[]) on conflict do nothing");
        Add(command, successions, s => s.OldUri);
        Add(command, successions, s => s.NewUri);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static void Add<T, TValue>(NpgsqlCommand command, IReadOnlyCollection<T> rows, Func<T, TValue> value) => command.Parameters.AddWithValue(rows.Select(value).ToArray());
}

/// <summary>A version as it is stored.</summary>
internal sealed record StoredVersion(int GoalId, string Uri, string Hash, string? ShortName);

/// <summary>A goal at its place in the release.</summary>
/// <param name="GoalId">0: not stored yet.</param>
/// <param name="ShortName">What people called it in an earlier version.</param>
internal sealed record PlacedGoal(GoalContent Goal, int Position, int GoalId, string? ShortName);
