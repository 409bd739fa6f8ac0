using Dashboard.SystemTests.Rig;

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

    private static async Task<string> Describe(TestDatabase database)
    {
        var applied = await database.Query("select number, name, applied_at from migration order by number");
        Assert.NotEmpty(applied);
        return string.Join('\n', applied.Select(row => string.Join(' ', row))) + '\n' + await SchemaText.Of(database);
    }
}
