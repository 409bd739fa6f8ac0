using System.Collections.Concurrent;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>
/// Sessions stand in the database: signing out ends one everywhere, an administrator ends all of a person, a change of role or a
/// disabled account ends them too. Looked up at most every five seconds per session and node.
/// </summary>
public sealed class Sessions(Database database, TimeProvider clock)
{
    /// <summary>However busy somebody is, after this she signs in again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private const int MostKnown = 10_000;
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _alive = new();

    /// <returns>The person with the session that began.</returns>
    public async Task<Person> Begin(Staff staff, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(staff.SchoolId), stop);
        var now = clock.GetUtcNow();
        var begun = new PersonSession { SchoolId = staff.SchoolId, SessionId = Guid.CreateVersion7(now), StaffId = staff.StaffId, CreatedAt = now, ExpiresAt = now + Longest };
        session.Tables.PersonSessions.Add(begun);
        // What is over tells nobody anything.
        session.Tables.PersonSessions.RemoveRange(await session.Tables.PersonSessions.Where(s => s.SchoolId == staff.SchoolId && s.StaffId == staff.StaffId && s.ExpiresAt < now).ToListAsync(stop));
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return new Person(staff.SchoolId, staff.StaffId, staff.Key, staff.DisplayName, staff.Role, staff.IsSample, begun.SessionId);
    }

    /// <summary>Whether the session still runs, and the person is still who the cookie says.</summary>
    public async ValueTask<bool> IsAlive(Person person, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_alive.TryGetValue(person.Session, out var seen) && now - seen < Fresh) return true;
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        var alive = await (from s in session.Tables.PersonSessions.AsNoTracking()
                           join staff in session.Tables.Staff.AsNoTracking() on new { s.SchoolId, s.StaffId } equals new { staff.SchoolId, staff.StaffId }
                           where s.SchoolId == person.School && s.SessionId == person.Session && s.StaffId == person.StaffId && s.EndedAt == null && s.ExpiresAt > now && staff.DisabledAt == null && staff.Role == person.Role
                           select s.SessionId).AnyAsync(stop);
        if (_alive.Count > MostKnown) _alive.Clear();
        if (alive) _alive[person.Session] = now;
        else _alive.TryRemove(person.Session, out _);
        return alive;
    }

    public async Task End(Person person, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        if (await session.Tables.PersonSessions.SingleOrDefaultAsync(s => s.SchoolId == person.School && s.SessionId == person.Session, stop) is { } running) running.EndedAt = clock.GetUtcNow();
        session.Note(person, clock.GetUtcNow(), "sign-out", null);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        _alive.TryRemove(person.Session, out _);
    }

    /// <summary>Ends every session of a member of staff, in the caller's transaction; on other nodes within seconds.</summary>
    public async Task EndAll(Session session, int school, int staff, CancellationToken stop)
    {
        foreach (var running in await session.Tables.PersonSessions.Where(s => s.SchoolId == school && s.StaffId == staff && s.EndedAt == null).ToListAsync(stop))
        {
            running.EndedAt = clock.GetUtcNow();
            _alive.TryRemove(running.SessionId, out _);
        }
    }
}
