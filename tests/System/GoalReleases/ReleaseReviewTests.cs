using Dashboard.Mapping.Goals;
using Dashboard.Mapping.Goals.Releases;
using Dashboard.Mapping.Goals.Slo;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.SystemTests.Rig;
using Dashboard.Tests.Mapping;
using Dashboard.Web.Goals;
using Dashboard.Web.Recording;
using Microsoft.EntityFrameworkCore;
using static Dashboard.Tests.Mapping.SloFolder;

namespace Dashboard.SystemTests.GoalReleases;

/// <summary>
/// A new release over linked goals: every class of difference comes into the review queue, nothing linked breaks, and a school sees
/// the release that it works with (LD-17).
/// </summary>
[Trait("Requirement", "LD-17")]
public sealed class ReleaseReviewTests(RealParts parts)
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

    /// <summary>The school's own link over the product's: it says close, and no to one that it does not want.</summary>
    private static async Task Own(TestDatabase database, string approved, string rejected) => await database.Execute($"""
        insert into goal_link (method_goal_id, goal_id, school_id, relation, role, status, author, created_at, reason)
          select method_goal_id, goal_id, {School}, {(int)LinkRelation.Close}, 0, case when uri = '{Uri(rejected)}' then {(int)LinkStatus.Rejected} else {(int)LinkStatus.Approved} end, 'x', now(), 'van ons'
          from goal_link join goal using (goal_id) where uri in ('{Uri(approved)}', '{Uri(rejected)}')
        """);

    [Theory]
    [InlineData("vervangen", "De leerling doet vervangen.")]
    [InlineData("half a", "Het geheel.")]
    [InlineData("tekst", "De leerling doet iets heel anders.")]
    public async Task A_schools_own_links_are_for_the_school_to_decide_whatever_the_curator_does(string approved, string heir)
    {
        var (database, store) = await Set();
        await using var _ = database;
        await using var __ = store;
        await Own(database, approved, "herschreven");
        using var second = Second();
        await Import(store, second);
        var queue = await Queue(database);
        var review = new GoalReview(new Dashboard.Mapping.Links.Links(TimeProvider.System), TimeProvider.System);
        int[] both = [queue[approved].Id, queue["herschreven"].Id];
        async Task<List<string>> Waiting(Person person)
        {
            await using var session = await store.Begin(DatabaseRole.Web, Scope.School(School));
            var ids = await GoalReview.ToDecide(session.Tables, person).Select(c => c.ChangeId).ToListAsync();
            return [.. queue.Where(q => ids.Contains(q.Value.Id)).Select(q => q.Key).Order(StringComparer.Ordinal)];
        }
        async Task<int> Carry(Person person)
        {
            await using var session = await store.Begin(DatabaseRole.Web, Scope.School(person.School));
            var carried = await review.CarryOver(session, person, both, "zelfde doel", CancellationToken.None);
            await session.Commit();
            return carried;
        }
        string[] expected = [.. new[] { approved, "herschreven" }.Order(StringComparer.Ordinal)];
        Assert.Equal(expected, await Waiting(Administrator));
        Assert.Empty(await Waiting(Administrator with { School = School + 1 }));
        var before = await Seen(store);
        Assert.Equal("", before["herschreven"]); // the school said no

        Assert.Equal(2, await Carry(Curator));

        var after = await Seen(store);
        Assert.Equal((before[approved], ""), (after[approved], after["herschreven"])); // still the school's own
        Assert.Equal(0, await Carry(Administrator with { School = School + 1 }));
        Assert.Equal(expected, await Waiting(Administrator));
        Assert.Equal(2, await Carry(Administrator));
        Assert.Empty(await Waiting(Administrator));
        var now = await Seen(store);
        Assert.Equal((heir, ""), (now[approved], now["herschreven"]));
        Assert.Equal([LinkRelation.Close.ToString()], (await database.Query($"select distinct l.relation from goal_link l join method_goal m using (method_goal_id) where m.code = '{Uri(approved)}' and l.school_id = {School}")).Select(r => ((LinkRelation)int.Parse(r[0], null)).ToString()));
        await Choose(store, await First(database));
        Assert.Equal($"De leerling doet {approved}.", (await Seen(store))[approved]);
        Assert.Equal("", (await Seen(store))["herschreven"]);
    }

    [Fact]
    public async Task A_release_that_came_in_between_is_walked_along()
    {
        var (database, store) = await Set();
        await using var _ = database;
        await using var __ = store;
        using var second = Second();
        await Import(store, second);
        using var third = Release(("blijft", "De leerling doet blijft.", []), ("nog later", "De leerling doet vervangen.", ["vervangen*"]));
        await Import(store, third);
        var queue = await Queue(database);
        var review = new GoalReview(new Dashboard.Mapping.Links.Links(TimeProvider.System), TimeProvider.System);
        await using (var session = await store.Begin(DatabaseRole.Web, Scope.School(School)))
        {
            Assert.Equal(1, await review.CarryOver(session, Curator, [queue["vervangen"].Id, queue["herschreven"].Id], "zelfde doel", CancellationToken.None)); // the other one has no heir any more
            await session.Commit();
        }

        Assert.Equal(Uri("nog later"), Assert.Single(await database.Query($"select g.uri from goal_link l join goal g using (goal_id) join method_goal m using (method_goal_id) where m.code = '{Uri("vervangen")}' order by l.link_id desc limit 1"))[0]);
        Assert.Equal("De leerling doet herschreven.", (await Seen(store))["herschreven"]); // shown until somebody decides
    }

    [Fact]
    [Trait("Requirement", "OD-12")]
    public async Task A_teachers_marks_go_with_the_goal_and_back_and_none_is_lost()
    {
        var (database, store) = await Set();
        await using var _ = database;
        await using var __ = store;
        await database.Execute($"""
            insert into staff (school_id, key, user_name, display_name, role) values ({School}, gen_random_uuid(), 'juf', 'Juf', 0);
            insert into mark (school_id, mark_id, kind, group_id, goal_id, staff_id, at)
              select {School}, gen_random_uuid(), {(int)MarkKind.RelevantNow}, 1, goal_id, (select max(staff_id) from staff), now() from goal where kind = {(int)GoalKind.Goal};
            """);
        async Task<Dictionary<string, string>> Marks()
        {
            await using var session = await store.Begin(DatabaseRole.Web, Scope.School(School));
            var tool = await session.Tables.Tools.SingleAsync();
            var map = await GoalMap.Read(session.Tables, School, new Dictionary<int, string> { [tool.ToolId] = tool.Key }, new DateOnly(2026, 11, 20), CancellationToken.None);
            var names = Names.Concat(["vervangen*", "herschreven*", "heel", "deel 1", "deel 2"]).ToDictionary(n => Id(n).ToString());
            return (await session.Tables.MarksOf(map, School, 1, [], CancellationToken.None)).ToDictionary(m => m.GoalName, m => names[m.GoalKey]);
        }
        var before = await Marks();
        Assert.All(Names, n => Assert.Equal(n, before[$"De leerling doet {n}."]));

        using var second = Second();
        await Import(store, second);
        Assert.Equal(before, await Marks()); // the links still stand on the old goals, and so do the pages
        var queue = await Queue(database);
        var review = new GoalReview(new Dashboard.Mapping.Links.Links(TimeProvider.System), TimeProvider.System);
        await using (var session = await store.Begin(DatabaseRole.Web, Scope.School(School)))
        {
            await review.CarryOver(session, Curator, [.. queue.Values.Select(q => q.Id)], "zelfde doel", CancellationToken.None);
            await review.Close(session, Curator, [.. queue.Values.Select(q => q.Id)], "klaar", CancellationToken.None);
            await session.Commit();
        }

        var now = await Marks();
        Assert.Equal(("vervangen*", "herschreven*", "heel", "heel"), (now["De leerling doet vervangen."], now["De leerling doet herschreven."], now["De leerling doet half a."], now["De leerling doet half b."]));
        Assert.Equal(("gesplitst", "weg", "tekst", "blijft"), (now["De leerling doet gesplitst."], now["De leerling doet weg."], now["De leerling doet tekst."], now["De leerling doet blijft."]));
        await Choose(store, await First(database));
        Assert.Equal(before, await Marks());
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
