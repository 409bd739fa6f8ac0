using System.Security.Cryptography;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>A new school with its first administrator, who chooses her own password; everything else is hers to do.</summary>
public sealed class NewSchool(Database database, Team team, TimeProvider clock)
{
    /// <param name="key">Our key of the school.</param>
    /// <param name="brin">BRIN of four or six; null: none.</param>
    /// <param name="name">As the school calls itself.</param>
    /// <param name="admin">User name of the first administrator.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The school's id and the code for /activeren; no code: the school or the user name is there already, and nothing changed.</returns>
    public async Task<(int School, string? Code)> Create(string key, string? brin, string name, string admin, CancellationToken stop)
    {
        int school;
        Guid staffKey;
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.None, stop))
        {
            var t = session.Tables;
            if (await t.Schools.AnyAsync(s => s.Key == key, stop) || await t.Logins.AnyAsync(l => l.UserName == admin, stop)) return (0, null);
            var made = new School { Key = key, Brin = brin?[..4], Dependance = brin is { Length: 6 } ? brin[4..] : "00", Name = name };
            t.Schools.Add(made);
            await t.SaveChangesAsync(stop);
            await session.Commit(stop);
            school = made.SchoolId;
        }
        await using (var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop))
        {
            var staff = new Staff { SchoolId = school, Key = new Guid(RandomNumberGenerator.GetBytes(16)), UserName = admin, DisplayName = admin, Role = Role.Administrator };
            session.Tables.Staff.Add(staff);
            session.Tables.Audits.Add(new Audit { SchoolId = school, At = clock.GetUtcNow(), Actor = "operator", Action = "school-created" });
            await session.Tables.SaveChangesAsync(stop);
            await session.Commit(stop);
            staffKey = staff.Key;
        }
        return (school, await team.Invite(new Person(school, 0, Guid.Empty, "operator", Role.Operator, false), staffKey, stop));
    }
}
