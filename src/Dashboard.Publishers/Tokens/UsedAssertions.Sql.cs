using System.Security.Cryptography;
using System.Text;
using Dashboard.Store;

namespace Dashboard.Publishers.Tokens;

/// <summary>Assertions that were used, kept in the database until they expire: an assertion is good once, on whichever node.</summary>
internal static class UsedAssertionsSql
{
    /// <param name="session">Any scope: the table has no school.</param>
    /// <param name="client">Client id.</param>
    /// <param name="jti">Of the assertion.</param>
    /// <param name="until">When the assertion can no longer be used, skew included.</param>
    /// <param name="now">For tidying up.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>False when it was used before.</returns>
    public static async Task<bool> FirstUse(this Session session, string client, string jti, DateTimeOffset until, DateTimeOffset now, CancellationToken stop)
    {
        await using var insert = session.Command("""
            with expired as (
              delete from used_assertion where ctid in (select ctid from used_assertion where expires_at < $4 limit 100 for update skip locked))
            insert into used_assertion (client_id, jti_hash, expires_at) values ($1, $2, $3) on conflict do nothing
            """);
        insert.Parameters.AddWithValue(client);
        insert.Parameters.AddWithValue(SHA256.HashData(Encoding.UTF8.GetBytes(jti)));
        insert.Parameters.AddWithValue(until);
        insert.Parameters.AddWithValue(now);
        return await insert.ExecuteNonQueryAsync(stop) == 1;
    }
}
