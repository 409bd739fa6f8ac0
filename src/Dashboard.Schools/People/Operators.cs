using System.Security.Cryptography;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>
/// Who runs the installation belongs to no school (school 0, where no pupil can be): she is made on the command line by whoever has the
/// database and the secret, chooses her own password, and needs a second factor from her first sign-in on (decision 0091).
/// </summary>
public sealed class Operators(Database database, Team team, TimeProvider clock)
{
    /// <summary>In place of a school, for what belongs to none.</summary>
    public const int NoSchool = 0;

    /// <param name="userName">With which she signs in.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The code for /activeren; null: not a user name, or somebody has it already, and nothing changed.</returns>
    public async Task<string?> Add(string userName, CancellationToken stop)
    {
        if (!Team.UserName().IsMatch(userName)) return null;
        await using var session = await Begin(stop);
        if (await session.Tables.Logins.AnyAsync(l => l.UserName == userName, stop)) return null;
        var staff = new Staff { SchoolId = NoSchool, Key = new Guid(RandomNumberGenerator.GetBytes(16)), UserName = userName, DisplayName = userName, Role = Role.Operator };
        session.Tables.Staff.Add(staff);
        await session.Tables.SaveChangesAsync(stop);
        return await Code(session, staff, "operator-added", stop);
    }

    /// <summary>A new code; with it password and second factor start anew, and every session ends.</summary>
    /// <returns>Null: no such operator.</returns>
    public async Task<string?> Invite(string userName, CancellationToken stop)
    {
        await using var session = await Begin(stop);
        var staff = await session.Tables.Staff.SingleOrDefaultAsync(s => s.SchoolId == NoSchool && s.UserName == userName && s.Role == Role.Operator, stop);
        return staff is null ? null : await Code(session, staff, "operator-invited", stop);
    }

    /// <returns>User name, whether a second factor stands, and when she was last here.</returns>
    public async Task<IReadOnlyList<(string UserName, bool SecondFactor, DateTimeOffset? LastSignIn)>> All(CancellationToken stop)
    {
        await using var session = await Begin(stop);
        return [.. (await session.Tables.Staff.AsNoTracking().Where(s => s.SchoolId == NoSchool && s.Role == Role.Operator).OrderBy(s => s.UserName).ToListAsync(stop)).Select(s => (s.UserName, s.TotpConfirmedAt is not null, s.LastSignInAt))];
    }

    private Task<Session> Begin(CancellationToken stop) => database.Begin(DatabaseRole.Web, Scope.School(NoSchool), stop);

    private async Task<string> Code(Session session, Staff staff, string action, CancellationToken stop)
    {
        var code = await team.NewCode(session, staff, stop);
        session.Tables.Audits.Add(new Audit { SchoolId = NoSchool, At = clock.GetUtcNow(), Actor = "operator", Action = action, Subject = staff.Key.ToString() });
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return code;
    }
}
