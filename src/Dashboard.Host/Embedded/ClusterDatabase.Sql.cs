using Npgsql;

namespace Dashboard.Host.Embedded;

/// <summary>The database in the private cluster.</summary>
internal static class ClusterDatabase
{
    public const string Name = "dashboard";

    public static string ConnectionString(int port, string password, string database = Name) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Cluster.Login,
        Password = password,
        Database = database,
    }.ConnectionString;

    /// <summary>Does a server answer there with our password, for this very folder?</summary>
    /// <exception cref="EmbeddedPostgresException">A cluster, but made with another secret.</exception>
    public static async Task<bool> Answers(int port, string password, string folder, CancellationToken stop)
    {
        try
        {
            await using var connection = await Open(port, password, folder, stop);
            await using var ask = new NpgsqlCommand("show data_directory", connection);
            var served = Path.GetFullPath((string)(await ask.ExecuteScalarAsync(stop))!); // Windows: it answers with forward slashes
            return string.Equals(served, folder, StringComparison.Ordinal);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Makes the database when it is missing.</summary>
    public static async Task Make(int port, string password, string folder, CancellationToken stop)
    {
        await using var connection = await Open(port, password, folder, stop);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = Name } } };
        if (await find.ExecuteScalarAsync(stop) is not null) return;
        await using var make = new NpgsqlCommand($"create database {Name}", connection);
        await make.ExecuteNonQueryAsync(stop);
    }

    private static async Task<NpgsqlConnection> Open(int port, string password, string folder, CancellationToken stop)
    {
        var connection = new NpgsqlConnection(ConnectionString(port, password, "postgres") + ";Pooling=false;Timeout=5");
        try
        {
            await connection.OpenAsync(stop);
            return connection;
        }
        catch (Exception e)
        {
            await connection.DisposeAsync();
            if (e is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
                throw new EmbeddedPostgresException($"The cluster in {folder} was made with another secret. Give that one as Dashboard__Secret, or put back the file 'secret' of the data folder; or remove the folder, and with it the data.");
            throw;
        }
    }
}
