using Dashboard.Store;
using Npgsql;

namespace Dashboard.SystemTests.Rig;

/// <summary>One database in the real cluster, with the keys that belong to it. Dropped when disposed, its role logins too.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _server;

    private TestDatabase(string server, string name) =>
        (_server, Name, Owner) = (server, name, new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString);

    /// <summary>A database that somebody else makes and drops, as its superuser sees it.</summary>
    public TestDatabase(string owner) => (Name, Owner) = (new NpgsqlConnectionStringBuilder(owner).Database!, owner);

    public string Name { get; }

    /// <summary>Connection string of the login that migrates: what a host gets as ConnectionStrings__Dashboard.</summary>
    public string Owner { get; }

    /// <summary>What a host that shares this database gets as Dashboard__Secret.</summary>
    public const string Secret = "a secret that only tests have";

    /// <summary>Logins that a test made besides; dropped with the database.</summary>
    public List<string> Roles { get; } = [];

    public KeyRing Keys { get; } = new(System.Text.Encoding.UTF8.GetBytes(Secret));

    public static async Task<TestDatabase> Create(PostgresServer server, string name)
    {
        var database = new TestDatabase(server.ConnectionString, name);
        await database.OnServer($"create database {name}");
        return database;
    }

    /// <summary>Brings it to the newest migration, as the host does.</summary>
    public Task Migrate() => new Migrator(Owner, Keys, TimeProvider.System).Run();

    /// <summary>The store over it, as a host opens it.</summary>
    public Database Open() => new(Owner, Keys);

    /// <summary>Rows as the owner sees them, each column as text (null: "").</summary>
    public async Task<List<string[]>> Query(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))]);
        return rows;
    }

    /// <summary>Runs a statement as the owner.</summary>
    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a statement in a transaction that stays open until disposed, and then is undone: a lock, held.</summary>
    public async Task<IAsyncDisposable> Hold(string sql)
    {
        var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var begin = new NpgsqlCommand("begin; " + sql, connection);
        await begin.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection(_server + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null) return;
        await OnServer($"drop database if exists {Name} with (force)");
        foreach (var role in Enum.GetValues<DatabaseRole>().Select(r => Database.LoginName(Name, r)).Concat(Roles)) await OnServer($"drop role if exists {role}");
    }
}
