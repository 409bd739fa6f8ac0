using Dashboard.Mapping.Goals;
using Dashboard.Mapping.Goals.Releases;
using Dashboard.Mapping.Goals.Slo;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.Tests.Mapping;
using Dashboard.Web.Goals;
using Microsoft.EntityFrameworkCore;
using static Dashboard.Tests.Mapping.SloFolder;

namespace Dashboard.SystemTests.GoalReleases;

/// <summary>
/// A new release over linked goals: every class of difference comes into the review queue, nothing linked breaks, and a school sees
/// the release that it works with (LD-17).
/// </summary>
[Trait("Requirement", "LD-17")]
public sealed partial class ReleaseReviewTests(RealParts parts)
{
    private const int School = 7001;
    private static readonly string[] Names = ["blijft", "tekst", "opmaak", "vervangen", "herschreven", "gesplitst", "half a", "half b", "weg"];
    private static readonly Person Curator = new(School, 1, Guid.CreateVersion7(), "curator", Role.Curator, false), Administrator = Curator with { Role = Role.Administrator };

    private static SloFolder Release(params (string Name, string Text, string[] Replaces)[] goals) => new SloFolder()
        .Put("basis/niveaus.json", new { id = Id("po"), title = "po", description = "primair onderwijs", type = "Sector" })
        .Put("fo/sets.json", new { id = Id("set"), title = "Kerndoelen", settype = "kerndoelenset", status = "concept", fo_domein_id = new[] { Id("domein") } })
        .Put("fo/domeinen.json", new { id = Id("domein"), title = "Domein", fo_doelzin_id = goals.Select(g => Id(g.Name)).ToArray() })
        .Put("fo/doelzinnen.json", [.. goals.Select(g => (object)new { id = Id(g.Name), title = "Doelzin", description = g.Text, replaces = g.Replaces.Select(Id).ToArray() })]);

    private static SloFolder First() => Release([.. Names.Select(n => (n, $"De leerling doet {n}.", Array.Empty<string>()))]);

    private static SloFolder Second() => Release(
        ("blijft", "De leerling doet blijft.", []), ("tekst", "De leerling doet iets heel anders.", []), ("opmaak", "de leerling doet  opmaak", []), ("vervangen*", "De leerling doet vervangen.", ["vervangen"]),
        ("herschreven*", "De leerling schrijft.", ["herschreven"]), ("deel 1", "Het ene deel.", ["gesplitst"]), ("deel 2", "Het andere deel.", ["gesplitst"]), ("heel", "Het geheel.", ["half a", "half b"]), ("nieuw", "Nieuw.", []));

    private static async Task Import(Database store, SloFolder folder)
    {
        foreach (var set in SloSets.Read(SloFiles.Open(folder.Location)).Sets) await new GoalSets(store, TimeProvider.System).Import(set, CancellationToken.None);
    }

    /// <summary>A tool with a method goal for each goal, linked exactly; and a school that has the tool.</summary>
    private static async Task Link(TestDatabase database) => await database.Execute($"""
        insert into publisher (key, name) values ('p', 'P');
        insert into tool (publisher_id, key, name, profile) select publisher_id, 't', 'T', '{"{}"}' from publisher;
        insert into method_goal (tool_id, code, title, described) select tool_id, g.uri, g.title, true from tool, goal g where g.kind = {(int)GoalKind.Goal};
        insert into goal_link (method_goal_id, goal_id, relation, role, status, author, created_at, reason)
          select m.method_goal_id, g.goal_id, {(int)LinkRelation.Exact}, 0, {(int)LinkStatus.Approved}, 'p', now(), 'zo' from method_goal m join goal g on g.uri = m.code;
        """);

    private async Task<(TestDatabase Database, Database Store)> Set()
    {
        var database = await parts.NewDatabase();
        await database.Migrate();
        var store = database.Open();
        using var first = First();
        await Import(store, first);
        await Link(database);
        return (database, store);
    }

    /// <summary>What the school sees under each method goal: the goals' texts.</summary>
    private static async Task<Dictionary<string, string>> Seen(Database store)
    {
        await using var session = await store.Begin(DatabaseRole.Web, Scope.School(School));
        var tool = await session.Tables.Tools.SingleAsync();
        var map = await GoalMap.Read(session.Tables, School, new Dictionary<int, string> { [tool.ToolId] = tool.Key }, new DateOnly(2026, 11, 20), CancellationToken.None);
        var names = Names.ToDictionary(Uri);
        return map.ToolGoals.ToDictionary(g => names[g.Code], g => string.Join(" + ", map.Of(g.MethodGoalId).Select(t => t.Topic.Text).Order(StringComparer.Ordinal)));
    }

    private static async Task<Dictionary<string, (int Id, GoalChangeKind Kind, bool Same, GoalChangeState State)>> Queue(TestDatabase database)
    {
        var names = Names.ToDictionary(Uri);
        return (await database.Query("select g.uri, c.change_id, c.kind, c.same_words, c.state from goal_change c join goal g using (goal_id)"))
            .ToDictionary(r => names[r[0]], r => (int.Parse(r[1], null), (GoalChangeKind)int.Parse(r[2], null), r[3] == "t", (GoalChangeState)int.Parse(r[4], null)));
    }

    [Fact]
    public async Task Every_class_of_difference_comes_into_the_queue_and_nothing_linked_breaks()
    {
        var (database, store) = await Set();
        await using var _ = database;
        await using var __ = store;
        var links = await database.Query("select l::text from goal_link l order by 1");
        var before = await Seen(store);
        Assert.All(Names, n => Assert.Equal($"De leerling doet {n}.", before[n]));

        using var second = Second();
        await Import(store, second);

        var queue = await Queue(database);
        Assert.DoesNotContain("blijft", queue.Keys);
        Assert.Equal((GoalChangeKind.TextChanged, false), (queue["tekst"].Kind, queue["tekst"].Same));
        Assert.Equal((GoalChangeKind.TextChanged, true), (queue["opmaak"].Kind, queue["opmaak"].Same));
        Assert.Equal((GoalChangeKind.Replaced, true), (queue["vervangen"].Kind, queue["vervangen"].Same));
        Assert.Equal((GoalChangeKind.Replaced, false), (queue["herschreven"].Kind, queue["herschreven"].Same));
        Assert.Equal(GoalChangeKind.Split, queue["gesplitst"].Kind);
        Assert.Equal((GoalChangeKind.Merged, GoalChangeKind.Merged), (queue["half a"].Kind, queue["half b"].Kind));
        Assert.Equal(GoalChangeKind.Gone, queue["weg"].Kind);
        Assert.Equal(links, await database.Query("select l::text from goal_link l order by 1"));
        var after = await Seen(store);
        Assert.Equal("De leerling doet iets heel anders.", after["tekst"]); // the same goal, as it reads now
        Assert.All(Names.Except(["tekst", "opmaak"]), n => Assert.Equal(before[n], after[n])); // until someone decides
    }

    [Fact]
    public async Task What_is_carried_over_shows_the_new_goal_and_a_school_on_the_old_release_the_old_one()
    {
        var (database, store) = await Set();
        await using var _ = database;
        await using var __ = store;
        using var second = Second();
        await Import(store, second);
        var queue = await Queue(database);
        var review = new GoalReview(new Dashboard.Mapping.Links.Links(TimeProvider.System), TimeProvider.System);
        await using (var session = await store.Begin(DatabaseRole.Web, Scope.School(School)))
        {
            int[] chosen = [.. Names.Except(["blijft", "weg"]).Select(n => queue[n].Id)];
            Assert.Equal(0, await review.CarryOver(session, Administrator, chosen, "mag niet", CancellationToken.None));
            Assert.Equal(6, await review.CarryOver(session, Curator, chosen, "zelfde doel", CancellationToken.None)); // the split one has no single successor
            Assert.Equal(1, await review.Close(session, Curator, [queue["weg"].Id], "is vervallen", CancellationToken.None));
            Assert.Equal(0, await review.CarryOver(session, Curator, chosen, "nog eens", CancellationToken.None) + await review.Close(session, Curator, [queue["weg"].Id], "nog eens", CancellationToken.None));
            await session.Commit();
        }

        var now = await Seen(store);
        Assert.Equal(("De leerling schrijft.", "Het geheel.", "Het geheel.", ""), (now["herschreven"], now["half a"], now["half b"], now["weg"]));
        Assert.Equal("De leerling doet gesplitst.", now["gesplitst"]); // still to be decided
        await Choose(store, await First(database));
        Assert.All(await Seen(store), seen => Assert.Equal($"De leerling doet {seen.Key}.", seen.Value)); // as before the release, word for word
        await Choose(store, null);
        Assert.Equal(now, await Seen(store));
    }

    private static async Task<int> First(TestDatabase database) => int.Parse((await database.Query("select min(release_id) from goal_set_release"))[0][0], null);

    private static async Task Choose(Database store, int? release)
    {
        await using var session = await store.Begin(DatabaseRole.Web, Scope.School(School));
        var set = await session.Tables.GoalSets.Select(s => s.GoalSetId).SingleAsync();
        Assert.Null(await new SchoolChoice(TimeProvider.System).Choose(session, Administrator, [new ChosenSet(set, release, Coarseness.Goals)], CancellationToken.None));
        await session.Commit();
    }

    [Fact, Trait("Requirement", "LD-26")]
    public async Task A_school_that_looks_from_further_away_sees_the_heading_where_the_link_allows_it()
    {
        var (database, store) = await Set();
        await using var _ = database;
        await using var __ = store;
        await database.Execute($"update goal_link set relation = {(int)LinkRelation.Close} where goal_id = (select goal_id from goal where uri = '{Uri("weg")}')");
        await using (var session = await store.Begin(DatabaseRole.Web, Scope.School(School)))
        {
            Assert.Null(await new SchoolChoice(TimeProvider.System).Choose(session, Administrator, [new ChosenSet(await session.Tables.GoalSets.Select(s => s.GoalSetId).SingleAsync(), null, Coarseness.Domains)], CancellationToken.None));
            await session.Commit();
        }

        var seen = await Seen(store);
        Assert.Equal(("Domein", "De leerling doet weg."), (seen["blijft"], seen["weg"]));
    }

    [Fact, Trait("Requirement", "LD-07")]
    public async Task A_schools_own_goals_are_its_own_keep_their_history_and_their_links()
    {
        var (database, store) = await Set();
        await using var _ = database;
        await using var __ = store;
        await database.Execute($"insert into school (school_id, key, name) overriding system value values ({School}, 'onze', 'Onze school'), ({School + 1}, 'andere', 'Andere school')");
        var own = new OwnGoals(store, new GoalSets(store, TimeProvider.System), TimeProvider.System);
        Assert.Equal("not-yours", await own.Save(Curator, new OwnGoal(null, "Schaken", null, "spel", null, [5]), CancellationToken.None));
        Assert.Null(await own.Save(Administrator, new OwnGoal(null, "Schaken", "Schaak", "spel", null, [5, 6]), CancellationToken.None));
        Assert.Null(await own.Save(Administrator, new OwnGoal(null, "Dammen", null, "spel", null, []), CancellationToken.None));
        var key = Guid.Parse((await database.Query("select key from goal where title = 'Schaken'"))[0][0]);
        await database.Execute($"""
            insert into method_goal (tool_id, code, title, described) select tool_id, 'schaak', 'Schaak', true from tool;
            insert into goal_link (method_goal_id, goal_id, school_id, relation, role, status, author, created_at)
              select m.method_goal_id, g.goal_id, {School}, 0, 0, {(int)LinkStatus.Approved}, 'x', now() from method_goal m, goal g where m.code = 'schaak' and g.title = 'Schaken'
            """);

        Assert.Null(await own.Save(Administrator, new OwnGoal(key, "Schaken met een klok", null, "spel", "bord", [6]), CancellationToken.None));

        await using var session = await store.Begin(DatabaseRole.Web, Scope.School(School));
        var tool = await session.Tables.Tools.SingleAsync();
        var map = await GoalMap.Read(session.Tables, School, new Dictionary<int, string> { [tool.ToolId] = tool.Key }, new DateOnly(2026, 11, 20), CancellationToken.None);
        var topic = Assert.Single(map.Of(map.ToolGoals.Single(g => g.Code == "schaak").MethodGoalId)).Topic;
        Assert.Equal(("Schaken met een klok", "Schaken"), (topic.Text, topic.EarlierText));
        Assert.Empty(await database.Query("select 1 from goal_change"));
        Assert.Equal(["Schaken", "Dammen", "Schaken"], (await database.Query("select coalesce(before, after) from goal_edit order by edit_id")).Select(r => r[0]));
        Assert.Contains(OwnGoals.KeyOf(School), (await ChosenGoals.Read(session.Tables, School, CancellationToken.None)).Sets.Select(s => s.Key));
        Assert.DoesNotContain(OwnGoals.KeyOf(School), (await ChosenGoals.Read(session.Tables, School + 1, CancellationToken.None)).Sets.Select(s => s.Key));
        Assert.Null(await own.Remove(Administrator, key, CancellationToken.None));
        Assert.Equal("goal-unknown", await own.Remove(Administrator, key, CancellationToken.None));
        Assert.Equal(2, (await database.Query($"select 1 from goal where key = '{key}'")).Count); // both wordings are still there
    }
}
