using System.Text;
using System.Text.Json;
using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Roster;

/// <summary>An outside name that nobody of the school is known by, and what waits for it.</summary>
/// <param name="Hash">Hexadecimal; names it in forms.</param>
/// <param name="Shown">As the school can recognise it: the number or key; of an ECK iD only its end.</param>
/// <param name="Results">So many results wait.</param>
/// <param name="Since">The oldest.</param>
public sealed record WaitingName(string Hash, AliasKind Kind, string Shown, int Results, DateTimeOffset Since);

/// <summary>An outside name that a person or a supplier's file tied to a pupil.</summary>
public sealed record MatchedName(string Hash, AliasKind Kind, string Shown, Guid Pupil, DateTimeOffset Since, bool ByFile);

/// <summary>
/// Ties outside names to pupils, and unties them. What waited goes along, and what came in by a wrong match moves back, as ledger
/// work in the same transaction; tracks and signals follow from there.
/// </summary>
public sealed class AliasMatches(Database database, KeyRing keys, PartPayload payloads, TimeProvider clock)
{
    /// <summary>Ties a waiting name to a pupil.</summary>
    /// <returns>False when nothing waits under this name, or the pupil is not of this school.</returns>
    public async Task<bool> Match(Person person, int tool, string hash, Guid pupil, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        var (t, school, bytes) = (session.Tables, person.School, Convert.FromHexString(hash));
        var found = await t.Pupils.SingleOrDefaultAsync(p => p.SchoolId == school && p.Key == pupil && p.LeftOn == null, stop);
        var name = await NameOf(t, school, tool, bytes, stop);
        if (found is null || name is null || await t.PupilAliases.AnyAsync(a => a.SchoolId == school && a.Hash == bytes && a.ValidUntil == null, stop)) return false;
        await Tie(session, school, tool, found, name, person.Key.ToString(), stop);
        session.Note(person, clock.GetUtcNow(), "alias-matched", pupil.ToString());
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return true;
    }

    /// <summary>Unties a name: what came in by it leaves the pupil and waits again.</summary>
    public async Task<bool> Undo(Person person, string hash, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        var (t, school, bytes, now) = (session.Tables, person.School, Convert.FromHexString(hash), clock.GetUtcNow());
        var alias = await t.PupilAliases.SingleOrDefaultAsync(a => a.SchoolId == school && a.Hash == bytes && a.ValidUntil == null && a.MatchedBy != null, stop);
        if (alias is null) return false;
        alias.ValidUntil = now;
        var pupil = await t.Pupils.SingleAsync(p => p.SchoolId == school && p.PupilId == alias.PupilId, stop);
        await Move(session, school, pupil.PupilId, hash, pupil.Key, Guid.Empty, now, stop);
        session.Note(person, now, "alias-unmatched", pupil.Key.ToString());
        await t.SaveChangesAsync(stop);
        await session.Commit(stop);
        return true;
    }

    /// <summary>What waits for a pupil in results of a tool; the most first. What is on its way to the pupil that it was tied to is not in it.</summary>
    public async Task<IReadOnlyList<WaitingName>> Waiting(int school, int tool, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var t = session.Tables;
        var waiting = await t.WaitingResults.AsNoTracking().Where(w => w.SchoolId == school && w.ToolId == tool && w.Reason == WaitingReason.Pupil
                && !t.PupilAliases.Any(a => a.SchoolId == school && a.ValidUntil == null && a.Hash == w.AliasHash))
            .GroupBy(w => w.AliasHash).Select(g => new { Hash = g.Key, Count = g.Count(), Since = g.Min(w => w.ReceivedAt), First = g.Min(w => w.WaitingId) }).OrderByDescending(g => g.Count).Take(500).ToListAsync(stop);
        var firsts = waiting.Select(w => w.First).ToArray();
        var references = await t.WaitingResults.AsNoTracking().Where(w => w.SchoolId == school && firsts.Contains(w.WaitingId)).ToDictionaryAsync(w => w.WaitingId, w => w.Reference, stop);
        var names = waiting.Select(w => (w.Hash, w.Count, w.Since, Name: Open(school, references[w.First]))).Where(w => w.Name is not null)
            .Select(w => new WaitingName(Convert.ToHexString(w.Hash), w.Name!.Kind, Shown(w.Name), w.Count, w.Since)).ToList();
        foreach (var (bytes, count, since) in await session.Orphans(school, tool, stop))
            if (names.All(n => n.Hash != Convert.ToHexString(bytes)) && await NameOf(t, school, tool, bytes, stop) is { } name)
                names.Add(new WaitingName(Convert.ToHexString(bytes), name.Kind, Shown(name), count, since));
        return names;
    }

    /// <summary>Names that were tied by hand or by a supplier's file, to the pupils of this tool's publisher.</summary>
    public async Task<IReadOnlyList<MatchedName>> Matched(int school, int tool, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var publisher = await session.Tables.Tools.Where(x => x.ToolId == tool).Select(x => x.PublisherId).SingleAsync(stop);
        var rows = await (
            from alias in session.Tables.PupilAliases.AsNoTracking()
            join pupil in session.Tables.Pupils.AsNoTracking() on new { alias.SchoolId, alias.PupilId } equals new { pupil.SchoolId, pupil.PupilId }
            where alias.SchoolId == school && alias.ValidUntil == null && alias.MatchedBy != null && alias.PublisherId == publisher
            orderby alias.ValidFrom descending
            select new { alias, pupil.Key }).Take(500).ToListAsync(stop);
        return [.. rows.Select(r => new MatchedName(Convert.ToHexString(r.alias.Hash), r.alias.Kind, Shown(new OutsideName(r.alias.Kind, Encoding.UTF8.GetString(keys.Decrypt(school, r.alias.Value)))), r.Key, r.alias.ValidFrom, r.alias.MatchedBy == AliasFile.By))];
    }

    /// <summary>Writes the tie and the work that follows from it.</summary>
    internal async Task Tie(Session session, int school, int tool, Pupil pupil, OutsideName name, string by, CancellationToken stop)
    {
        var (hash, now) = (AliasesSql.Hash(keys, name.Kind, name.Value), clock.GetUtcNow());
        session.Tables.PupilAliases.Add(new PupilAlias
        {
            SchoolId = school, Kind = name.Kind, Hash = hash, PupilId = pupil.PupilId, Value = keys.Encrypt(school, Encoding.UTF8.GetBytes(name.Value)), ValidFrom = now, MatchedBy = by,
            PublisherId = await session.Tables.Tools.Where(x => x.ToolId == tool).Select(x => x.PublisherId).SingleAsync(stop),
        });
        await session.Enqueue(WorkKind.Waiting, school, 0, SchoolTime.SchoolYear(SchoolTime.Day(now)), payloads.Seal(school, [], ContractsJson.Default.ListResult), now, stop);
        await Move(session, school, 0, Convert.ToHexString(hash), Guid.Empty, pupil.Key, now, stop);
    }

    private async Task Move(Session session, int school, int holder, string hash, Guid from, Guid to, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var (tool, year) in await session.ResultsOf(school, holder, hash, stop))
            await session.Enqueue(WorkKind.MatchMoved, school, tool, year, payloads.Seal(school, new MatchMoved { Match = hash, From = from, To = to }, ContractsJson.Default.MatchMoved), now, stop);
    }

    /// <summary>From a result that waits under it, else from when it was tied before.</summary>
    private async Task<OutsideName?> NameOf(StoreContext t, int school, int tool, byte[] hash, CancellationToken stop)
    {
        if (await t.WaitingResults.AsNoTracking().Where(w => w.SchoolId == school && w.ToolId == tool && w.AliasHash == hash).OrderBy(w => w.WaitingId).Select(w => w.Reference).FirstOrDefaultAsync(stop) is { } reference)
            return Open(school, reference);
        var alias = await t.PupilAliases.AsNoTracking().Where(a => a.SchoolId == school && a.Hash == hash).OrderByDescending(a => a.ValidFrom).FirstOrDefaultAsync(stop);
        return alias is null ? null : new OutsideName(alias.Kind, Encoding.UTF8.GetString(keys.Decrypt(school, alias.Value)));
    }

    private OutsideName? Open(int school, byte[]? reference) =>
        reference is null ? null : JsonSerializer.Deserialize<List<OutsideName>>(keys.Decrypt(school, reference))!.FirstOrDefault();

    private static string Shown(OutsideName name) => name.Kind switch
    {
        AliasKind.EckId => "…" + name.Value[^Math.Min(4, name.Value.Length)..],
        AliasKind.PublisherKey => name.Value[(name.Value.IndexOf(':', StringComparison.Ordinal) + 1)..],
        _ => name.Value,
    };
}
