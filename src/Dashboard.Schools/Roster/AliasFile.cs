using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Roster;

/// <param name="Tied">Keys that now lead to a pupil.</param>
/// <param name="Known">Keys that did already.</param>
/// <param name="Unknown">Pupils of the file whom the school does not know by ECK iD, user name or number; they are left alone.</param>
/// <param name="Clashing">Keys that lead to another pupil already: a person decides.</param>
public sealed record AliasReport(int Tied, int Known, int Unknown, int Clashing);

/// <summary>
/// A file that says which pupil a supplier means by its own key (CI-21, CI-22): an EDEXML file whose leerling keys are the
/// supplier's. It ties names and does nothing else: nobody is added, renamed or leaves by it. Pupils are found by ECK iD, user
/// name or administration key, never by their names.
/// </summary>
public sealed class AliasFile(Database database, KeyRing keys, AliasMatches matches, TimeProvider clock)
{
    /// <summary>As <see cref="PupilAlias.MatchedBy"/>.</summary>
    public const string By = "alias-file";

    /// <param name="school">Our school.</param>
    /// <param name="tool">A tool of the supplier.</param>
    /// <param name="file">As read by the roster reader.</param>
    /// <param name="actor">Who brought it, for the audit line.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<AliasReport> Apply(int school, Tool tool, RosterSnapshot file, string actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(tool);
        ArgumentNullException.ThrowIfNull(file);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var t = session.Tables;
        var supplier = await t.Publishers.Where(p => p.PublisherId == tool.PublisherId).Select(p => p.Key).SingleAsync(stop);
        var aliases = (await t.PupilAliases.AsNoTracking().Where(a => a.SchoolId == school && a.ValidUntil == null).ToListAsync(stop)).ToDictionary(a => Convert.ToHexString(a.Hash), a => a.PupilId);
        var pupils = await t.Pupils.Where(p => p.SchoolId == school).ToDictionaryAsync(p => p.PupilId, stop);
        var (tied, known, unknown, clashing) = (0, 0, 0, 0);
        foreach (var one in file.Pupils.Where(p => p.LasKey is not null))
        {
            var pupil = Find(one);
            if (pupil is null) { unknown++; continue; }
            var name = new OutsideName(AliasKind.PublisherKey, AliasesSql.OfSupplier(supplier, one.LasKey!));
            var hash = Convert.ToHexString(AliasesSql.Hash(keys, name.Kind, name.Value));
            if (aliases.TryGetValue(hash, out var holder)) { if (holder == pupil.PupilId) known++; else clashing++; continue; }
            await matches.Tie(session, school, tool.ToolId, pupil, name, By, stop);
            aliases[hash] = pupil.PupilId;
            tied++;
        }
        t.Audits.Add(new Audit { SchoolId = school, At = clock.GetUtcNow(), Actor = actor, Action = "alias-file", Subject = tool.Key, Detail = System.Text.Json.JsonSerializer.Serialize(new { tied, known, unknown, clashing }) });
        await t.SaveChangesAsync(stop);
        await session.Commit(stop);
        return new AliasReport(tied, known, unknown, clashing);

        Pupil? Find(RosterPupil one)
        {
            foreach (var (kind, value) in new[] { (AliasKind.EckId, one.EckId), (AliasKind.UserName, one.UserName), (AliasKind.LasKey, one.UserName) })
                if (value is not null && aliases.TryGetValue(Convert.ToHexString(AliasesSql.Hash(keys, kind, value)), out var id)) return pupils[id];
            return null;
        }
    }
}
