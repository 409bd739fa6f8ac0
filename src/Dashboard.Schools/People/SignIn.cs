using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>Local accounts: ASP.NET Core Identity's password hasher, lock-out after five wrong passwords.</summary>
public sealed class SignIn(Database database, TimeProvider clock)
{
    private const int MaxFailures = 5;
    private static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);
    private static readonly PasswordHasher<Staff> Hasher = new();

    public static string Hash(string password) => Hasher.HashPassword(new Staff(), password);

    /// <param name="userName">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="sampleAllowed">Sample accounts sign in only straight from loopback, with the sample school on.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The person, or null: wrong name, wrong password, locked, or a sample account where it may not be.</returns>
    public async Task<Person?> WithPassword(string userName, string password, bool sampleAllowed, CancellationToken stop)
    {
        var login = await Find(userName, stop);
        await using var session = await database.Begin(DatabaseRole.Web, login is null ? Scope.None : Scope.School(login.SchoolId), stop);
        var staff = login is null ? null : await session.Tables.Staff.SingleOrDefaultAsync(s => s.SchoolId == login.SchoolId && s.StaffId == login.StaffId, stop);
        if (staff?.PasswordHash is null)
        {
            Hasher.VerifyHashedPassword(new Staff(), DummyHash, password); // the same work, so that time tells nothing
            return null;
        }
        var now = clock.GetUtcNow();
        if (staff.LockedUntil > now || (staff.IsSample && !sampleAllowed)) return null;
        var right = Hasher.VerifyHashedPassword(staff, staff.PasswordHash, password) != PasswordVerificationResult.Failed;
        staff.FailedAttempts = right ? 0 : staff.FailedAttempts + 1;
        if (staff.FailedAttempts >= MaxFailures) (staff.LockedUntil, staff.FailedAttempts) = (now + LockOut, 0);
        session.Tables.Audits.Add(new Audit { SchoolId = staff.SchoolId, At = now, Actor = staff.Key.ToString(), Action = right ? "sign-in" : "sign-in-refused" });
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return right ? new Person(staff.SchoolId, staff.StaffId, staff.Key, staff.DisplayName, staff.Role, staff.IsSample) : null;
    }

    private static readonly string DummyHash = Hash("not a password");

    private async Task<Login?> Find(string userName, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        return await session.Tables.Logins.AsNoTracking().SingleOrDefaultAsync(l => l.UserName == userName, stop);
    }
}
