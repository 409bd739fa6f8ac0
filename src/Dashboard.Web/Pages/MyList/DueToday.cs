using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Pages.MyList;

/// <summary>The number beside "Mijn lijstje" in the bar: follow-ups whose day has come. One count.</summary>
public sealed class DueToday(CurrentPerson current, TimeProvider clock)
{
    public async Task<int> Count(CancellationToken stop)
    {
        if (current.OrNobody is not { Role: Role.Teacher or Role.InternBegeleider } person) return 0;
        await using var session = await current.Begin(stop);
        var (tables, today) = (session.Tables, SchoolTime.Day(clock.GetUtcNow()));
        var groups = tables.VisibleGroups(person, clock).Select(g => g.GroupId);
        var all = person.Role == Role.Teacher;
        return await tables.FollowUps.AsNoTracking().CountAsync(f => f.SchoolId == person.School && f.EndedAt == null && f.UndoneAt == null && f.EvaluateOn <= today && (all || f.StaffId == person.StaffId)
            && tables.FollowUpPupils.Any(p => p.SchoolId == f.SchoolId && p.FollowUpId == f.FollowUpId && tables.Memberships.Any(m => m.SchoolId == p.SchoolId && m.PupilId == p.PupilId && groups.Contains(m.GroupId))), stop);
    }
}
