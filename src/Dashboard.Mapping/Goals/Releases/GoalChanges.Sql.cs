using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals.Releases;

/// <summary>The review queue: only goals that something is linked to.</summary>
internal static class GoalChangesSql
{
    /// <summary>A school's own link counts also where it says no.</summary>
    private static readonly short[] Counting = [(short)LinkStatus.Proposed, (short)LinkStatus.Approved];

    /// <summary>How many of these goals have a link that counts.</summary>
    public static async Task<int> CountLinked(this Session session, int[] goals, CancellationToken stop)
    {
        await using var command = session.Command("select count(distinct goal_id)::int from goal_link where goal_id = any ($1) and (status = any ($2) or school_id is not null)");
        command.Parameters.AddWithValue(goals);
        command.Parameters.AddWithValue(Counting);
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <returns>How many came into the queue.</returns>
    public static async Task<int> Queue(this Session session, int release, IReadOnlyCollection<GoalDifference> changes, CancellationToken stop)
    {
        await using var command = session.Command("""
            insert into goal_change (release_id, goal_id, kind, new_uris, same_words)
            select $1, c.goal, c.kind, string_to_array(c.uris, E'\x1f'), c.same from unnest($2::int[], $3::smallint[], $4::text[], $5::boolean[]) c(goal, kind, uris, same)
            where exists (select from goal_link l where l.goal_id = c.goal and (l.status = any ($6) or l.school_id is not null))
            """);
        command.Parameters.AddWithValue(release);
        command.Parameters.AddWithValue(changes.Select(c => c.OldGoalId).ToArray());
        command.Parameters.AddWithValue(changes.Select(c => (short)c.Kind).ToArray());
        command.Parameters.AddWithValue(changes.Select(c => string.Join('\u001f', c.NewUris)).ToArray());
        command.Parameters.AddWithValue(changes.Select(c => c.SameWords).ToArray());
        command.Parameters.AddWithValue(Counting);
        return await command.ExecuteNonQueryAsync(stop);
    }
}
