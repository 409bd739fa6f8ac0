using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>
/// What a school decides about its people: who has an account, which role, which groups, until when. Every step leaves an audit line
/// and takes effect within seconds: sessions of a person whose rights shrink end.
/// </summary>
public sealed partial class Team(Database database, KeyRing keys, Sessions sessions, TimeProvider clock)
{
    public static readonly TimeSpan ActivationLife = TimeSpan.FromDays(7);

    /// <summary>Roles that a school gives; the others are of publishers, of the product and of the installation.</summary>
    public static readonly IReadOnlyList<Role> Roles = [Role.Teacher, Role.InternBegeleider, Role.Administrator, Role.BoardViewer];

    /// <returns>What is wrong ("name", "userName", "taken", "role"); null: added.</returns>
    public async Task<string?> Add(Person person, string? displayName, string? userName, Role role, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(displayName) || displayName.Trim().Length > 80) return "name";
        if (userName is null || !UserName().IsMatch(userName.Trim())) return "userName";
        if (!Roles.Contains(role)) return "role";
        var name = userName.Trim();
        await using var session = await Begin(person, stop);
        if (await session.Tables.Logins.AnyAsync(l => l.UserName == name, stop) || await session.Tables.Staff.AnyAsync(s => s.SchoolId == person.School && s.UserName == name, stop)) return "taken";
        var staff = new Staff { SchoolId = person.School, Key = new Guid(RandomNumberGenerator.GetBytes(16)), UserName = name, DisplayName = displayName.Trim(), Role = role };
        session.Tables.Staff.Add(staff);
        await session.Tables.SaveChangesAsync(stop);
        session.Tables.Logins.Add(new Login { UserName = name, SchoolId = person.School, StaffId = staff.StaffId });
        await Save(session, person, "staff-added", staff, new { role = role.ToString() }, stop);
        return null;
    }

    /// <summary>A code, shown once, with which she chooses a password; the one before it ends. Her second factor starts anew.</summary>
    /// <returns>Null: no such person.</returns>
    public async Task<string?> Invite(Person person, Guid who, CancellationToken stop)
    {
        await using var session = await Begin(person, stop);
        if (await Find(session, person, who, stop) is not { } staff) return null;
        var code = await NewCode(session, staff, stop);
        await Save(session, person, "staff-invited", staff, null, stop);
        return code;
    }

    /// <summary>A code for /activeren in the caller's transaction; the one before it ends.</summary>
    internal async Task<string> NewCode(Session session, Staff staff, CancellationToken stop)
    {
        var code = string.Join('-', Totp.Base32(RandomNumberGenerator.GetBytes(15)).Chunk(6).Select(c => new string(c)));
        session.Tables.Activations.RemoveRange(await session.Tables.Activations.Where(a => a.SchoolId == staff.SchoolId && a.StaffId == staff.StaffId).ToListAsync(stop));
        session.Tables.Activations.Add(new Activation { CodeHash = CodeHash(code), SchoolId = staff.SchoolId, StaffId = staff.StaffId, ExpiresAt = clock.GetUtcNow() + ActivationLife });
        if (!await session.Tables.Logins.AnyAsync(l => l.SchoolId == staff.SchoolId && l.StaffId == staff.StaffId, stop) && !await session.Tables.Logins.AnyAsync(l => l.UserName == staff.UserName, stop))
            session.Tables.Logins.Add(new Login { UserName = staff.UserName, SchoolId = staff.SchoolId, StaffId = staff.StaffId });
        return code;
    }

    /// <summary>Whoever has the code chooses a password.</summary>
    /// <returns>The user name to sign in with; null: the code is not good any more, or the password is too short, too long or too well known.</returns>
    public async Task<string?> Activate(string code, string password, CancellationToken stop)
    {
        if (!Good(password)) return null;
        Activation? found;
        var hash = CodeHash(code);
        var now = clock.GetUtcNow();
        await using (var directory = await database.Begin(DatabaseRole.Web, Scope.None, stop))
            found = await directory.Tables.Activations.AsNoTracking().SingleOrDefaultAsync(a => a.CodeHash == hash && a.ExpiresAt > now, stop);
        if (found is null) return null;
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(found.SchoolId), stop);
        var staff = await session.LockStaff(found.SchoolId, found.StaffId, stop);
        if (staff is null || staff.DisabledAt is not null || await session.Tables.Activations.SingleOrDefaultAsync(a => a.CodeHash == hash, stop) is not { } activation) return null;
        session.Tables.Activations.Remove(activation);
        (staff.PasswordHash, staff.FailedAttempts, staff.LockedUntil, staff.TotpSecret, staff.TotpConfirmedAt) = (SignIn.Hash(password), 0, null, null, null);
        await sessions.EndAll(session, staff.SchoolId, staff.StaffId, stop);
        session.Tables.Audits.Add(new Audit { SchoolId = staff.SchoolId, At = now, Actor = staff.Key.ToString(), Action = "password-chosen" });
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return staff.UserName;
    }

    /// <summary>Long enough, and not a password that everybody tries first (ASVS 6.2).</summary>
    public static bool Good(string? password) => password is { Length: >= SignIn.ShortestPassword and <= SignIn.LongestPassword } && password.Distinct().Count() >= 5
        && !Known.Any(k => password.Contains(k, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] Known = ["wachtwoord", "password", "welkom01", "qwerty", "12345678", "dashboard", "geheim123"];

    /// <returns>False: no such person, not a role of a school, or the last administrator.</returns>
    public async Task<bool> SetRole(Person person, Guid who, Role role, CancellationToken stop)
    {
        await using var session = await Begin(person, stop);
        if (!Roles.Contains(role) || await Find(session, person, who, stop) is not { } staff || (staff.Role == Role.Administrator && role != Role.Administrator && await IsLast(session, staff, stop))) return false;
        var before = staff.Role;
        staff.Role = role;
        await sessions.EndAll(session, person.School, staff.StaffId, stop);
        await Save(session, person, "staff-role", staff, new { before = before.ToString(), after = role.ToString() }, stop);
        return true;
    }

    /// <summary>She teaches this group, to the end of the school year or until a date (a substitute).</summary>
    public async Task<bool> Assign(Person person, Guid who, string group, DateOnly? until, CancellationToken stop)
    {
        await using var session = await Begin(person, stop);
        var today = SchoolTime.Day(clock.GetUtcNow());
        if (until < today || await Find(session, person, who, stop) is not { } staff) return false;
        var year = SchoolTime.SchoolYear(today);
        var found = await session.Tables.Groups.SingleOrDefaultAsync(g => g.SchoolId == person.School && g.Key == group && g.SchoolYear == year && g.EndedOn == null, stop);
        if (found is null) return false;
        var assignment = await session.Tables.Assignments.SingleOrDefaultAsync(a => a.SchoolId == person.School && a.StaffId == staff.StaffId && a.GroupId == found.GroupId, stop);
        if (assignment is null) session.Tables.Assignments.Add(assignment = new Assignment { SchoolId = person.School, StaffId = staff.StaffId, GroupId = found.GroupId });
        assignment.Until = until;
        await Save(session, person, "staff-assigned", staff, new { group, until }, stop);
        return true;
    }

    public async Task<bool> Unassign(Person person, Guid who, string group, CancellationToken stop)
    {
        await using var session = await Begin(person, stop);
        if (await Find(session, person, who, stop) is not { } staff) return false;
        var gone = await session.Tables.Assignments.Where(a => a.SchoolId == person.School && a.StaffId == staff.StaffId && session.Tables.Groups.Any(g => g.SchoolId == a.SchoolId && g.GroupId == a.GroupId && g.Key == group)).ToListAsync(stop);
        if (gone.Count == 0) return false;
        session.Tables.Assignments.RemoveRange(gone);
        await Save(session, person, "staff-unassigned", staff, new { group }, stop);
        return true;
    }

    /// <summary>Closes or opens an account; nobody closes her own, nor that of the last administrator.</summary>
    public async Task<bool> Close(Person person, Guid who, bool closed, CancellationToken stop)
    {
        await using var session = await Begin(person, stop);
        if (await Find(session, person, who, stop) is not { } staff || staff.StaffId == person.StaffId || (closed && staff.Role == Role.Administrator && await IsLast(session, staff, stop))) return false;
        staff.DisabledAt = closed ? clock.GetUtcNow() : null;
        if (closed) await sessions.EndAll(session, person.School, staff.StaffId, stop);
        await Save(session, person, closed ? "staff-closed" : "staff-opened", staff, null, stop);
        return true;
    }

    /// <summary>Signs her out everywhere: a lost laptop.</summary>
    public async Task<bool> EndSessions(Person person, Guid who, CancellationToken stop)
    {
        await using var session = await Begin(person, stop);
        if (await Find(session, person, who, stop) is not { } staff) return false;
        await sessions.EndAll(session, person.School, staff.StaffId, stop);
        await Save(session, person, "sessions-ended", staff, null, stop);
        return true;
    }

    /// <summary>Says who somebody at an identity provider is.</summary>
    /// <param name="login">Hash of what the provider calls her, hexadecimal.</param>
    public async Task<bool> Tie(Person person, string login, Guid who, CancellationToken stop)
    {
        if (login.Length != 32 || !login.All(char.IsAsciiHexDigit)) return false;
        var hash = Convert.FromHexString(login);
        await using var session = await Begin(person, stop);
        if (await Find(session, person, who, stop) is not { } staff || await session.Tables.ExternalLogins.SingleOrDefaultAsync(l => l.SchoolId == person.School && l.SubjectHash == hash && l.StaffId == null, stop) is not { } waiting) return false;
        waiting.StaffId = staff.StaffId;
        await Save(session, person, "staff-tied", staff, new { waiting.Provider }, stop);
        return true;
    }

    /// <summary>Who came from an identity provider and waits; the name as the provider gave it.</summary>
    public async Task<IReadOnlyList<(string Login, string Provider, string Shown, DateTimeOffset At)>> Waiting(Session session, int school, CancellationToken stop) =>
        [.. (await session.Tables.ExternalLogins.AsNoTracking().Where(l => l.SchoolId == school && l.StaffId == null).OrderByDescending(l => l.LastAt).Take(50).ToListAsync(stop))
            .Select(l => (Convert.ToHexString(l.SubjectHash), l.Provider, Encoding.UTF8.GetString(keys.Decrypt(school, l.Shown)), l.LastAt))];

    private Task<Session> Begin(Person person, CancellationToken stop) => database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);

    private static Task<Staff?> Find(Session session, Person person, Guid who, CancellationToken stop) =>
        session.Tables.Staff.SingleOrDefaultAsync(s => s.SchoolId == person.School && s.Key == who && (s.Role == Role.Teacher || s.Role == Role.InternBegeleider || s.Role == Role.Administrator || s.Role == Role.BoardViewer), stop);

    private static async Task<bool> IsLast(Session session, Staff staff, CancellationToken stop) =>
        !await session.Tables.Staff.AnyAsync(s => s.SchoolId == staff.SchoolId && s.StaffId != staff.StaffId && s.Role == Role.Administrator && s.DisabledAt == null, stop);

    private async Task Save(Session session, Person person, string action, Staff staff, object? detail, CancellationToken stop)
    {
        session.Note(person, clock.GetUtcNow(), action, staff.Key.ToString(), detail is null ? null : JsonSerializer.Serialize(detail, JsonSerializerOptions.Web));
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    private byte[] CodeHash(string code) => keys.Hash("activation:" + code.Trim().ToUpperInvariant());

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._@-]{2,99}$")]
    internal static partial Regex UserName();
}
