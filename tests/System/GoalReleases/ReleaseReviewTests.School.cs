using Dashboard.Mapping.Goals.Releases;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.Web.Goals;
using Dashboard.Web.Recording;
using Microsoft.EntityFrameworkCore;
using static Dashboard.Tests.Mapping.SloFolder;

namespace Dashboard.SystemTests.GoalReleases;

/// <summary>What a release does to what a school has of its own: its links, and its teachers' marks.</summary>
public sealed partial class ReleaseReviewTests
{
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
}
