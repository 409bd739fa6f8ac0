using Dashboard.Store;
using Dashboard.Store.Tables;
using Npgsql;

namespace Dashboard.Schools.Roster;

/// <summary>
/// Outside names of pupils become keyed hashes here and nowhere else. A kind is part of what is hashed,
/// so that an LAS key can never be taken for an ECK iD.
/// </summary>
public static class AliasesSql
{
    public static byte[] Hash(KeyRing keys, AliasKind kind, string value) => keys.Hash($"{(int)kind}:{value}");

    /// <summary>A supplier's own key, told apart from the same text of another supplier.</summary>
    public static string OfSupplier(string publisher, string key) => $"{publisher}:{key}";

    /// <returns>The pupil keys behind the hashes (in hexadecimal) that the school knows, with what its feed of this tool takes of them now. One round trip.</returns>
    public static async Task<Dictionary<string, KnownPupil>> Resolve(Database database, DatabaseRole role, int school, int tool, IReadOnlyCollection<byte[]> hashes, CancellationToken stop)
    {
        if (hashes.Count == 0) return [];
        var query = new NpgsqlBatchCommand("""
            select a.hash, p.key, a.matched,
              not coalesce((select only_groups from feed where school_id = $1 and tool_id = $3), false)
                or exists (select 1 from feed_group g join membership m on m.school_id = g.school_id and m.group_id = g.group_id where g.school_id = $1 and g.tool_id = $3 and m.pupil_id = a.pupil_id),
              (select results_from from feed where school_id = $1 and tool_id = $3)
            from (select distinct unnest($2::bytea[]) as hash) h
            cross join lateral (select hash, pupil_id, matched_by is not null as matched from pupil_alias where school_id = $1 and hash = h.hash and valid_until is null offset 0) a
            cross join lateral (select key from pupil where school_id = $1 and pupil_id = a.pupil_id offset 0) p -- offset 0: key by key, whatever the planner thinks of the tables
            """);
        query.Parameters.Add(new() { Value = school });
        query.Parameters.Add(new() { Value = hashes as byte[][] ?? [.. hashes] });
        query.Parameters.Add(new() { Value = tool });
        var found = await database.Read(role, Scope.School(school), query,
            r => (Hash: r.GetFieldValue<byte[]>(0), Pupil: new KnownPupil(r.GetGuid(1), r.GetBoolean(2), r.GetBoolean(3), r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4))), stop);
        return found.ToDictionary(f => Convert.ToHexString(f.Hash), f => f.Pupil);
    }

    /// <returns>Those of the hashes (in hexadecimal) whose pupil was erased: nothing of it is kept, whoever sends it again.</returns>
    public static async Task<HashSet<string>> Erased(Database database, DatabaseRole role, int school, IReadOnlyCollection<byte[]> hashes, CancellationToken stop)
    {
        if (hashes.Count == 0) return [];
        var query = new NpgsqlBatchCommand("select hash from tombstone where school_id = $1 and hash = any ($2)");
        query.Parameters.Add(new() { Value = school });
        query.Parameters.Add(new() { Value = hashes as byte[][] ?? [.. hashes] });
        return [.. await database.Read(role, Scope.School(school), query, r => Convert.ToHexString(r.GetFieldValue<byte[]>(0)), stop)];
    }
}

/// <summary>Whose outside name it is.</summary>
/// <param name="Key">The pupil's random key.</param>
/// <param name="Matched">A person or a supplier's file said so, not the roster: it can be undone.</param>
/// <param name="InGroups">The school takes this tool for a group of the pupil.</param>
/// <param name="From">First day of which it takes results; null: no such day.</param>
public readonly record struct KnownPupil(Guid Key, bool Matched, bool InGroups, DateOnly? From);
