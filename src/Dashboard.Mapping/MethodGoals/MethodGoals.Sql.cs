using Dashboard.Mapping.Links;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.Mapping.MethodGoals;

internal static class MethodGoalsSql
{
    /// <summary>One delivery at a time per tool, to the end of the transaction.</summary>
    public static async Task LockTool(this Session session, int tool, CancellationToken stop)
    {
        await using var command = session.Command("select pg_advisory_xact_lock(hashtext('method-goals'), $1)");
        command.Parameters.AddWithValue(tool);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>
    /// Links that a publisher states inside its results: approved, as "about this goal, how much is unknown". What is there already, whoever
    /// decided it, stays.
    /// </summary>
    public static async Task AddStated(this Session session, IReadOnlyCollection<(int MethodGoal, int Goal)> links, string author, string reason, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command("""
            with added as (
              insert into goal_link (method_goal_id, goal_id, relation, role, status, reason, author, created_at)
              select m, g, $3, $4, $5, $6, $7, $8 from (select * from unnest($1::int[], $2::int[]) k(m, g) order by m, g) sorted
              on conflict (method_goal_id, goal_id, school_id) do nothing returning method_goal_id, goal_id)
            insert into link_change (at, actor, action, method_goal_id, goal_id, reason, after)
            select $8, $7, $9, method_goal_id, goal_id, $6, $10 from added
            """);
        var after = new LinkState(LinkRelation.Close, LinkRole.Practise, LinkStatus.Approved, null, null, [], reason, null, null, author);
        command.Parameters.AddWithValue(links.Select(l => l.MethodGoal).ToArray());
        command.Parameters.AddWithValue(links.Select(l => l.Goal).ToArray());
        command.Parameters.AddWithValue((short)after.Relation);
        command.Parameters.AddWithValue((short)after.Role);
        command.Parameters.AddWithValue((short)after.Status);
        command.Parameters.AddWithValue(reason);
        command.Parameters.AddWithValue(author);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue((short)LinkAction.Delivered);
        command.Parameters.Add(new() { Value = after.ToJson(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Adds codes that a message named and nobody described; in key order, so that two writers cannot lock each other.</summary>
    public static async Task AddUndescribed(this Session session, IReadOnlyCollection<(int Tool, string Code)> codes, CancellationToken stop)
    {
        await using var command = session.Command("""
            insert into method_goal (tool_id, code, title)
            select t, c, c from (select * from unnest($1::int[], $2::text[]) k(t, c) order by t, c) sorted
            on conflict (tool_id, code) do nothing
            """);
        command.Parameters.AddWithValue(codes.Select(c => c.Tool).ToArray());
        command.Parameters.AddWithValue(codes.Select(c => c.Code).ToArray());
        await command.ExecuteNonQueryAsync(stop);
    }
}
