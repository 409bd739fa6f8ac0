using Dashboard.Store;
using Npgsql;

namespace Dashboard.SystemTests.Store;

public sealed class MigrationTests(RealParts parts)
{
    [Fact]
    public async Task Running_again_changes_nothing()
    {
        await using var database = await parts.NewDatabase();
        await database.Migrate();
        var first = await Describe(database);

        await database.Migrate();

        Assert.Equal(first, await Describe(database));
    }

    [Fact]
    public async Task Nodes_that_start_together_migrate_once()
    {
        await using var database = await parts.NewDatabase();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.Migrate()));

        var applied = await database.Query("select number, count(*) from migration group by number having count(*) > 1");
        Assert.Empty(applied);
        Assert.NotEmpty(await Catalogue.SchoolBound(database));
    }

    [Fact]
    public async Task An_owner_who_may_create_roles_and_no_more_can_migrate()
    {
        await using var database = await parts.NewDatabase();
        var owner = database.Name + "_owner";
        database.Roles.Add(owner);
        await database.Execute($"create role {owner} login createrole password 'owner'; alter database {database.Name} owner to {owner}; alter schema public owner to {owner}");
        var plain = new NpgsqlConnectionStringBuilder(database.Owner) { Username = owner, Password = "owner" }.ConnectionString;

        await new Migrator(plain, database.Keys, TimeProvider.System).Run();
        await new Migrator(plain, database.Keys, TimeProvider.System).Run();

        await using var store = new Database(plain, database.Keys);
        await using var session = await store.Begin(DatabaseRole.Web, Scope.None);
        Assert.Empty(session.Tables.Schools);
    }

    private static async Task<string> Describe(TestDatabase database)
    {
        var applied = await database.Query("select number, name, applied_at from migration order by number");
        Assert.NotEmpty(applied);
        return string.Join('\n', applied.Select(row => string.Join(' ', row))) + '\n' + await SchemaText.Of(database);
    }
}
