using Dashboard.Schools.People;
using Dashboard.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Keys;

/// <summary>
/// Puts everything that is sealed under the newest encryption secret (Dashboard:EncryptionSecrets, the first of them). Secrets that
/// were before it still open what is there, so nodes may go on meanwhile; afterwards the old one can be taken away.
/// </summary>
public sealed class KeyRotation(Database database, KeyRing keys)
{
    /// <returns>Rows sealed anew, per column.</returns>
    public async Task<IReadOnlyDictionary<string, int>> Run(CancellationToken stop)
    {
        var done = new SortedDictionary<string, int>(StringComparer.Ordinal);
        List<int> schools;
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.None, stop)) schools = await session.Tables.Schools.Select(s => s.SchoolId).ToListAsync(stop);
        foreach (var school in schools.Prepend(Operators.NoSchool)) // 0: what belongs to no school
            foreach (var (role, table, column) in KeyRotationSql.Sealed)
            {
                await using var session = await database.Begin(role, Scope.School(school), stop);
                var n = await session.SealAnew(table, column, school, sealedBytes => keys.Encrypt(school, keys.Decrypt(school, sealedBytes)), stop);
                await session.Commit(stop);
                done[$"{table}.{column}"] = done.GetValueOrDefault($"{table}.{column}") + n;
            }
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.None, stop))
        {
            var shared = await session.Tables.DataProtectionKeys.ToListAsync(stop);
            foreach (var key in shared) key.Xml = Convert.ToBase64String(keys.Encrypt(0, keys.Decrypt(0, Convert.FromBase64String(key.Xml))));
            var signing = await session.Tables.LaunchSigningKeys.ToListAsync(stop);
            foreach (var key in signing) key.Sealed = Convert.ToBase64String(keys.Encrypt(0, keys.Decrypt(0, Convert.FromBase64String(key.Sealed))));
            await session.Tables.SaveChangesAsync(stop);
            await session.Commit(stop);
            done["launch_signing_key.sealed"] = signing.Count;
            done["data_protection_key.xml"] = shared.Count;
        }
        return done;
    }
}
