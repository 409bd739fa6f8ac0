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

    /// <returns>The pupil keys behind the hashes (in hexadecimal) that the school knows. One round trip.</returns>
    public static async Task<Dictionary<string, Guid>> Resolve(Database database, DatabaseRole role, int school, IReadOnlyCollection<byte[]> hashes, CancellationToken stop)
    {
        if (hashes.Count == 0) return [];
        var query = new NpgsqlBatchCommand("""
            select a.hash, p.key from (select distinct unnest($2::bytea[]) as hash) h
            cross join lateral (select hash, pupil_id from pupil_alias where school_id = $1 and hash = h.hash and valid_until is null offset 0) a
            cross join lateral (select key from pupil where school_id = $1 and pupil_id = a.pupil_id offset 0) p -- offset 0: key by key, whatever the planner thinks of the tables
            """);
        query.Parameters.Add(new() { Value = school });
        query.Parameters.Add(new() { Value = hashes as byte[][] ?? [.. hashes] });
        var found = await database.Read(role, Scope.School(school), query, r => (Hash: r.GetFieldValue<byte[]>(0), Pupil: r.GetGuid(1)), stop);
        return found.ToDictionary(f => Convert.ToHexString(f.Hash), f => f.Pupil);
    }
}
