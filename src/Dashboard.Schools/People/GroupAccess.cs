using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>
/// Which groups a person may see: a teacher the groups assigned to her (until the end date), an intern begeleider every group.
/// Nobody else sees pupils. Every page asks here before it reads.
/// </summary>
public static class GroupAccess
{
    public static IQueryable<SchoolGroup> VisibleGroups(this StoreContext tables, Person person, TimeProvider clock)
    {
        var today = SchoolTime.Day(clock.GetUtcNow());
        var year = SchoolTime.SchoolYear(today);
        var groups = tables.Groups.AsNoTracking().Where(g => g.SchoolId == person.School && g.SchoolYear == year && g.EndedOn == null);
        return person.Role switch
        {
            Role.InternBegeleider => groups,
            Role.Teacher => groups.Where(g => tables.Assignments.Any(a =>
                a.SchoolId == person.School && a.StaffId == person.StaffId && a.GroupId == g.GroupId && (a.Until == null || a.Until >= today))),
            _ => groups.Where(g => false),
        };
    }

    /// <returns>The group, or null when it does not exist or is not this person's: the caller cannot tell the difference.</returns>
    public static Task<SchoolGroup?> VisibleGroup(this StoreContext tables, Person person, string groupKey, TimeProvider clock, CancellationToken stop) =>
        tables.VisibleGroups(person, clock).Where(g => g.Key == groupKey).FirstOrDefaultAsync(stop);
}
