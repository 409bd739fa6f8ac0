using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Roster;

/// <summary>
/// Outside names of pupils become keyed hashes here and nowhere else. A kind is part of what is hashed,
/// so that an LAS key can never be taken for an ECK iD.
/// </summary>
public static class Aliases
{
    public static byte[] Hash(KeyRing keys, AliasKind kind, string value) => keys.Hash($"{(int)kind}:{value}");

    /// <returns>The pupil keys behind the hashes that the school knows.</returns>
    public static async Task<Dictionary<string, Guid>> Resolve(StoreContext tables, int school, IReadOnlyCollection<byte[]> hashes, CancellationToken stop)
    {
        if (hashes.Count == 0) return [];
        var list = hashes as byte[][] ?? [.. hashes];
        var found = await (
            from alias in tables.PupilAliases.AsNoTracking()
            join pupil in tables.Pupils.AsNoTracking() on new { alias.SchoolId, alias.PupilId } equals new { pupil.SchoolId, pupil.PupilId }
            where alias.SchoolId == school && list.Contains(alias.Hash) && alias.ValidUntil == null
            select new { alias.Hash, pupil.Key }).ToListAsync(stop);
        return found.ToDictionary(f => Convert.ToHexString(f.Hash), f => f.Key);
    }
}
