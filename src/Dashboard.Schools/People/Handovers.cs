using System.Globalization;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

/// <summary>
/// A group is handed over: next year's teacher may look along until the school year ends. An intern begeleider decides; every step leaves an
/// audit row. The caller commits the session.
/// </summary>
public sealed class Handovers(TimeProvider clock)
{
    /// <summary>The last day on which she looks along.</summary>
    public static DateOnly Until(SchoolGroup group) => new(group.SchoolYear + 1, 7, 31);

    /// <returns>False: no such teacher, or she sees the group already.</returns>
    public async Task<bool> Give(Session session, Person person, SchoolGroup group, Guid teacher, CancellationToken stop)
    {
        if (person.Role != Role.InternBegeleider) return false;
        var staff = await session.Tables.Staff.SingleOrDefaultAsync(s => s.SchoolId == person.School && s.Key == teacher && s.Role == Role.Teacher, stop);
        if (staff is null || await session.Tables.Assignments.AnyAsync(a => a.SchoolId == person.School && a.StaffId == staff.StaffId && a.GroupId == group.GroupId, stop)) return false;
        session.Tables.Assignments.Add(new Assignment { SchoolId = person.School, StaffId = staff.StaffId, GroupId = group.GroupId, Until = Until(group) });
        session.Note(person, clock.GetUtcNow(), "handover", group.Key, Detail(teacher));
        await session.Tables.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Takes it back; a teacher of the group itself stays.</summary>
    public async Task<bool> Take(Session session, Person person, SchoolGroup group, Guid teacher, CancellationToken stop)
    {
        if (person.Role != Role.InternBegeleider) return false;
        var until = Until(group);
        var row = await session.Tables.Assignments.SingleOrDefaultAsync(a => a.SchoolId == person.School && a.GroupId == group.GroupId && a.Until == until
            && session.Tables.Staff.Any(s => s.SchoolId == a.SchoolId && s.StaffId == a.StaffId && s.Key == teacher), stop);
        if (row is null) return false;
        session.Tables.Assignments.Remove(row);
        session.Note(person, clock.GetUtcNow(), "handover-undone", group.Key, Detail(teacher));
        await session.Tables.SaveChangesAsync(stop);
        return true;
    }

    private static string Detail(Guid teacher) => string.Create(CultureInfo.InvariantCulture, $$"""{"teacher":"{{teacher}}"}""");
}
