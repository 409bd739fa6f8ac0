using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>Why a member of staff may see a pupil.</summary>
public enum Ground { OwnGroup, Substitute, AllGroups }

/// <summary>One reason of one person.</summary>
/// <param name="Group">The group through which she sees the pupil; null: all groups.</param>
/// <param name="Until">The last day; null: to the end of the school year.</param>
public sealed record Sight(Staff Who, Ground Ground, SchoolGroup? Group, DateOnly? Until);

/// <summary>Who can see a pupil today, and why: <see cref="GroupAccess"/> asked the other way round.</summary>
public static class WhoSees
{
    /// <param name="tables">In the school's scope.</param>
    /// <param name="school">Our school.</param>
    /// <param name="pupil">Id of the pupil.</param>
    /// <param name="now">Now.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>In the order of people's names; a person with two reasons has two lines.</returns>
    public static async Task<IReadOnlyList<Sight>> Pupil(StoreContext tables, int school, int pupil, DateTimeOffset now, CancellationToken stop)
    {
        var today = SchoolTime.Day(now);
        var year = SchoolTime.SchoolYear(today);
        var groups = await tables.Groups.AsNoTracking().Where(g => g.SchoolId == school && g.SchoolYear == year && g.EndedOn == null
            && tables.Memberships.Any(m => m.SchoolId == school && m.GroupId == g.GroupId && m.PupilId == pupil)).ToListAsync(stop);
        if (groups.Count == 0) return [];
        var ids = groups.Select(g => g.GroupId).ToArray();
        var assigned = await (from a in tables.Assignments.AsNoTracking()
                              join s in tables.Staff.AsNoTracking() on new { a.SchoolId, a.StaffId } equals new { s.SchoolId, s.StaffId }
                              where a.SchoolId == school && ids.Contains(a.GroupId) && (a.Until == null || a.Until >= today) && s.Role == Role.Teacher
                              select new { a, s }).ToListAsync(stop);
        var all = await tables.Staff.AsNoTracking().Where(s => s.SchoolId == school && s.Role == Role.InternBegeleider).ToListAsync(stop);
        return [.. assigned.Select(x => new Sight(x.s, x.a.Until is null ? Ground.OwnGroup : Ground.Substitute, groups.First(g => g.GroupId == x.a.GroupId), x.a.Until))
            .Concat(all.Select(s => new Sight(s, Ground.AllGroups, null, null))).OrderBy(s => s.Who.DisplayName, StringComparer.OrdinalIgnoreCase)];
    }
}
