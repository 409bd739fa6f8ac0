using Dashboard.Store;

namespace Dashboard.Schools.Feeds;

internal static class FeedRemovalSql
{
    /// <summary>Takes away all that a feed brought. The feed is off.</summary>
    /// <returns>Rows per table, JSON.</returns>
    public static async Task<string> RemoveFeedData(this Session session, int school, int tool, CancellationToken stop)
    {
        await using var command = session.Command("select remove_feed_data($1, $2)");
        command.Parameters.AddWithValue(school);
        command.Parameters.AddWithValue(tool);
        return (string)(await command.ExecuteScalarAsync(stop))!;
    }
}
