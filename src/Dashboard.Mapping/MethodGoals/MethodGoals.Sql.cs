using Dashboard.Store;

namespace Dashboard.Mapping.MethodGoals;

internal static class MethodGoalsSql
{
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
