using Dashboard.Store;
using Dashboard.Store.Tables;
using Npgsql;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>Writes the log's new lines, in one round trip.</summary>
internal static class NoticeWriteSql
{
    public static async Task WriteNotices(this Session session, IReadOnlyList<Notice> notices, IReadOnlyList<GroupNotice> groupNotices, CancellationToken stop)
    {
        if (notices.Count == 0) return;
        await using var batch = new NpgsqlBatch(session.Connection);
        var lines = new NpgsqlBatchCommand("""
            insert into notice (school_id, signal_id, group_id, kind, signal_kind, at, on_day, reason, items, correct, risk)
            select s, i, g, k, sk, $6, d, r, n, c, x.risk from unnest($1::int[], $2::uuid[], $3::int[], $4::smallint[], $5::smallint[], $7::date[], $8::smallint[], $9::int[], $10::int[], $11::real[]) x(s, i, g, k, sk, d, r, n, c, risk) order by s, i, g
            on conflict (school_id, signal_id, group_id, on_day) do update set kind = excluded.kind, reason = excluded.reason, at = excluded.at, items = excluded.items, correct = excluded.correct, risk = excluded.risk
            where notice.kind <> 0
            """);
        void Add(NpgsqlBatchCommand to, object value) => to.Parameters.Add(new() { Value = value });
        Add(lines, notices.Select(n => n.SchoolId).ToArray());
        Add(lines, notices.Select(n => n.SignalId).ToArray());
        Add(lines, notices.Select(n => n.GroupId).ToArray());
        Add(lines, notices.Select(n => (short)n.Kind).ToArray());
        Add(lines, notices.Select(n => (short)n.SignalKind).ToArray());
        Add(lines, notices[0].At);
        Add(lines, notices.Select(n => n.OnDay).ToArray());
        Add(lines, notices.Select(n => (short)n.Reason).ToArray());
        Add(lines, notices.Select(n => n.Items).ToArray());
        Add(lines, notices.Select(n => n.Correct).ToArray());
        Add(lines, notices.Select(n => n.Risk).ToArray());
        batch.BatchCommands.Add(lines);
        if (groupNotices.Count > 0)
        {
            var groups = new NpgsqlBatchCommand("""
                insert into group_notice (school_id, group_id, topic, on_day, kind, at, pupils, size)
                select s, g, t, d, k, $8, p, z from unnest($1::int[], $2::int[], $3::text[], $4::smallint[], $5::int[], $6::int[], $7::date[]) x(s, g, t, k, p, z, d) order by s, g, t
                on conflict do nothing
                """);
            Add(groups, groupNotices.Select(n => n.SchoolId).ToArray());
            Add(groups, groupNotices.Select(n => n.GroupId).ToArray());
            Add(groups, groupNotices.Select(n => n.Topic).ToArray());
            Add(groups, groupNotices.Select(n => (short)n.Kind).ToArray());
            Add(groups, groupNotices.Select(n => n.Pupils).ToArray());
            Add(groups, groupNotices.Select(n => n.Size).ToArray());
            Add(groups, groupNotices.Select(n => n.OnDay).ToArray());
            Add(groups, groupNotices[0].At);
            batch.BatchCommands.Add(groups);
        }
        await batch.ExecuteNonQueryAsync(stop);
    }
}
