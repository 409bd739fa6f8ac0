using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Audits;

/// <summary>What a check of one school's chain found.</summary>
/// <param name="School">Key; empty for what belongs to no school.</param>
/// <param name="Seals">Batches in the chain.</param>
/// <param name="Lines">Sealed lines that are there.</param>
/// <param name="Open">Lines that wait for the next batch.</param>
/// <param name="Broken">What is wrong, the first of it; null: every line is as it was written.</param>
/// <param name="Head">Hash of the last batch, hexadecimal: kept elsewhere it also proves that nothing was cut off.</param>
public sealed record ChainCheck(string School, int Seals, int Lines, int Open, string? Broken, string Head)
{
    public bool IsGood => Broken is null;

    public override string ToString() =>
        $"{(School.Length > 0 ? School : "(geen school)")}: {Seals} batches, {Lines} lines sealed, {Open} open; head {(Head.Length > 0 ? Head[..16] : "-")}: {Broken ?? "good"}";
}

/// <summary>
/// Seals audit lines in batches: each batch has an HMAC-SHA-256, under a key outside the database, over the hash before it and over
/// its lines. Whoever changes, adds or removes a line in the database breaks the chain. (privacy.md §4, ASVS V16)
/// </summary>
public sealed class AuditSeals(Database database, KeyRing keys, TimeProvider clock)
{
    /// <returns>How many lines were sealed, over all schools.</returns>
    public async Task<int> SealAll(CancellationToken stop)
    {
        var sealedLines = 0;
        foreach (var (school, _) in await Schools(stop)) sealedLines += await Seal(school, stop);
        return sealedLines;
    }

    /// <summary>Nothing when there is nothing to seal.</summary>
    public async Task<int> Seal(int school, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        if (!await session.TryTurn($"audit-seal-{school}", stop)) return 0;
        var last = await session.Tables.AuditSeals.AsNoTracking().Where(s => s.SchoolId == school).OrderByDescending(s => s.Seal).FirstOrDefaultAsync(stop);
        var number = (last?.Seal ?? 0) + 1;
        if (await session.SealLines(school, number, stop) == 0) return 0;
        var (hash, lines, first, until) = await Hash(session, school, number, last?.Hash ?? [], stop);
        session.Tables.AuditSeals.Add(new AuditSeal { SchoolId = school, Seal = number, SealedAt = clock.GetUtcNow(), Lines = lines, FirstAt = first, LastAt = until, Hash = hash });
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return lines;
    }

    /// <summary>Goes over every line of the chain of one school, or of all.</summary>
    /// <param name="only">Key of a school; null: all.</param>
    /// <param name="stop">Cancels.</param>
    public async IAsyncEnumerable<ChainCheck> Verify(string? only, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var (school, key) in await Schools(stop))
            if (only is null || key == only) yield return await Verify(school, key, stop);
    }

    private async Task<ChainCheck> Verify(int school, string key, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var seals = await session.Tables.AuditSeals.AsNoTracking().Where(s => s.SchoolId == school).OrderBy(s => s.Seal).ToListAsync(stop);
        var counts = await session.Tables.Audits.Where(a => a.SchoolId == school).GroupBy(a => a.Seal).Select(g => new { g.Key, Lines = g.Count() }).ToListAsync(stop);
        var (before, lines, broken) = (Array.Empty<byte>(), 0, (string?)null);
        foreach (var (seal, n) in seals.Select((s, i) => (s, i + 1)))
        {
            var found = counts.FirstOrDefault(c => c.Key == seal.Seal)?.Lines ?? 0;
            if (seal.Seal != n) broken ??= $"batch {n} is missing";
            if (!seal.Pruned && found != seal.Lines) broken ??= $"batch {seal.Seal} has {found} lines, {seal.Lines} were sealed";
            else if (!seal.Pruned && !(await Hash(session, school, seal.Seal, before, stop)).Hash.AsSpan().SequenceEqual(seal.Hash)) broken ??= $"batch {seal.Seal} ({seal.FirstAt:u} to {seal.LastAt:u}) is not as it was sealed";
            else lines += found;
            before = seal.Hash;
        }
        if (counts.FirstOrDefault(c => c.Key is { } number && seals.All(s => s.Seal != number)) is { } stray) broken ??= $"lines are in batch {stray.Key}, which is not there";
        return new ChainCheck(key, seals.Count, lines, counts.FirstOrDefault(c => c.Key is null)?.Lines ?? 0, broken, seals.Count == 0 ? "" : Convert.ToHexStringLower(seals[^1].Hash));
    }

    private async Task<(byte[] Hash, int Lines, DateTimeOffset First, DateTimeOffset Last)> Hash(Session session, int school, int number, byte[] before, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Derive($"audit:{school}"));
        hash.AppendData(before);
        var (lines, first, last) = (0, DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        await foreach (var line in session.ReadSealed(school, number, stop))
        {
            Number(hash, line.Id);
            Number(hash, line.At.UtcTicks);
            foreach (var text in new[] { line.Actor, line.Action })
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                Number(hash, bytes.Length);
                hash.AppendData(bytes);
            }
            hash.AppendData(line.Digest);
            (lines, first, last) = (lines + 1, line.At < first ? line.At : first, line.At > last ? line.At : last);
        }
        return (hash.GetHashAndReset(), lines, first, last);
    }

    private static void Number(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    /// <summary>Every school, and 0: lines about publishers' keys belong to no school.</summary>
    private async Task<List<(int Id, string Key)>> Schools(CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var schools = await session.Tables.Schools.AsNoTracking().OrderBy(s => s.SchoolId).Select(s => new { s.SchoolId, s.Key }).ToListAsync(stop);
        return [(0, ""), .. schools.Select(s => (s.SchoolId, s.Key))];
    }
}
