using System.Security.Cryptography;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>Makes local accounts. An account of somebody in the roster (same LAS key) is joined to that member of staff.</summary>
public sealed class Accounts(Database database)
{
    public async Task Add(int school, string userName, string displayName, Role role, string password, string? lasKey, int? publisher, IReadOnlyCollection<string> groups, bool sample, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var tables = session.Tables;
        var staff = await tables.Staff.SingleOrDefaultAsync(s => s.SchoolId == school && (s.UserName == userName || (lasKey != null && s.LasKey == lasKey)), stop);
        if (staff is null) tables.Staff.Add(staff = new Staff { SchoolId = school, Key = new Guid(RandomNumberGenerator.GetBytes(16)) });
        (staff.UserName, staff.DisplayName, staff.Role, staff.IsSample, staff.PublisherId, staff.LasKey) = (userName, displayName, role, sample, publisher, lasKey ?? staff.LasKey);
        staff.PasswordHash ??= SignIn.Hash(password);
        await tables.SaveChangesAsync(stop);
        if (!await tables.Logins.AnyAsync(l => l.UserName == userName, stop)) tables.Logins.Add(new Login { UserName = userName, SchoolId = school, StaffId = staff.StaffId });
        var ids = await tables.Groups.Where(g => g.SchoolId == school && groups.Contains(g.LasKey)).Select(g => g.GroupId).ToListAsync(stop);
        foreach (var group in ids)
            if (!await tables.Assignments.AnyAsync(a => a.SchoolId == school && a.StaffId == staff.StaffId && a.GroupId == group, stop))
                tables.Assignments.Add(new Assignment { SchoolId = school, StaffId = staff.StaffId, GroupId = group });
        await tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }
}
