using Dashboard.Contracts;
using Dashboard.Mapping.MethodGoals;
using Dashboard.Store;
using Dashboard.Web.Goals;
using Npgsql;

namespace Dashboard.SystemTests.Links;

/// <summary>Links are kept in memory, on every node, and yet a change counts at the next look, whichever node made it.</summary>
[Trait("Requirement", "LD-17")]
public sealed class KeptLinksTests(RealParts parts)
{
    private const int School = 7301;
    private static readonly DateOnly Today = new(2026, 11, 25);
    private static readonly Dictionary<int, string> Tools = new() { [1] = "t", [2] = "u" };

    private async Task<TestDatabase> Set()
    {
        var database = await parts.NewDatabase();
        await database.Migrate();
        await database.Execute("""
            insert into publisher (key, name) values ('p', 'P');
            insert into tool (publisher_id, key, name, profile) select publisher_id, k, k, '{}' from publisher, unnest(array['t', 'u', 'w']) k order by k;
            insert into goal_set (key, title, status) values ('s', 'Set', 'proef');
            insert into goal_set_release (goal_set_id, version, imported_at) select goal_set_id, '1', now() from goal_set;
            insert into goal (release_id, key, uri, kind, title, subject, position, content_hash) select release_id, gen_random_uuid(), 'urn:g' || n, 3, 'Doel ' || n, 'Rekenen', n, 'x' from goal_set_release, generate_series(1, 3) n;
            insert into goal_in_release select release_id, goal_id from goal;
            insert into method_goal (tool_id, code, title, described) select t, 'm' || t, 'Methodedoel ' || t, true from generate_series(1, 3) t;
            insert into goal_link (method_goal_id, goal_id, relation, role, status, author, created_at) select n, n, 0, 0, 2, 'p', now() from generate_series(1, 3) n;
            """);
        return database;
    }

    private static async Task<GoalMap> Look(Database node)
    {
        await using var session = await node.Begin(DatabaseRole.Web, Scope.School(School));
        return await GoalMap.Read(session.Tables, School, Tools, Today, default);
    }

    private static string Says(GoalMap map) => string.Join("; ", map.ToolGoals.OrderBy(g => g.MethodGoalId).Select(g => $"{g.Title}: {string.Join(" + ", map.Of(g.MethodGoalId).Select(t => $"{t.Relation} {t.Topic.Name}"))}"));

    [Theory]
    [InlineData("insert into goal_link (method_goal_id, goal_id, relation, role, status, author, created_at) values (1, 2, 3, 0, 2, 'p', now())", "Methodedoel 1: Exact Doel 1 + Narrow Doel 2; Methodedoel 2: Exact Doel 2")]
    [InlineData("update goal_link set status = 3 where method_goal_id = 2", "Methodedoel 1: Exact Doel 1; Methodedoel 2: ")]
    [InlineData("delete from goal_link where method_goal_id = 1", "Methodedoel 1: ; Methodedoel 2: Exact Doel 2")]
    [InlineData("insert into goal_link (method_goal_id, goal_id, school_id, relation, role, status, author, created_at) values (1, 1, 7301, 0, 0, 3, 'x', now())", "Methodedoel 1: ; Methodedoel 2: Exact Doel 2")]
    [InlineData("update method_goal set title = 'Anders' where method_goal_id = 2", "Methodedoel 1: Exact Doel 1; Anders: Exact Doel 2")]
    [InlineData("insert into method_goal (tool_id, code, title) values (2, 'nieuw', 'Nieuw')", "Methodedoel 1: Exact Doel 1; Methodedoel 2: Exact Doel 2; Nieuw: ")]
    [InlineData("update goal set short_name = 'een' where uri = 'urn:g1'", "Methodedoel 1: Exact een; Methodedoel 2: Exact Doel 2")]
    [InlineData("insert into goal_set (key, title, status) values ('z', 'Ander', ''); insert into goal_set_release (goal_set_id, version, imported_at) select goal_set_id, '1', now() from goal_set where key = 'z'; insert into school_goal_set (school_id, goal_set_id) select 7301, goal_set_id from goal_set where key = 'z'", "Methodedoel 1: ; Methodedoel 2: ")]
    public async Task A_change_by_whomever_counts_at_the_next_look_on_every_node(string change, string after)
    {
        await using var database = await Set();
        await using var one = database.Open();
        await using var other = database.Open();
        var (first, second) = (await Look(one), await Look(other));
        Assert.Equal("Methodedoel 1: Exact Doel 1; Methodedoel 2: Exact Doel 2", Says(first));
        Assert.Same(first, await Look(one)); // nothing changed: nothing is read
        await database.Execute("update goal_link set reason = 'een ander leermiddel' where method_goal_id = 3"); // a tool that the school has not
        Assert.Same(second, await Look(other));

        await database.Execute(change);

        Assert.Equal((after, after), (Says(await Look(one)), Says(await Look(other))));
        Assert.Same(await Look(one), await Look(one));
    }

    [Fact]
    public async Task Whoever_commits_first_and_whatever_is_looked_at_in_between_the_last_look_is_right()
    {
        await using var database = await Set();
        await using var node = database.Open();
        await Look(node);
        await using var early = new NpgsqlConnection(database.Owner);
        await early.OpenAsync();
        await using var open = await early.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("update goal_link set relation = 3 where method_goal_id = 1", early, open)) await command.ExecuteNonQueryAsync();

        await database.Execute("update goal_link set relation = 4 where method_goal_id = 2"); // begun later, committed first
        Assert.Equal("Methodedoel 1: Exact Doel 1; Methodedoel 2: Related Doel 2", Says(await Look(node)));
        await using (var again = new NpgsqlCommand("update goal_link set relation = 2 where method_goal_id = 1", early, open)) await again.ExecuteNonQueryAsync();
        Assert.Equal("Methodedoel 1: Exact Doel 1; Methodedoel 2: Related Doel 2", Says(await Look(node)));
        await open.CommitAsync();

        Assert.Equal("Methodedoel 1: Broad Doel 1; Methodedoel 2: Related Doel 2", Says(await Look(node)));
        await using (var session = await node.Begin(DatabaseRole.Web, Scope.School(School)))
        {
            // seen by itself before it is committed, then rolled back
            await using (var undone = session.Command("update goal_link set status = 3 where method_goal_id = 1")) await undone.ExecuteNonQueryAsync();
            Assert.Equal("Methodedoel 1: ; Methodedoel 2: Related Doel 2", Says(await GoalMap.Read(session.Tables, School, Tools, Today, default)));
        }
        Assert.Equal("Methodedoel 1: Broad Doel 1; Methodedoel 2: Related Doel 2", Says(await Look(node)));
        Assert.True(int.Parse((await database.Query("select count(*) from map_change where about = 'tool/1'"))[0][0], null) < 4);
    }

    [Fact]
    public async Task Mapping_finds_a_code_that_another_node_described_and_reads_nothing_while_nothing_changes()
    {
        await using var database = await Set();
        await using var node = database.Open();
        var clock = new Hands();
        var index = new MethodGoalIndex(node, clock);
        var result = new Result { ResultId = "r", CodeCandidates = ["m1/deel", "m1"] };
        await index.Learn([(1, result)], default);
        Assert.Equal(1, index.Find(1, result).Main);
        // a change behind the triggers' back: whoever reads anyway would see it
        await database.Execute("set session_replication_role = replica; insert into method_goal (method_goal_id, tool_id, code, title, described) overriding system value values (900, 1, 'm1/deel', 'Deel', true)");
        clock.Now += TimeSpan.FromSeconds(5);
        await index.Learn([(1, result)], default);
        Assert.Equal(1, index.Find(1, result).Main);

        await database.Execute("update method_goal set described = true where method_goal_id = 900");
        clock.Now += TimeSpan.FromSeconds(5);
        await index.Learn([(1, result)], default);
        Assert.Equal(900, index.Find(1, result).Main);
    }

    private sealed class Hands : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
