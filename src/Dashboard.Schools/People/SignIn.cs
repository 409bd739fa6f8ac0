using System.Security.Cryptography;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>What stands between a right password and a session.</summary>
public enum NextStep { None, Code, SetUp }

/// <summary>Somebody who showed who she is, and what is still to come.</summary>
public sealed record SignedIn(Staff Staff, NextStep Next);

/// <summary>
/// Local accounts: ASP.NET Core Identity's password hasher, lock-out after five wrong passwords or codes, and a second factor
/// (RFC 6238). Administrators and operators always have one; others may. Sample accounts have none.
/// </summary>
public sealed class SignIn(Database database, KeyRing keys, TimeProvider clock)
{
    public const int MaxFailures = 5, ShortestPassword = 12, LongestPassword = 200;
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);
    private static readonly PasswordHasher<Staff> Hasher = new();

    public static string Hash(string password) => Hasher.HashPassword(new Staff(), password);

    /// <param name="userName">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="sampleAllowed">Sample accounts sign in only straight from loopback, with the sample school on.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null: wrong name, wrong password, locked, disabled, or a sample account where it may not be.</returns>
    public async Task<SignedIn?> WithPassword(string userName, string password, bool sampleAllowed, CancellationToken stop)
    {
        var login = await Find(userName, stop);
        await using var session = await database.Begin(DatabaseRole.Web, login is null ? Scope.None : Scope.School(login.SchoolId), stop);
        var staff = login is null ? null : await session.Tables.Staff.SingleOrDefaultAsync(s => s.SchoolId == login.SchoolId && s.StaffId == login.StaffId, stop);
        if (staff?.PasswordHash is null || password.Length > LongestPassword)
        {
            Hasher.VerifyHashedPassword(new Staff(), DummyHash, "the same work, so that time tells nothing");
            return null;
        }
        if (Refused(staff) || (staff.IsSample && !sampleAllowed)) return null;
        var right = Hasher.VerifyHashedPassword(staff, staff.PasswordHash, password) != PasswordVerificationResult.Failed;
        await Count(session, staff, right, right ? Next(staff) == NextStep.None ? "sign-in" : "sign-in-password" : "sign-in-refused", stop);
        return right ? new SignedIn(staff, Next(staff)) : null;
    }

    /// <summary>The second step: a code of the authenticator app, good once.</summary>
    public async Task<bool> WithCode(int school, int staffId, string code, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        // Locked, so that one code is not taken twice at once.
        var staff = await session.LockStaff(school, staffId, stop);
        if (staff is null || Refused(staff) || staff.TotpSecret is null || staff.TotpConfirmedAt is null) return false;
        var step = Totp.Check(keys.Decrypt(school, staff.TotpSecret), code, clock.GetUtcNow(), staff.TotpLastStep);
        if (step is { } used) staff.TotpLastStep = used;
        await Count(session, staff, step is not null, step is null ? "sign-in-code-refused" : "sign-in", stop);
        return step is not null;
    }

    /// <summary>Begins to set a second factor up; it counts once a code of it was given.</summary>
    /// <returns>The secret, the same one until it is confirmed; null: there is one already, or the account is closed.</returns>
    public async Task<byte[]?> SetUp(int school, int staffId, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var staff = await session.LockStaff(school, staffId, stop);
        if (staff is null || Refused(staff) || staff.TotpConfirmedAt is not null) return null;
        var secret = staff.TotpSecret is { } begun ? keys.Decrypt(school, begun) : RandomNumberGenerator.GetBytes(Totp.SecretSize);
        staff.TotpSecret ??= keys.Encrypt(school, secret);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return secret;
    }

    /// <returns>True: the code fits, and from now on one is asked.</returns>
    public async Task<bool> Confirm(int school, int staffId, string code, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var staff = await session.LockStaff(school, staffId, stop);
        if (staff is null || Refused(staff) || staff.TotpSecret is null || staff.TotpConfirmedAt is not null) return false;
        var step = Totp.Check(keys.Decrypt(school, staff.TotpSecret), code, clock.GetUtcNow(), staff.TotpLastStep);
        if (step is { } used) (staff.TotpLastStep, staff.TotpConfirmedAt) = (used, clock.GetUtcNow());
        await Count(session, staff, step is not null, step is null ? "sign-in-code-refused" : "second-factor-on", stop);
        return step is not null;
    }

    /// <summary>Whoever may change what the school decided, or runs the installation, needs a second factor (certificeringsschema: 2FA for administrators).</summary>
    public static NextStep Next(Staff staff) => staff switch
    {
        { IsSample: true } => NextStep.None,
        { TotpConfirmedAt: not null } => NextStep.Code,
        { Role: Role.Administrator or Role.Operator } => NextStep.SetUp,
        _ => NextStep.None,
    };

    private bool Refused(Staff staff) => staff.DisabledAt is not null || staff.LockedUntil > clock.GetUtcNow();

    private async Task Count(Session session, Staff staff, bool right, string action, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        staff.FailedAttempts = right ? 0 : staff.FailedAttempts + 1;
        if (staff.FailedAttempts >= MaxFailures) (staff.LockedUntil, staff.FailedAttempts) = (now + LockOut, 0);
        if (action == "sign-in") staff.LastSignInAt = now;
        session.Tables.Audits.Add(new Audit { SchoolId = staff.SchoolId, At = now, Actor = staff.Key.ToString(), Action = action });
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    private static readonly string DummyHash = Hash("not a password");

    private async Task<Login?> Find(string userName, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        return await session.Tables.Logins.AsNoTracking().SingleOrDefaultAsync(l => l.UserName == userName, stop);
    }
}
