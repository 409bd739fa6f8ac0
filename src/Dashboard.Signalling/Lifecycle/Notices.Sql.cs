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
        var pushed = await Pushed(session, schools, list.Min(s => SchoolTime.Day(s.RaisedAt)), stop);
        var notices = new List<Notice>();
        foreach (var signal in list)
            foreach (var group in groups[(signal.School, signal.Pupil)])
            {
                var day = SchoolTime.Day(signal.RaisedAt);
                var count = pushed.GetValueOrDefault((signal.School, group, day));
                var kind = signal.Ended || now - signal.RaisedAt > Recent ? NoticeKind.Silent
                    : signal.Kind == SignalKind.Stuck && count >= PushedPerDay ? NoticeKind.Capped : NoticeKind.Pushed;
                if (kind == NoticeKind.Pushed && signal.Kind == SignalKind.Stuck) pushed[(signal.School, group, day)] = count + 1;
                notices.Add(new Notice { SchoolId = signal.School, SignalId = signal.Id, GroupId = group, Kind = kind, At = now, OnDay = day });
            }
        await Insert(session, notices, stop);
    }

    private static async Task<Dictionary<(int, int, DateOnly), int>> Pushed(Session session, int[] schools, DateOnly since, CancellationToken stop)
    {
        var counts = await (
            from n in session.Tables.Notices.AsNoTracking()
            join s in session.Tables.Signals.AsNoTracking() on new { n.SchoolId, n.SignalId } equals new { s.SchoolId, s.SignalId }
            where schools.Contains(n.SchoolId) && n.OnDay >= since && n.Kind == NoticeKind.Pushed && s.Kind == SignalKind.Stuck
            group n by new { n.SchoolId, n.GroupId, n.OnDay } into g
            select new { g.Key, Count = g.Count() }).ToListAsync(stop);
        return counts.ToDictionary(c => (c.Key.SchoolId, c.Key.GroupId, c.Key.OnDay), c => c.Count);
    }

    private static async Task Insert(Session session, List<Notice> notices, CancellationToken stop)
    {
        await using var insert = session.Command("""
            insert into notice (school_id, signal_id, group_id, kind, at, on_day)
            select s, i, g, k, $6, d from unnest($1::int[], $2::uuid[], $3::int[], $4::smallint[], $5::date[]) n(s, i, g, k, d) order by s, i, g
            on conflict do nothing
            """);
        insert.Parameters.AddWithValue(notices.Select(n => n.SchoolId).ToArray());
        insert.Parameters.AddWithValue(notices.Select(n => n.SignalId).ToArray());
        insert.Parameters.AddWithValue(notices.Select(n => n.GroupId).ToArray());
        insert.Parameters.AddWithValue(notices.Select(n => (short)n.Kind).ToArray());
        insert.Parameters.AddWithValue(notices.Select(n => n.OnDay).ToArray());
        insert.Parameters.AddWithValue(notices.Count == 0 ? DateTimeOffset.UnixEpoch : notices[0].At);
        await insert.ExecuteNonQueryAsync(stop);
    }
}
