using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Store;

/// <summary>The one database: a pool per role login, opened only as a <see cref="Session"/> with a scope.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly Dictionary<DatabaseRole, NpgsqlDataSource> _pools = [];
    private readonly Kept _kept = new();

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
            settings.NoResetOnClose = true; // every setting of ours is local to its transaction
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
            await using var set = new NpgsqlCommand(SetScope, connection, transaction);
            foreach (var value in Settings(scope)) set.Parameters.Add(value);
            await set.ExecuteNonQueryAsync(stop);
            return new Session(connection, transaction, _kept);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// One read in one round trip: scope and query go together, and the server takes them as one transaction. For the hot paths;
    /// everything else reads in a <see cref="Session"/>.
    /// </summary>
    /// <param name="role">As whom.</param>
    /// <param name="scope">What it may see.</param>
    /// <param name="query">A select.</param>
    /// <param name="row">Reads one row.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<List<T>> Read<T>(DatabaseRole role, Scope scope, NpgsqlBatchCommand query, Func<NpgsqlDataReader, T> row, CancellationToken stop = default)
    {
        await using var connection = await _pools[role].OpenConnectionAsync(stop);
        await using var batch = new NpgsqlBatch(connection);
        var set = new NpgsqlBatchCommand(SetScope);
        foreach (var value in Settings(scope)) set.Parameters.Add(value);
        batch.BatchCommands.Add(set);
        batch.BatchCommands.Add(query);
        await using var rows = await batch.ExecuteReaderAsync(stop);
        await rows.NextResultAsync(stop);
        var list = new List<T>();
        while (await rows.ReadAsync(stop)) list.Add(row(rows));
        return list;
    }

    private const string SetScope = "select set_config('app.schools', $1, true), set_config('app.client', $2, true), set_config('app.dispatch', $3, true)";

    private static IEnumerable<NpgsqlParameter> Settings(Scope scope) =>
    [
        new() { Value = "{" + string.Join(',', scope.Schools) + "}" },
        new() { Value = scope.Client ?? "" },
        new() { Value = scope.Dispatch ? "on" : "" },
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools.Values) await pool.DisposeAsync();
        _kept.Dispose();
    }
}

/// <summary>One transaction in one scope. Disposed without <see cref="Commit"/>: nothing happened.</summary>
public sealed class Session(NpgsqlConnection connection, NpgsqlTransaction transaction, Kept kept) : IAsyncDisposable
{
    private StoreContext? _tables;

    public NpgsqlConnection Connection => connection;

    /// <summary>EF over this very transaction.</summary>
    public StoreContext Tables => _tables ??= NewContext();

    public NpgsqlCommand Command(string sql) => new(sql, connection, transaction);

    public Task Commit(CancellationToken stop = default) => transaction.CommitAsync(stop);

    /// <summary>One node at a time does the named job; the turn lasts as long as this session. False: another node has it.</summary>
    public async Task<bool> TryTurn(string job, CancellationToken stop)
    {
        await using var command = Command("select pg_try_advisory_xact_lock(hashtext('turn'), hashtext($1))");
        command.Parameters.AddWithValue(job);
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Made once: building them costs more than a query.</summary>
    private static readonly DbContextOptions<StoreContext> Options = new DbContextOptionsBuilder<StoreContext>().UseNpgsql().Options;

    private StoreContext NewContext()
    {
        var context = new StoreContext(Options) { Kept = kept };
        context.Database.SetDbConnection(connection);
        context.Database.UseTransaction(transaction);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_tables is not null) await _tables.DisposeAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
