using Dashboard.Store;

namespace Dashboard.SystemTests.Store;

/// <summary>The logins may do what contracts/frozen/writers.txt says, no less and no more.</summary>
public sealed class GrantTests(RealParts parts)
{
    [Fact]
    public async Task Each_login_has_exactly_the_rights_of_writers_txt()
    {
        var database = await parts.Schema;
        var tables = await Catalogue.Tables(database);
        var wanted = Writers.Read().SelectMany(w => Writers.Grant(w.Rights).Split(", ").Select(right => $"{w.Table} {w.Role}: {right}")).Order(StringComparer.Ordinal).ToList();

        var real = await Rights(database, tables);

        Assert.Equal(wanted, real);
    }

    [Fact]
    public async Task Every_table_stands_in_writers_txt()
    {
        var tables = await Catalogue.Tables(await parts.Schema);

        Assert.Equal(tables.Where(t => t != Catalogue.MigrationTable).Order(StringComparer.Ordinal), Writers.Read().Select(w => w.Table).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_gets_past_the_policies_through_a_partition()
    {
        var database = await parts.Schema;
        var partitions = await Catalogue.Partitions(database);

        Assert.NotEmpty(partitions);
        Assert.Empty(await Rights(database, partitions));
    }

    [Fact]
    public async Task No_login_is_above_the_policies()
    {
        var database = await parts.Schema;
        var logins = await database.Query($"select rolname from pg_roles where rolname like '{database.Name}\\_%' and not rolsuper and not rolbypassrls and not rolcreaterole and not rolcreatedb order by 1");

        Assert.Equal(Enum.GetValues<DatabaseRole>().Select(r => Database.LoginName(database.Name, r)).Order(StringComparer.Ordinal), logins.Select(l => l[0]));
        Assert.Empty(await database.Query($"select 1 from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like '{database.Name}\\_%'"));
    }

    private static async Task<List<string>> Rights(TestDatabase database, List<string> tables)
    {
        var found = new List<string>();
        foreach (var role in Enum.GetValues<DatabaseRole>())
            foreach (var row in await database.Query($"""
                select t, lower(p) from unnest(array['{string.Join("','", tables)}']) t,
                  unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
                where has_table_privilege('{Database.LoginName(database.Name, role)}', quote_ident(t), p)
                """))
                found.Add($"{row[0]} {role}: {row[1]}");
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
