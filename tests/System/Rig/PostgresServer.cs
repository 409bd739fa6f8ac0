using Dashboard.Host.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dashboard.SystemTests.Rig;

/// <summary>
/// A real PostgreSQL: the one of DASHBOARD_TEST_POSTGRES (a superuser, who can put rows where policies would not let him), else a container,
/// else a private cluster of the binaries on this machine (or of the npm package).
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];
    private TempFolder? _folder;

    private PostgresServer(string connectionString, string which) => (ConnectionString, Which) = (connectionString, which);

    /// <summary>Of a superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>Which real part this is, for people.</summary>
    public string Which { get; private set; }

    public static async Task<PostgresServer> Start() => await Answering(await Choose());

    /// <summary>A private cluster, whatever else there is: one that may be killed.</summary>
    public static async Task<PostgresServer> StartPrivate() => await Answering(await Private());

    /// <summary>From now on this private cluster speaks TLS too, and shows this certificate.</summary>
    internal async Task Show(ServerCertificate certificate)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var ask = new NpgsqlCommand("show data_directory", connection);
        var folder = (string)(await ask.ExecuteScalarAsync())!;
        foreach (var (name, text) in new[] { ("server.crt", certificate.Pem), ("server.key", certificate.Key) })
        {
            var file = Path.Combine(folder, name);
            await File.WriteAllTextAsync(file, text);
            if (OperatingSystem.IsWindows()) continue;
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            if (Shell.IsRoot) await Shell.Run("chown", ["--reference", folder, file]);
        }
        foreach (var sql in (string[])["alter system set ssl = on", "select pg_reload_conf()"])
        {
            await using var set = new NpgsqlCommand(sql, connection);
            await set.ExecuteNonQueryAsync();
        }
        await Probe.Until("PostgreSQL shows its certificate", async () =>
        {
            var seen = "";
            var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, SslMode = SslMode.Require };
            await using var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).UseSslClientAuthenticationOptionsCallback(o => o.RemoteCertificateValidationCallback = (_, shown, _, _) => (seen = ((System.Security.Cryptography.X509Certificates.X509Certificate2)shown!).ExportCertificatePem()).Length > 0).Build();
            await using var encrypted = await source.OpenConnectionAsync();
            return seen == certificate.Pem;
        });
    }

    private static async Task<PostgresServer> Answering(PostgresServer server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await Probe.Until("PostgreSQL answers", async () =>
        {
            await connection.OpenAsync();
            return true;
        });
        server.Which = $"PostgreSQL {connection.PostgreSqlVersion} ({server.Which})";
        return server;
    }

    private static async Task<PostgresServer> Choose()
    {
        if (Environment.GetEnvironmentVariable("DASHBOARD_TEST_POSTGRES") is { Length: > 0 } given)
            return new PostgresServer(given, "DASHBOARD_TEST_POSTGRES");
        if (Docker.IsThere())
        {
            var container = await Docker.Run("postgres:17-alpine", 5432, "POSTGRES_PASSWORD=test");
            var inDocker = new PostgresServer($"Host=127.0.0.1;Port={container.Port};Username=postgres;Password=test;Database=postgres", "Docker");
            inDocker._parts.Add(container);
            return inDocker;
        }
        return await Private();
    }

    private static async Task<PostgresServer> Private()
    {
        var folder = new TempFolder("pg");
        try
        {
            var cluster = await EmbeddedPostgres.Ensure(folder.Location, "a secret of the tests"u8.ToArray(), NullLogger.Instance);
            var server = new PostgresServer(cluster.ConnectionString, "private cluster of the binaries here") { _folder = folder };
            server._parts.Add(cluster);
            await using var connection = new NpgsqlConnection(cluster.ConnectionString + ";Pooling=false");
            await connection.OpenAsync();
            // The tests kill processes, never the machine, so nothing need wait for the disk.
            foreach (var sql in (string[])["alter system set fsync = off", "select pg_reload_conf()"])
            {
                await using var set = new NpgsqlCommand(sql, connection);
                await set.ExecuteNonQueryAsync();
            }
            return server;
        }
        catch (EmbeddedPostgresException e)
        {
            folder.Dispose();
            throw new InvalidOperationException($"The system tests need a real PostgreSQL: set DASHBOARD_TEST_POSTGRES, start Docker, or install PostgreSQL or Node.js. {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts) await part.DisposeAsync();
        _folder?.Dispose();
    }
}
