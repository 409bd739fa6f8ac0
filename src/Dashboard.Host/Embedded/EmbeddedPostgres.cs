using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Host.Embedded;

/// <summary>
/// The host's own PostgreSQL, for when ConnectionStrings:Dashboard is absent (design: "One database: PostgreSQL 15+, also embedded").
/// Disposed by its last user, the cluster stops; after a crash of the host the next one adopts it.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Cluster _cluster;
    private readonly PostgresBinaries _binaries;
    private readonly ClusterLock _lock;
    private readonly ILogger _logger;
    private IDisposable? _use;

    private EmbeddedPostgres(Cluster cluster, PostgresBinaries binaries, ClusterLock @lock, IDisposable use, string connectionString, ILogger logger) =>
        (_cluster, _binaries, _lock, _use, ConnectionString, _logger) = (cluster, binaries, @lock, use, connectionString, logger);

    /// <summary>Of the cluster's superuser and database "dashboard": for the migrations, which make the role logins.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Adopts, starts or makes the cluster in the <see cref="DataFolder"/>; its password is derived from the <see cref="DashboardSecret"/>.
    /// Says on <paramref name="logger"/> what it does, one line a step.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">It cannot be had; the message is for the user.</exception>
    public static async Task<EmbeddedPostgres> Ensure(string dataFolder, byte[] secret, ILogger logger, CancellationToken stop = default)
    {
        dataFolder = Path.GetFullPath(dataFolder);
        Directory.CreateDirectory(dataFolder);
        var password = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 24, info: Encoding.ASCII.GetBytes("embedded postgres")));
        var @lock = new ClusterLock(dataFolder);
        using var turn = await @lock.Turn(Patience, stop);
        var use = @lock.Use();
        var account = await PostgresAccount.Choose(dataFolder, stop);
        var cluster = new Cluster(account);
        PostgresBinaries? started = null;
        try
        {
            void Say(string step) => logger.LogInformation("Embedded PostgreSQL: {Step}", step);

            var binaries = await PostgresBinaries.Choose(account, cluster.Major, Say, stop);
            var port = await Adopt(cluster, password, Say, stop);
            if (port == 0)
            {
                if (cluster.Major is null)
                {
                    Say($"making a cluster in {cluster.Folder} with PostgreSQL {binaries.Major} ({binaries.Source})");
                    await cluster.Make(binaries, password, stop);
                }
                started = binaries;
                port = await cluster.Start(binaries, stop);
                Say($"version {binaries.Major} ({binaries.Source}) runs on port {port}{(account.User is null ? "" : " as user " + account.User)}, data in {cluster.Folder}");
            }
            await ClusterDatabase.Make(port, password, cluster.Folder, stop);
            return new EmbeddedPostgres(cluster, binaries, @lock, use, ClusterDatabase.ConnectionString(port, password), logger);
        }
        catch
        {
            use.Dispose();
            if (started is not null && cluster.Written() is not null) await cluster.Stop(started); // what we started and cannot use
            throw;
        }
    }

    /// <summary>The port of a server that already serves this folder, else 0. Waits for one that is still starting or stopping.</summary>
    private static async Task<int> Adopt(Cluster cluster, string password, Action<string> say, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (cluster.Written() is { } running && cluster.IsAlive(running.Process))
        {
            if (await ClusterDatabase.Answers(running.Port, password, cluster.Folder, stop))
            {
                say($"already runs on port {running.Port}, used as it is");
                return running.Port;
            }
            if (clock.Elapsed > Patience)
                throw new EmbeddedPostgresException($"PostgreSQL in {cluster.Folder} (process {running.Process}) runs but does not answer on port {running.Port}. Stop that process and try again.");
            await Task.Delay(50, stop);
        }
        return 0;
    }

    /// <summary>Stops the cluster, unless another process of ours still uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _use, null) is not { } use) return;
        using var turn = await _lock.Turn(Patience, CancellationToken.None);
        use.Dispose();
        if (_lock.InUse())
        {
            _logger.LogInformation("Embedded PostgreSQL: left running for another process that uses it");
            return;
        }
        await _cluster.Stop(_binaries);
        _logger.LogInformation("Embedded PostgreSQL: stopped");
    }
}
