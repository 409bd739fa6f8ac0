using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>A signal that was not there before this fold.</summary>
public sealed record NewSignal(int School, int Pupil, Guid Id, SignalKind Kind, DateTimeOffset RaisedAt, bool Ended);

/// <summary>
/// The third layer: what is put before the teachers of a group. A log of what happened, never computed again: at most three pushed
/// "loopt vast" per group and day, history is silent. (SI-24; signals research §0)
/// </summary>
internal static class NoticesSql
{
    private const int PushedPerDay = 3;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    public static async Task NoticeNew(this Session session, IEnumerable<NewSignal> signals, DateTimeOffset now, CancellationToken stop)
    {
        var list = signals.OrderBy(s => s.RaisedAt).ThenBy(s => s.Id).ToList();
        if (list.Count == 0) return;
        var pupils = list.Select(s => s.Pupil).Distinct().ToArray();
        var schools = list.Select(s => s.School).Distinct().ToArray();
        var groups = (await session.Tables.Memberships.AsNoTracking().Where(m => schools.Contains(m.SchoolId) && pupils.Contains(m.PupilId)).ToListAsync(stop)).ToLookup(m => (m.SchoolId, m.PupilId), m => m.GroupId);
        var stuck = list.Where(s => s.Kind == SignalKind.Stuck && !IsSilent(s, now)).ToList();
        var pushed = await Pushed(session, [.. stuck.SelectMany(s => groups[(s.School, s.Pupil)]).Distinct()], [.. stuck.Select(s => s.School).Distinct()], [.. stuck.Select(s => SchoolTime.Day(s.RaisedAt)).Distinct()], stop);
        var notices = new List<Notice>();
        foreach (var signal in list)
            foreach (var group in groups[(signal.School, signal.Pupil)])
            {
                var day = SchoolTime.Day(signal.RaisedAt);
                var count = pushed.GetValueOrDefault((signal.School, group, day));
                var kind = IsSilent(signal, now) ? NoticeKind.Silent
                    : signal.Kind == SignalKind.Stuck && count >= PushedPerDay ? NoticeKind.Capped : NoticeKind.Pushed;
                if (kind == NoticeKind.Pushed && signal.Kind == SignalKind.Stuck) pushed[(signal.School, group, day)] = count + 1;
                notices.Add(new Notice { SchoolId = signal.School, SignalId = signal.Id, GroupId = group, Kind = kind, SignalKind = signal.Kind, At = now, OnDay = day });
            }
        await Insert(session, notices, stop);
    }

    /// <summary>It ended already, or it is history that came in late.</summary>
    private static bool IsSilent(NewSignal signal, DateTimeOffset now) => signal.Ended || now - signal.RaisedAt > Recent;

    private static async Task<Dictionary<(int, int, DateOnly), int>> Pushed(Session session, int[] groups, int[] schools, DateOnly[] days, CancellationToken stop)
    {
        if (groups.Length == 0) return [];
        var counts = await session.Tables.Notices.AsNoTracking()
            .Where(n => schools.Contains(n.SchoolId) && groups.Contains(n.GroupId) && days.Contains(n.OnDay) && n.Kind == NoticeKind.Pushed && n.SignalKind == SignalKind.Stuck)
            .GroupBy(n => new { n.SchoolId, n.GroupId, n.OnDay }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop);
        return counts.ToDictionary(c => (c.Key.SchoolId, c.Key.GroupId, c.Key.OnDay), c => c.Count);
    }

    private static async Task Insert(Session session, List<Notice> notices, CancellationToken stop)
    {
        await using var insert = session.Command("""
            insert into notice (school_id, signal_id, group_id, kind, signal_kind, at, on_day)
            select s, i, g, k, sk, $7, d from unnest($1::int[], $2::uuid[], $3::int[], $4::smallint[], $5::smallint[], $6::date[]) n(s, i, g, k, sk, d) order by s, i, g
            on conflict do nothing
            """);
        insert.Parameters.AddWithValue(notices.Select(n => n.SchoolId).ToArray());
        insert.Parameters.AddWithValue(notices.Select(n => n.SignalId).ToArray());
        insert.Parameters.AddWithValue(notices.Select(n => n.GroupId).ToArray());
        insert.Parameters.AddWithValue(notices.Select(n => (short)n.Kind).ToArray());
        insert.Parameters.AddWithValue(notices.Select(n => (short)n.SignalKind).ToArray());
        insert.Parameters.AddWithValue(notices.Select(n => n.OnDay).ToArray());
        insert.Parameters.AddWithValue(notices.Count == 0 ? DateTimeOffset.UnixEpoch : notices[0].At);
        await insert.ExecuteNonQueryAsync(stop);
    }
}
