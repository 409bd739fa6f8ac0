using Dashboard.Mapping.Goals.Releases;
using Dashboard.Store;
using Dashboard.Store.Tables;
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

    /// <summary>How many of these goals have a link that counts.</summary>
    public static async Task<int> CountLinked(this Session session, string[] uris, CancellationToken stop)
    {
        await using var command = session.Command("select count(distinct g.uri)::int from goal g join goal_link l using (goal_id) where g.uri = any ($1) and l.status = any ($2)");
        command.Parameters.AddWithValue(uris);
        command.Parameters.AddWithValue(new[] { (short)LinkStatus.Proposed, (short)LinkStatus.Approved });
        return (int)(await command.ExecuteScalarAsync(stop))!;
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

    /// <summary>
    /// A version that the set has already is kept, and stands where it stands now; another is added, with the short name that people gave
    /// the goal. A deprecated goal is only marked, or added when it was never there.
    /// </summary>
    public static async Task PutGoals(this Session session, int set, int release, IReadOnlyCollection<(GoalContent Goal, int Position)> goals, CancellationToken stop)
    {
        await using var command = session.Command("""
            with given as (
              select key, uri, kind, type, code, title, description, short_name, subject, domain, level, string_to_array(levels, ',')::uuid[] as levels, granularity,
                string_to_array(groepen, ',')::smallint[] as groepen, string_to_array(kerndoelen, E'\x1f') as kerndoelen, string_to_array(parts, E'\x1f') as parts,
                status, confirmation, deprecated, position, content_hash
              from unnest($3::uuid[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                $15::smallint[], $16::text[], $17::text[], $18::text[], $19::text[], $20::smallint[], $21::boolean[], $22::int[], $23::bytea[])
                g(key, uri, kind, type, code, title, description, short_name, subject, domain, level, levels, granularity, groepen, kerndoelen, parts, status, confirmation, deprecated, position, content_hash)
            ), known as (
              select o.goal_id, o.uri, o.content_hash, o.short_name from given join goal o on o.uri = given.uri join goal_set_release r on r.release_id = o.release_id where r.goal_set_id = $1
            ), gone as (
              update goal set deprecated = true from known join given using (uri) where given.deprecated and goal.goal_id = known.goal_id and not goal.deprecated
            ), kept as (
              update goal set kind = g.kind, short_name = coalesce(goal.short_name, g.short_name), subject = g.subject, domain = g.domain, level = g.level, granularity = g.granularity,
                groepen = g.groepen, kerndoelen = g.kerndoelen, status = g.status, confirmation = g.confirmation, deprecated = false, position = g.position
              from given g join known k on k.uri = g.uri and k.content_hash = g.content_hash where not g.deprecated and goal.goal_id = k.goal_id
              returning goal.goal_id
            ), added as (
              insert into goal (release_id, key, uri, kind, type, code, title, description, short_name, subject, domain, level, levels, granularity, groepen, kerndoelen, parts, status, confirmation, deprecated, position, content_hash)
              select $2, key, uri, kind, type, code, title, description, coalesce(short_name, (select k.short_name from known k where k.uri = g.uri order by goal_id desc limit 1)),
                subject, domain, level, levels, granularity, groepen, kerndoelen, parts, status, confirmation, deprecated, position, content_hash
              from given g where not exists (select from known k where k.uri = g.uri and (g.deprecated or k.content_hash = g.content_hash))
              returning goal_id, deprecated
            )
            insert into goal_in_release (release_id, goal_id) select $2, goal_id from kept union all select $2, goal_id from added where not deprecated
            """);
        command.Parameters.AddWithValue(set);
        command.Parameters.AddWithValue(release);
        Add(command, goals, g => g.Goal.Key);
        Add(command, goals, g => g.Goal.Uri);
        Add(command, goals, g => (short)g.Goal.Kind);
        Add(command, goals, g => g.Goal.Type);
        Add(command, goals, g => g.Goal.Code);
        Add(command, goals, g => g.Goal.Title);
        Add(command, goals, g => g.Goal.Description);
        Add(command, goals, g => g.Goal.ShortName);
        Add(command, goals, g => g.Goal.Subject);
        Add(command, goals, g => g.Goal.Domain);
        Add(command, goals, g => g.Goal.Level);
        Add(command, goals, g => string.Join(',', g.Goal.Levels));
        Add(command, goals, g => (short?)g.Goal.Granularity);
        Add(command, goals, g => string.Join(',', g.Goal.Groepen));
        Add(command, goals, g => string.Join(Sep, g.Goal.Kerndoelen));
        Add(command, goals, g => string.Join(Sep, g.Goal.Parts));
        Add(command, goals, g => g.Goal.Status);
        Add(command, goals, g => (short)g.Goal.Confirmation);
        Add(command, goals, g => g.Goal.Deprecated);
        Add(command, goals, g => g.Position);
        Add(command, goals, g => g.Goal.Hash());
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Where the goals stand now, in place of where they stood.</summary>
    public static async Task PutParents(this Session session, int release, IReadOnlyCollection<GoalContent> goals, CancellationToken stop)
    {
        var places = goals.SelectMany(g => g.Parents.Select(parent => (Child: g.Uri, Parent: parent))).ToList();
        await using (var clear = session.Command("delete from goal_parent p using goal g, goal_in_release i where p.goal_id = g.goal_id and i.goal_id = g.goal_id and i.release_id = $1 and g.uri = any ($2)"))
        {
            clear.Parameters.AddWithValue(release);
            Add(clear, goals, g => g.Uri);
            await clear.ExecuteNonQueryAsync(stop);
        }
        await using var command = session.Command("""
            insert into goal_parent (goal_id, parent_id, position)
            select c.goal_id, p.goal_id, c.position from unnest($2::text[], $3::text[]) g(child, parent)
            join goal c on c.uri = g.child join goal_in_release ci on ci.goal_id = c.goal_id and ci.release_id = $1
            join goal p on p.uri = g.parent join goal_in_release pi on pi.goal_id = p.goal_id and pi.release_id = $1
            """);
        command.Parameters.AddWithValue(release);
        Add(command, places, p => p.Child);
        Add(command, places, p => p.Parent);
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
