using System.Security.Claims;
using System.Text;
using Dashboard.Schools.Audits;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People.External;

public enum ExternalOutcome { Known, Waiting, NotStaff, NoSchool }

/// <summary>Whom the claims of a provider are about.</summary>
/// <param name="Next">Another step, unless the provider asked a second factor itself.</param>
public sealed record ExternalResult(ExternalOutcome Outcome, Staff? Staff, NextStep Next);

/// <summary>
/// From claims to a member of staff: staff only, of a school that takes part (BRIN, with the branch where there is one). Who was here
/// before is known by the keyed hash of her subject, or of her ECK iD in this school; else she is found by her real id or employee number;
/// else she waits until an administrator of her school says who she is. Nobody gets an account or a role from a claim.
/// </summary>
public sealed class ExternalSignIn(Database database, KeyRing keys, TimeProvider clock)
{
    public async Task<ExternalResult> Resolve(IdentityProvider provider, IReadOnlyList<Claim> claims, CancellationToken stop)
    {
        string? One(string name) => claims.FirstOrDefault(c => string.Equals(c.Type, name, StringComparison.OrdinalIgnoreCase) && c.Value.Length is > 0 and <= 256)?.Value;
        var names = provider.Claims;
        if (!claims.Any(c => string.Equals(c.Type, names.Affiliation, StringComparison.OrdinalIgnoreCase) && provider.Staff.Contains(c.Value, StringComparer.OrdinalIgnoreCase))) return new(ExternalOutcome.NotStaff, null, NextStep.None);
        if (One(names.Subject) is not { } subject) return new(ExternalOutcome.NoSchool, null, NextStep.None);
        var schools = await Schools(One(names.Branch), One(names.Organization), stop);
        if (schools.Count == 0) return new(ExternalOutcome.NoSchool, null, NextStep.None);
        var hash = keys.Hash($"idp:{provider.Key}:{subject}");
        await using var session = await database.Begin(DatabaseRole.Web, Scope.Of(schools.Select(s => s.SchoolId)), stop);
        var (t, now) = (session.Tables, clock.GetUtcNow());
        var login = await t.ExternalLogins.SingleOrDefaultAsync(l => l.Provider == provider.Key && l.SubjectHash == hash, stop);
        if (login is not null && schools.All(s => s.SchoolId != login.SchoolId)) return new(ExternalOutcome.NoSchool, null, NextStep.None);
        var ids = schools.Select(s => s.SchoolId).ToArray();
        var eckId = Only(claims, names.EckId) is { } eck ? ids.ToDictionary(id => id, id => keys.Hash($"eck:{id}:{eck}")) : [];
        Staff? staff;
        if (login?.StaffId is { } tied) staff = await t.Staff.SingleOrDefaultAsync(s => s.SchoolId == login.SchoolId && s.StaffId == tied, stop);
        else
        {
            var byEckId = eckId.Count == 0 ? null : await (from l in t.ExternalLogins join s in t.Staff on new { l.SchoolId, StaffId = l.StaffId ?? 0 } equals new { s.SchoolId, s.StaffId }
                                                           where l.Provider == ByEckId && eckId.Values.Contains(l.SubjectHash) && s.DisabledAt == null select s).FirstOrDefaultAsync(stop);
            var (realId, number) = (One(names.RealId), One(names.EmployeeNumber));
            var found = await t.Staff.Where(s => ids.Contains(s.SchoolId) && s.DisabledAt == null && !s.IsSample && ((realId != null && s.UserName == realId) || (number != null && s.LasKey == number))).Take(2).ToListAsync(stop);
            staff = (byEckId, found) switch
            {
                (null, [var only]) => only,
                ({ } known, []) => known,
                ({ } known, [var only]) when known == only => known,
                _ => null, // nobody, or the claims speak of two people
            };
        }
        var school = staff?.SchoolId ?? login?.SchoolId ?? schools[0].SchoolId;
        if (login is null) t.ExternalLogins.Add(login = new ExternalLogin { Provider = provider.Key, SubjectHash = hash, SchoolId = school, FirstAt = now });
        (login.LastAt, login.StaffId, login.Shown) = (now, staff?.StaffId, keys.Encrypt(login.SchoolId, Encoding.UTF8.GetBytes(One(names.Name) ?? One(names.RealId) ?? "?")));
        var refused = staff is null || staff.DisabledAt is not null || staff.LockedUntil > now;
        if (!refused)
        {
            staff!.LastSignInAt = now;
            if (eckId.TryGetValue(staff.SchoolId, out var mine) && !await t.ExternalLogins.AnyAsync(l => l.Provider == ByEckId && l.SubjectHash == mine, stop))
                t.ExternalLogins.Add(new ExternalLogin { Provider = ByEckId, SubjectHash = mine, SchoolId = staff.SchoolId, StaffId = staff.StaffId, Shown = keys.Encrypt(staff.SchoolId, Encoding.UTF8.GetBytes("ECK iD")), FirstAt = now, LastAt = now });
        }
        await t.SaveChangesAsync(stop);
        await session.WriteAudit(school, now, staff?.Key.ToString() ?? provider.Key, staff is null ? "sign-in-waiting" : refused ? "sign-in-refused" : "sign-in", null, $$"""{"provider":"{{provider.Key}}"}""", stop);
        await session.Commit(stop);
        if (refused) return new(ExternalOutcome.Waiting, null, NextStep.None);
        var asked = claims.Any(c => c.Type == "amr" && provider.SecondFactor.Contains(c.Value));
        return new(ExternalOutcome.Known, staff, asked ? NextStep.None : SignIn.Next(staff!));
    }

    /// <summary>In place of a provider: a login that is known by ECK iD, whoever says it.</summary>
    private const string ByEckId = "eckId";

    /// <summary>The only value of a claim with exactly this name, also when it came as an array; null: none, or several.</summary>
    private static string? Only(IReadOnlyList<Claim> claims, string name) =>
        claims.Where(c => c.Type == name && c.Value.Length is > 0 and <= 256).Select(c => c.Value).Distinct(StringComparer.Ordinal).Take(2).ToList() is [var only] ? only : null;

    /// <summary>By branch when the provider gives one; a BRIN of four may be of several locations.</summary>
    private async Task<List<School>> Schools(string? branch, string? organization, CancellationToken stop)
    {
        if ((branch ?? organization) is not { Length: 4 or 6 } given) return [];
        var (brin, location) = (given[..4].ToUpperInvariant(), given.Length == 6 ? given[4..] : null);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        return await session.Tables.Schools.AsNoTracking().Where(s => s.Brin == brin && (location == null || s.Dependance == location) && !s.IsSample && s.SandboxOf == null).OrderBy(s => s.SchoolId).ToListAsync(stop);
    }
}
