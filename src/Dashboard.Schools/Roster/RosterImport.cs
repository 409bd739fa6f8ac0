using System.Security.Cryptography;
using System.Text;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Roster;

/// <param name="Added">Pupils new to the school.</param>
/// <param name="Changed">Pupils whose name or aliases changed.</param>
/// <param name="Unchanged">Pupils as they were.</param>
/// <param name="Left">Pupils who are no longer in the administration.</param>
/// <param name="Groups">Groups in the file.</param>
/// <param name="Staff">Staff in the file.</param>
/// <param name="Warnings">What was read over.</param>
/// <param name="NeedsConfirm">Why nothing was stored yet; null when it was (or would be).</param>
public sealed record RosterReport(int Added, int Changed, int Unchanged, int Left, int Groups, int Staff, IReadOnlyList<string> Warnings, string? NeedsConfirm);

/// <summary>
/// Puts a full snapshot of the roster in place: pupils are matched by ECK iD, else by the administration's key; who is absent has left.
/// Results that waited for a pupil go along afterwards (ledger work in the same transaction). All or nothing.
/// </summary>
public sealed class RosterImport(Database database, KeyRing keys, PartPayload payloads, TimeProvider clock)
{
    /// <summary>More pupils leaving than this share asks for confirmation: most likely the wrong file.</summary>
    private const double SurprisingShare = 0.2;

    /// <param name="school">Our school.</param>
    /// <param name="snapshot">As read.</param>
    /// <param name="groupKeys">Keys that some groups keep in URLs, by LAS key (the sample school's "groep-5"); others get a random one.</param>
    /// <param name="dryRun">Reports and stores nothing.</param>
    /// <param name="confirmed">Go on although many pupils would leave.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<RosterReport> Apply(int school, RosterSnapshot snapshot, IReadOnlyDictionary<string, string>? groupKeys, bool dryRun, bool confirmed, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var now = clock.GetUtcNow();
        var tables = session.Tables;
        var groups = await Groups(tables, school, snapshot, groupKeys ?? new Dictionary<string, string>(), stop);
        var aliases = await tables.PupilAliases.Where(a => a.SchoolId == school && a.ValidUntil == null).ToListAsync(stop);
        var pupils = await tables.Pupils.Where(p => p.SchoolId == school).ToDictionaryAsync(p => p.PupilId, stop);
        var names = await tables.PupilNames.Where(n => n.SchoolId == school).ToDictionaryAsync(n => n.PupilId, stop);
        var byHash = aliases.ToDictionary(a => Convert.ToHexString(a.Hash));
        var (added, changed, unchanged) = (0, 0, 0);
        var members = new List<(int Group, Pupil Pupil)>();
        var present = new HashSet<Pupil>();
        foreach (var one in snapshot.Pupils.Where(p => !p.Left))
        {
            var outside = Outside(one).ToList();
            var found = outside.Select(o => byHash.GetValueOrDefault(Convert.ToHexString(AliasesSql.Hash(keys, o.Kind, o.Value)))).FirstOrDefault(a => a is not null);
            var pupil = found is null ? new Pupil { SchoolId = school, Key = RandomKey() } : pupils[found.PupilId];
            if (found is null) tables.Pupils.Add(pupil);
            var isChanged = pupil.LeftOn is not null;
            pupil.LeftOn = null;
            if (found is null) await tables.SaveChangesAsync(stop);
            isChanged |= Name(tables, names, pupil, one);
            foreach (var (kind, value) in outside)
            {
                var hash = AliasesSql.Hash(keys, kind, value);
                if (byHash.ContainsKey(Convert.ToHexString(hash))) continue;
                var alias = new PupilAlias { SchoolId = school, Kind = kind, Hash = hash, PupilId = pupil.PupilId, Value = keys.Encrypt(school, Encoding.UTF8.GetBytes(value)), ValidFrom = now };
                tables.PupilAliases.Add(alias);
                byHash[Convert.ToHexString(hash)] = alias;
                isChanged = true;
            }
            present.Add(pupil);
            members.AddRange(one.Groups.Where(groups.ContainsKey).Select(g => (groups[g].GroupId, pupil)));
            if (found is null) added++;
            else if (isChanged) changed++;
            else unchanged++;
        }
        var leaving = pupils.Values.Where(p => p.LeftOn is null && !present.Contains(p)).ToList();
        foreach (var pupil in leaving) pupil.LeftOn = SchoolTime.Day(now);
        await Members(tables, school, groups.Values, members, stop);
        await StaffAndAssignments(tables, school, snapshot, groups, stop);
        var warnings = snapshot.Warnings.Concat(snapshot.Pupils.SelectMany(p => p.Groups).Distinct().Where(g => !groups.ContainsKey(g)).Select(g => $"Groep '{g}' komt bij leerlingen voor, maar niet in de lijst met groepen.")).ToList();
        var surprising = leaving.Count > SurprisingShare * Math.Max(1, pupils.Values.Count(p => p.LeftOn is null || leaving.Contains(p)));
        var report = new RosterReport(added, changed, unchanged, leaving.Count, groups.Count, snapshot.Staff.Count, warnings,
            surprising && !confirmed ? $"{leaving.Count} leerlingen zouden van school gaan. Klopt dat, geef dan --confirm mee." : null);
        if (dryRun || report.NeedsConfirm is not null) return report;
        await session.Enqueue(WorkKind.Waiting, school, 0, snapshot.SchoolYear, payloads.Seal(school, [], Contracts.ContractsJson.Default.ListResult), now, stop);
        tables.Audits.Add(new Audit { SchoolId = school, At = now, Actor = "roster", Action = "roster-import", Detail = System.Text.Json.JsonSerializer.Serialize(new { added, changed, left = leaving.Count }) });
        await tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return report;
    }

    private static IEnumerable<(AliasKind Kind, string Value)> Outside(RosterPupil pupil)
    {
        if (pupil.EckId is not null) yield return (AliasKind.EckId, pupil.EckId);
        if (pupil.LasKey is not null) yield return (AliasKind.LasKey, pupil.LasKey);
        if (pupil.UserName is not null) yield return (AliasKind.UserName, pupil.UserName);
    }

    private static Guid RandomKey() => new(RandomNumberGenerator.GetBytes(16));

    private static bool Name(StoreContext tables, Dictionary<int, PupilName> names, Pupil pupil, RosterPupil one)
    {
        if (!names.TryGetValue(pupil.PupilId, out var name))
        {
            name = new PupilName { SchoolId = pupil.SchoolId, PupilId = pupil.PupilId };
            tables.PupilNames.Add(name);
            names[pupil.PupilId] = name;
        }
        var same = (name.GivenName, name.Prefix, name.FamilyName) == (one.GivenName, one.Prefix, one.FamilyName);
        (name.GivenName, name.Prefix, name.FamilyName) = (one.GivenName, one.Prefix, one.FamilyName);
        return !same;
    }

    private static async Task<Dictionary<string, SchoolGroup>> Groups(StoreContext tables, int school, RosterSnapshot snapshot, IReadOnlyDictionary<string, string> keys, CancellationToken stop)
    {
        var stored = await tables.Groups.Where(g => g.SchoolId == school && g.SchoolYear == snapshot.SchoolYear).ToDictionaryAsync(g => g.LasKey, stop);
        var groups = new Dictionary<string, SchoolGroup>();
        foreach (var one in snapshot.Groups)
        {
            if (!stored.TryGetValue(one.LasKey, out var group))
            {
                group = new SchoolGroup { SchoolId = school, SchoolYear = snapshot.SchoolYear, LasKey = one.LasKey, Key = keys.GetValueOrDefault(one.LasKey, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))) };
                tables.Groups.Add(group);
            }
            (group.Name, group.YearGroup, group.Composite) = (one.Name, one.YearGroup, one.Composite);
            groups[one.LasKey] = group;
        }
        await tables.SaveChangesAsync(stop);
        return groups;
    }

    private static async Task Members(StoreContext tables, int school, IEnumerable<SchoolGroup> groups, List<(int Group, Pupil Pupil)> members, CancellationToken stop)
    {
        var ids = groups.Select(g => g.GroupId).ToArray();
        var stored = await tables.Memberships.Where(m => m.SchoolId == school && ids.Contains(m.GroupId)).ToListAsync(stop);
        var wanted = members.Select(m => (m.Group, m.Pupil.PupilId)).ToHashSet();
        tables.Memberships.RemoveRange(stored.Where(m => !wanted.Contains((m.GroupId, m.PupilId))));
        var there = stored.Select(m => (m.GroupId, m.PupilId)).ToHashSet();
        tables.Memberships.AddRange(wanted.Where(w => !there.Contains(w)).Select(w => new Membership { SchoolId = school, GroupId = w.Group, PupilId = w.PupilId }));
    }

    private static async Task StaffAndAssignments(StoreContext tables, int school, RosterSnapshot snapshot, Dictionary<string, SchoolGroup> groups, CancellationToken stop)
    {
        var stored = await tables.Staff.Where(s => s.SchoolId == school && s.LasKey != null).ToDictionaryAsync(s => s.LasKey!, stop);
        foreach (var one in snapshot.Staff)
            if (stored.TryGetValue(one.LasKey, out var known)) known.DisplayName = one.DisplayName;
            else tables.Staff.Add(stored[one.LasKey] = new Staff { SchoolId = school, Key = RandomKey(), LasKey = one.LasKey, UserName = one.UserName ?? one.LasKey, DisplayName = one.DisplayName, Role = Role.Teacher });
        await tables.SaveChangesAsync(stop);
        var ids = groups.Values.Select(g => g.GroupId).ToArray();
        var fromRoster = stored.Values.Select(s => s.StaffId).ToArray();
        // Substitutes with an end date were arranged here, not in the administration: they stay.
        var assigned = await tables.Assignments.Where(a => a.SchoolId == school && ids.Contains(a.GroupId) && fromRoster.Contains(a.StaffId) && a.Until == null).ToListAsync(stop);
        var wanted = snapshot.Staff.SelectMany(s => s.Groups.Where(groups.ContainsKey).Select(g => (stored[s.LasKey].StaffId, groups[g].GroupId))).ToHashSet();
        tables.Assignments.RemoveRange(assigned.Where(a => !wanted.Contains((a.StaffId, a.GroupId))));
        var there = assigned.Select(a => (a.StaffId, a.GroupId)).ToHashSet();
        tables.Assignments.AddRange(wanted.Where(w => !there.Contains(w)).Select(w => new Assignment { SchoolId = school, StaffId = w.StaffId, GroupId = w.GroupId }));
    }
}
