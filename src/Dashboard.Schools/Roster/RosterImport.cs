using System.Text.Json;
using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Roster;

/// <summary>
/// Puts a full snapshot of the roster in place: who is absent has left, a group that is absent has ended. Results that waited for a
/// pupil go along afterwards (ledger work in the same transaction). All or nothing; what looks like a mistake is asked first.
/// </summary>
public sealed class RosterImport(Database database, KeyRing keys, PartPayload payloads, TimeProvider clock)
{
    /// <param name="school">Our school.</param>
    /// <param name="snapshot">As read.</param>
    /// <param name="groupKeys">Keys that some groups keep in URLs, by LAS key (the sample school's "groep-5"); others get a random one.</param>
    /// <param name="dryRun">Reports and stores nothing.</param>
    /// <param name="confirmed">Go on although it looks like a mistake (<see cref="RosterQuestions"/>).</param>
    /// <param name="stop">Cancels.</param>
    public async Task<RosterReport> Apply(int school, RosterSnapshot snapshot, IReadOnlyDictionary<string, string>? groupKeys, bool dryRun, bool confirmed, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        await session.OneRoster(school, stop);
        var (tables, now) = (session.Tables, clock.GetUtcNow());
        var today = SchoolTime.Day(now);
        var own = await tables.Schools.AsNoTracking().SingleAsync(s => s.SchoolId == school, stop);
        var newest = await tables.Groups.Where(g => g.SchoolId == school).MaxAsync(g => (short?)g.SchoolYear, stop);
        var groups = await RosterGroupSync.Load(tables, school, snapshot, stop);
        var pupils = await RosterPupilSync.Load(tables, keys, school, now, stop);
        var present = pupils.Known.Where(p => p.LeftOn is null || p.LeftOn > today).ToList();

        await groups.Apply(groupKeys ?? new Dictionary<string, string>(), today, stop);
        var matched = await pupils.Apply(snapshot.Pupils.Where(p => !p.Left), stop);
        var leaving = present.Except(matched.Select(m => m.Pupil)).ToList();
        foreach (var pupil in leaving) pupil.LeftOn ??= LeavesOn(snapshot.SchoolYear, today);
        await groups.Members(matched, stop);
        await groups.Staff(stop);

        var questions = RosterQuestions.Of(own, snapshot, newest, present.Count, leaving.Count).ToList();
        var report = new RosterReport(pupils.Added, pupils.Changed, pupils.Unchanged, leaving.Count, groups.Groups.Count, snapshot.Staff.Count, [.. snapshot.Warnings, .. pupils.Warnings],
            questions.Count > 0 && !confirmed ? string.Join(" ", questions) + " Klopt dat, geef dan --confirm mee." : null) { Differences = groups.Differences() };
        if (dryRun || report.NeedsConfirm is not null) return report;
        await Commit(session, school, snapshot.SchoolYear, "roster-import", new { added = pupils.Added, changed = pupils.Changed, left = leaving.Count }, now, stop);
        return report;
    }

    /// <summary>
    /// Takes only the outside names (ECK iD, key, user name) of pupils whom the school knows already from a file. Such a file may hold a
    /// few pupils: it ends nobody, adds nobody, and changes no name or group. (CI-22)
    /// </summary>
    /// <returns>Changed: pupils who got a name; Unchanged: who had them; the rest of the file is not known and stands in a warning.</returns>
    public async Task<RosterReport> ApplyAliases(int school, RosterSnapshot snapshot, bool dryRun, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        await session.OneRoster(school, stop);
        var now = clock.GetUtcNow();
        var pupils = await RosterPupilSync.Load(session.Tables, keys, school, now, stop);
        var unknown = pupils.ApplyAliases(snapshot.Pupils);
        var warnings = snapshot.Warnings.Concat(pupils.Warnings).Concat(unknown == 0 ? [] : [$"{unknown} leerlingen uit het bestand zijn in deze school niet bekend en zijn overgeslagen."]);
        var report = new RosterReport(0, pupils.Changed, pupils.Unchanged, 0, 0, 0, [.. warnings], null);
        if (!dryRun) await Commit(session, school, snapshot.SchoolYear, "roster-aliases", new { changed = pupils.Changed }, now, stop);
        return report;
    }

    private async Task Commit(Session session, int school, short year, string action, object detail, DateTimeOffset now, CancellationToken stop)
    {
        await session.Enqueue(WorkKind.Waiting, school, 0, year, payloads.Seal(school, [], ContractsJson.Default.ListResult), now, stop);
        session.Tables.Audits.Add(new Audit { SchoolId = school, At = now, Actor = "roster", Action = action, Detail = JsonSerializer.Serialize(detail) });
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    /// <summary>Next year's roster may come before the holidays: who is not in it leaves when that year begins.</summary>
    private static DateOnly LeavesOn(short schoolYear, DateOnly today) => schoolYear > SchoolTime.SchoolYear(today) ? new DateOnly(schoolYear, 8, 1) : today;
}
