using Dashboard.Store;

namespace Dashboard.Mapping.Links;

internal static class LinksSql
{
    /// <summary>One editor at a time per method goal, to the end of the transaction.</summary>
    /// <returns>False: there is no such method goal.</returns>
    public static async Task<bool> LockMethodGoal(this Session session, int methodGoal, CancellationToken stop)
    {
        await using var command = session.Command("select 1 from method_goal where method_goal_id = $1 for no key update");
        command.Parameters.AddWithValue(methodGoal);
        return await command.ExecuteScalarAsync(stop) is not null;
    }

    /// <summary>The same for many, in key order.</summary>
    public static async Task LockMethodGoals(this Session session, int[] methodGoals, CancellationToken stop)
    {
        await using var command = session.Command("select 1 from method_goal where method_goal_id = any ($1) order by method_goal_id for no key update");
        command.Parameters.AddWithValue(methodGoals);
        await command.ExecuteNonQueryAsync(stop);
    }
}
