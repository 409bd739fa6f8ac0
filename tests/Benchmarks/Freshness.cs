using System.Globalization;
using Npgsql;

namespace Dashboard.Benchmarks;

/// <summary>How long a delivery took from arrival until its last signal was visible, by PostgreSQL's own commit times.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P95">The same.</param>
/// <param name="Most">The same.</param>
public sealed record Freshness(double P50, double P95, double Most)
{
    /// <param name="owner">Connection string.</param>
    /// <param name="which">Condition on delivery d.</param>
    public static async Task<Freshness> Of(string owner, string which)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"""
            select percentile_disc(array[0.5, 0.95, 1]) within group (order by extract(epoch from pg_xact_commit_timestamp(d.xmin) - d.received_at)::float8 * 1000)
            from delivery d where d.state = 2 and {which}
            """, connection);
        return await command.ExecuteScalarAsync() is double[] p ? new Freshness(p[0], p[1], p[2]) : throw new InvalidOperationException("No delivery is done.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {P50:N0} ms, p95 {P95:N0} ms, most {Most:N0} ms");
}
