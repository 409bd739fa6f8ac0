using Dashboard.Store;
using Npgsql;

namespace Dashboard.SystemTests.Store;

/// <summary>
/// The second wall: whatever a query says, a session sees the schools in its scope and no other. Every table with a school_id is
/// tried with rows of two schools, as every login; a new table is tried by itself, or fails here until it has its policy.
/// </summary>
public sealed class RowSecurityTests(RealParts parts)
{
    private const int OurSchool = 1001, OtherSchool = 1002;

    [Fact]
    public async Task Every_table_with_a_school_has_forced_row_security()
    {
        var database = await parts.Schema;
        var secured = (await database.Query("select relname from pg_class where relrowsecurity and relforcerowsecurity and not relispartition order by 1")).Select(r => r[0]);

        Assert.Equal(await Catalogue.SchoolBound(database), secured);
    }

    [Fact]
    public async Task A_session_reads_the_schools_in_its_scope_and_no_other()
    {
        await using var database = await Filled();

        Assert.Empty(await SeenAcross(database));
        await database.Execute("alter table mark disable row level security");
        Assert.Equal(2, (await SeenAcross(database)).Count(p => p.Contains("mark", StringComparison.Ordinal))); // web: other school, no scope
    }

    private static async Task<List<string>> SeenAcross(TestDatabase database)
    {
        await using var store = database.Open();
        var problems = new List<string>();
        foreach (var table in await Catalogue.SchoolBound(database))
            foreach (var role in Enum.GetValues<DatabaseRole>())
            {
                if (!May(table, role, 'r'))
                {
                    if (!await IsRefused(store, role, Scope.School(OurSchool), $"select 1 from {table}", "42501")) problems.Add($"{role} reads {table}");
                    continue;
                }
                var ours = await Schools(store, role, Scope.School(OurSchool), table);
                if (ours is not [OurSchool]) problems.Add($"{role} with school {OurSchool} in scope sees of {table}: [{string.Join(",", ours)}]");
                var none = await Schools(store, role, Scope.None, table);
                if (none is not []) problems.Add($"{role} without scope sees of {table}: [{string.Join(",", none)}]");
            }
        return problems;
    }

    [Fact]
    public async Task A_session_writes_the_schools_in_its_scope_and_no_other()
    {
        await using var database = await Filled();

        Assert.Empty(await WrittenAcross(database));
        await database.Execute("alter table mark disable row level security");
        Assert.Equal(3, (await WrittenAcross(database)).Count(p => p.Contains("mark", StringComparison.Ordinal))); // insert, give away, change
    }

    private static async Task<List<string>> WrittenAcross(TestDatabase database)
    {
        await using var store = database.Open();
        var columns = await Catalogue.Columns(database);
        var problems = new List<string>();
        foreach (var table in await Catalogue.SchoolBound(database))
            foreach (var role in Enum.GetValues<DatabaseRole>().Where(r => May(table, r, 'w')))
            {
                var insert = TwoSchools.Insert(columns, table, OtherSchool, seed: 7);
                if (!await IsRefused(store, role, Scope.School(OurSchool), insert, "42501")) problems.Add($"{role} of school {OurSchool} inserts into {table} for school {OtherSchool}");
                if (!May(table, role, 'r')) continue; // to change rows a login must find them
                if (!await IsRefused(store, role, Scope.School(OurSchool), $"update {table} set school_id = {OtherSchool} where school_id = {OurSchool}", "42501"))
                    problems.Add($"{role} gives rows of {table} to another school");
                var changed = await Changed(store, role, $"update {table} set school_id = school_id where school_id = {OtherSchool}");
                if (changed != 0) problems.Add($"{role} of school {OurSchool} changes {changed} rows of {table} of school {OtherSchool}");
            }
        return problems;
    }

    [Fact]
    public async Task A_publishers_client_sees_its_own_deliveries_and_nothing_else()
    {
        await using var database = await Filled();
        await database.Execute($"update delivery set client = case when school_id = {OurSchool} then 'ours' else 'theirs' end");
        await using var store = database.Open();

        foreach (var table in (await Catalogue.SchoolBound(database)).Where(t => May(t, DatabaseRole.Publishers, 'r')))
            Assert.Equal(table == "delivery" ? [OurSchool] : [], await Schools(store, DatabaseRole.Publishers, Scope.ForClient("ours"), table));
    }

    [Fact]
    public async Task The_dispatcher_sees_the_work_and_the_fetches_of_every_school_and_nothing_else()
    {
        await using var database = await Filled();
        await using var store = database.Open();

        foreach (var table in (await Catalogue.SchoolBound(database)).Where(t => May(t, DatabaseRole.Publishers, 'r')))
            Assert.Equal(table is "work" or "pull" ? [OurSchool, OtherSchool] : [], await Schools(store, DatabaseRole.Publishers, Scope.Dispatcher, table));
    }

    private async Task<TestDatabase> Filled()
    {
        var database = await parts.NewDatabase();
        await database.Migrate();
        var columns = await Catalogue.Columns(database);
        var rows = from table in await Catalogue.SchoolBound(database) from school in (int[])[OurSchool, OtherSchool] select TwoSchools.Insert(columns, table, school, seed: 1);
        await database.Execute("set session_replication_role = replica; " + string.Join("; ", rows)); // no foreign keys: the rows are made up
        return database;
    }

    private static bool May(string table, DatabaseRole role, char right) => Writers.Read().Any(w => w.Table == table && w.Role == role && w.Rights.Contains(right));

    private static async Task<List<int>> Schools(Database store, DatabaseRole role, Scope scope, string table)
    {
        await using var session = await store.Begin(role, scope);
        await using var command = session.Command($"select distinct school_id from {table} order by 1");
        await using var reader = await command.ExecuteReaderAsync();
        var schools = new List<int>();
        while (await reader.ReadAsync()) schools.Add(reader.GetInt32(0));
        return schools;
    }

    private static async Task<bool> IsRefused(Database store, DatabaseRole role, Scope scope, string sql, string code)
    {
        await using var session = await store.Begin(role, scope);
        try
        {
            await using var command = session.Command(sql);
            await command.ExecuteNonQueryAsync();
            return false;
        }
        catch (PostgresException e)
        {
            return e.SqlState == code;
        }
    }

    private static async Task<int> Changed(Database store, DatabaseRole role, string sql)
    {
        await using var session = await store.Begin(role, Scope.School(OurSchool));
        await using var command = session.Command(sql);
        return await command.ExecuteNonQueryAsync();
    }
}
