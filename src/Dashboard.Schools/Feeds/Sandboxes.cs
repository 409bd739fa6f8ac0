using Dashboard.Schools.Calendar;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Feeds;

/// <summary>
/// A school of nobody, per publisher, to try messages on: twelve invented pupils, every feed of this publisher on and no other.
/// It is a school like any other below, so what works there works.
/// </summary>
public sealed class Sandboxes(Database database, Registry registry, RosterImport roster, TimeProvider clock)
{
    private const int Pupils = 12;

    public static string KeyOf(string publisher) => "proef-" + publisher;

    /// <summary>The administration's key of the n-th pupil: "proef-01".</summary>
    public static string PupilKey(int n) => $"proef-{n:00}";

    /// <summary>Makes it, or completes it with feeds of tools that came later.</summary>
    public async Task<School> Ensure(Publisher publisher, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(publisher);
        var key = KeyOf(publisher.Key);
        var school = await registry.School(key, null, "00", "Proefschool van " + publisher.Name, sample: false, stop);
        List<int> tools;
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.None, stop))
        {
            var stored = await session.Tables.Schools.SingleAsync(s => s.SchoolId == school, stop);
            if (stored.SandboxOf is { } owner && owner != publisher.PublisherId) throw new InvalidOperationException($"School {key} is another publisher's sandbox.");
            stored.SandboxOf = publisher.PublisherId;
            tools = await session.Tables.Tools.Where(t => t.PublisherId == publisher.PublisherId).Select(t => t.ToolId).ToListAsync(stop);
            await session.Tables.SaveChangesAsync(stop);
            await session.Commit(stop);
        }
        var pupils = Enumerable.Range(1, Pupils).Select(n => new RosterPupil(PupilKey(n), null, $"Proef {n}", null, "Leerling", null, ["proefgroep"], false)).ToList();
        var snapshot = new RosterSnapshot(null, null, key, SchoolTime.SchoolYear(SchoolTime.Day(clock.GetUtcNow())), [new RosterGroup("proefgroep", "Proefgroep", "5", false)], pupils, [], []);
        await roster.Apply(school, snapshot, null, dryRun: false, confirmed: true, stop);
        foreach (var tool in tools) await registry.FeedOn(school, tool, progress: true, null, stop);
        return (await Find(publisher, stop))!;
    }

    public async Task<School?> Find(Publisher publisher, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        return await session.Tables.Schools.AsNoTracking().SingleOrDefaultAsync(s => s.SandboxOf == publisher.PublisherId, stop);
    }
}
