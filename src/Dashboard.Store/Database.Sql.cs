using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Store;

/// <summary>The one database: a pool per role login, opened only as a <see cref="Session"/> with a scope.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly Dictionary<DatabaseRole, NpgsqlDataSource> _pools = [];

    /// <param name="owner">Connection string of the migration login; its host and database are used, its user is not.</param>
    /// <param name="keys">Derives the passwords of the role logins.</param>
    public Database(string owner, KeyRing keys)
    {
        foreach (var role in Enum.GetValues<DatabaseRole>())
        {
            var settings = new NpgsqlConnectionStringBuilder(owner);
            settings.Username = LoginName(settings.Database!, role);
            settings.Password = keys.LoginPassword(settings.Username);
            settings.ApplicationName = "dashboard-" + role.ToString().ToLowerInvariant();
            settings.MaxPoolSize = role is DatabaseRole.Web or DatabaseRole.Publishers ? 24 : 8;
            settings.MaxAutoPrepare = 64;
            _pools[role] = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        }
    }

    /// <summary>Logins belong to the cluster, so each database has its own: two databases never share one.</summary>
    public static string LoginName(string database, DatabaseRole role) => $"{database}_{role.ToString().ToLowerInvariant()}";

    /// <summary>Opens a transaction as the role, with the scope set for its length.</summary>
    public async Task<Session> Begin(DatabaseRole role, Scope scope, CancellationToken stop = default)
    {
        var connection = await _pools[role].OpenConnectionAsync(stop);
        try
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            await using var set = new NpgsqlCommand(
                "select set_config('app.schools', $1, true), set_config('app.client', $2, true), set_config('app.dispatch', $3, true)", connection, transaction);
            set.Parameters.AddWithValue("{" + string.Join(',', scope.Schools) + "}");
            set.Parameters.AddWithValue(scope.Client ?? "");
            set.Parameters.AddWithValue(scope.Dispatch ? "on" : "");
            await set.ExecuteNonQueryAsync(stop);
            return new Session(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools.Values) await pool.DisposeAsync();
    }
}

/// <summary>One transaction in one scope. Disposed without <see cref="Commit"/>: nothing happened.</summary>
public sealed class Session(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    private StoreContext? _tables;

    public NpgsqlConnection Connection => connection;

    /// <summary>EF over this very transaction.</summary>
    public StoreContext Tables => _tables ??= NewContext();

    public NpgsqlCommand Command(string sql) => new(sql, connection, transaction);

    public Task Commit(CancellationToken stop = default) => transaction.CommitAsync(stop);

    private StoreContext NewContext()
    {
        var options = new DbContextOptionsBuilder<StoreContext>().UseNpgsql(connection).Options;
        var context = new StoreContext(options);
        context.Database.UseTransaction(transaction);
        context.ChangeTracker.AutoDetectChangesEnabled = true;
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_tables is not null) await _tables.DisposeAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
