using Dashboard.Host.Embedded;
using Dashboard.Store;

namespace Dashboard.Host;

/// <summary>The database of this run: the one that was given, else the embedded one; migrated before anything uses it.</summary>
public sealed class DatabaseSetup : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private DatabaseSetup(string owner, KeyRing keys, EmbeddedPostgres? embedded)
    {
        (Owner, Keys, _embedded) = (owner, keys, embedded);
        Database = new Database(owner, keys);
    }

    /// <summary>Connection string of the migration login.</summary>
    public string Owner { get; }
    public KeyRing Keys { get; }
    public Database Database { get; }
    public bool IsEmbedded => _embedded is not null;

    /// <exception cref="EmbeddedPostgresException">No database can be had; the message names the three ways out.</exception>
    public static async Task<DatabaseSetup> Open(IConfiguration configuration, string contentRoot, ILogger log, CancellationToken stop)
    {
        var data = DataFolder.Find(configuration, contentRoot);
        var secret = DashboardSecret.Read(configuration, data);
        var keys = new KeyRing(secret, DashboardSecret.ReadEncryption(configuration));
        var given = configuration.GetConnectionString("Dashboard");
        var embedded = string.IsNullOrWhiteSpace(given) ? await EmbeddedPostgres.Ensure(data, secret, log, stop) : null;
        try
        {
            var setup = new DatabaseSetup(embedded?.ConnectionString ?? given!, keys, embedded);
            await new Migrator(setup.Owner, keys, TimeProvider.System).Run(stop);
            return setup;
        }
        catch
        {
            if (embedded is not null) await embedded.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}
