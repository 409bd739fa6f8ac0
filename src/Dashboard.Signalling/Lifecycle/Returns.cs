using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Signalling.Fold;
using Dashboard.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>Signals that were silent because of a follow-up and whose day has come.</summary>
public sealed class Returns(Database database, Notices notices, TimeProvider clock)
{
    /// <summary>Puts back what is due today, for all schools in one query; two nodes never take the same row.</summary>
    /// <returns>What web nodes have to know.</returns>
    public async Task<List<SignalsChanged>> PutBack(CancellationToken stop)
    {
        List<int> schools;
        await using (var look = await database.Begin(DatabaseRole.Signalling, Scope.None, stop))
            schools = await look.Tables.Schools.AsNoTracking().Select(s => s.SchoolId).ToListAsync(stop);
        var now = clock.GetUtcNow();
        await using var session = await database.Begin(DatabaseRole.Signalling, Scope.Of(schools), stop);
        var back = await session.TakeBack(SchoolTime.Day(now), stop);
        await notices.Tell(session, back, now, stop);
        var versions = back.Count == 0 ? [] : await session.BumpGroups(back.Select(c => new UnitKey(c.School, 0, c.Pupil, 0)), now, stop);
        await session.Commit(stop);
        return Folder.Messages(versions);
    }
}
