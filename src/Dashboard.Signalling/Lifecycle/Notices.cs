using Dashboard.Schools.Calendar;
using Dashboard.Store;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>
/// The third layer: what is put before the teachers of a group. A log of what happened, written in the transaction of what causes it.
/// Two round trips for a batch, however many signals are in it; none when there is nothing to tell.
/// </summary>
public sealed class Notices(SchoolCalendars calendars)
{
    public async Task Tell(Session session, IReadOnlyList<Candidate> candidates, DateTimeOffset now, CancellationToken stop)
    {
        if (candidates.Count == 0) return;
        var ofSchool = new Dictionary<int, SchoolCalendar>();
        foreach (var school in candidates.Select(c => c.School).Distinct())
            ofSchool[school] = await calendars.Of(DatabaseRole.Signalling, school, stop);
        var standing = await session.ReadStanding(candidates, school => NoticeRules.DayOf(ofSchool[school], now), now, stop);
        var (notices, groupNotices) = new NoticeRules(s => ofSchool[s], now).Decide(standing, candidates);
        await session.WriteNotices(notices, groupNotices, stop);
    }
}
