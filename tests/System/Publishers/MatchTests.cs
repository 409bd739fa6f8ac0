using Dashboard.Samples.Cito;
using Dashboard.Schools.People;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.SystemTests.Journey;

namespace Dashboard.SystemTests.Publishers;

/// <summary>Results of pupils whom the school does not know by this name: they wait, go along, and come back when the match was wrong.</summary>
[Collection(RabbitTests.Name)]
public sealed class MatchTests(RealParts parts)
{
    [Fact]
    [Trait("Requirement", "CI-21")]
    [Trait("Requirement", "CI-22")]
    [Trait("Requirement", "CI-23")]
    public async Task An_alias_file_lets_what_waits_go_along_and_ends_nobody()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        await stage.Host();
        await using var cito = await SimulatedCito.Start(TimeProvider.System.GetUtcNow(), 0, new SourceMoods(TimeSpan.Zero, 0, 0), TimeProvider.System, TestContext.Current.CancellationToken);
        await CitoFeedTests.Connect(stage, cito);
        await CitoFeedTests.Fetched(stage, 1);
        await using var store = stage.Database.Open();
        var (matches, tool, person) = await Matches(stage, store);
        var waiting = await matches.Waiting(person.School, tool.ToolId, TestContext.Current.CancellationToken);
        Assert.Equal([AliasKind.PublisherKey], waiting.Select(w => w.Kind).Distinct());
        Assert.Equal([4, 4, 4], waiting.Select(w => w.Results));
        Assert.All(waiting, w => Assert.StartsWith("C", w.Shown, StringComparison.Ordinal)); // as the school can see it in the source, and no name

        var pupils = await stage.Count("select count(*) from pupil where left_on is null");
        using var file = new TempFolder("alias");
        var path = Path.Combine(file.Location, "cito.xml");
        await File.WriteAllTextAsync(path, cito.AliasFile(), TestContext.Current.CancellationToken);
        var (code, said) = await stage.Command("roster", "supplier-keys", path, "--school", "demo", "--tool", "cito");
        Assert.True(code == 0, said);
        Assert.Contains("sleutels gekoppeld      3", said, StringComparison.Ordinal);
        await stage.Quiet();

        Assert.Equal(0, await stage.Count("select count(*) from waiting_result where reason = 0"));
        Assert.Equal(12, await stage.Count("select count(*) from result r join tool t using (tool_id) where t.key = 'cito' and r.detail ->> 'match' is not null and r.pupil_id > 0"));
        Assert.Equal(pupils, await stage.Count("select count(*) from pupil where left_on is null"));
        (code, said) = await stage.Command("roster", "supplier-keys", path, "--school", "demo", "--tool", "cito");
        Assert.Contains("sleutels al bekend      3", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_match_is_undone_and_everything_follows_also_its_signal()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var sender = await TestPublisher.SignIn(host, "muiswerk-demo");
        await sender.Describe("muiswerk", "match-doel", "Een doel");
        var at = TimeProvider.System.GetUtcNow().AddHours(-8);
        for (var i = 0; i < 4; i++) await sender.Send("match-doel", new Attempt($"m-{i}", "onbekend-7", 2, 10, at.AddHours(i)));
        await stage.Quiet();
        await using var store = stage.Database.Open();
        var (matches, tool, person) = await Matches(stage, store, "muiswerk");
        var name = Assert.Single(await matches.Waiting(person.School, tool.ToolId, stop));
        Assert.Equal(("onbekend-7", AliasKind.LasKey, 4), (name.Shown, name.Kind, name.Results));
        var (daan, noor) = (await Pupil(stage, "Daan"), await Pupil(stage, "Noor"));

        // The wrong one: results, track and signal are Daan's.
        Assert.True(await matches.Match(person, tool.ToolId, name.Hash, daan.Key, stop));
        await stage.Quiet();
        Assert.Equal((4, 0), (await Results(stage, daan.Id), await stage.Count("select count(*) from waiting_result")));
        Assert.Equal(1, await Signals(stage, daan.Id, "state = 0"));

        // Undone: nobody's; the signal is withdrawn with a reason, and the name waits again.
        Assert.True(await matches.Undo(person, name.Hash, stop));
        await stage.Quiet();
        Assert.Equal((0, 4), (await Results(stage, daan.Id), await Results(stage, 0)));
        Assert.Equal((0, 1), (await Signals(stage, daan.Id, "state = 0"), await Signals(stage, daan.Id, "state = 2 and end_reason > 0")));
        Assert.Equal(("onbekend-7", 4), Assert.Single(await matches.Waiting(person.School, tool.ToolId, stop)) is var again ? (again.Shown, again.Results) : default);

        // The right one; and what comes later goes there by itself.
        Assert.True(await matches.Match(person, tool.ToolId, name.Hash, noor.Key, stop));
        await sender.Send("match-doel", new Attempt("m-4", "onbekend-7", 2, 10, at.AddHours(5)));
        await stage.Quiet();
        Assert.Equal((0, 5), (await Results(stage, daan.Id), await Results(stage, noor.Id)));
        Assert.Equal(1, await Signals(stage, noor.Id, "state = 0"));
        Assert.Equal(3, await stage.Count("select count(*) from audit where action in ('alias-matched', 'alias-unmatched')"));
        Assert.False(await matches.Undo(person, new string('0', 32), stop));
    }

    private static async Task<(AliasMatches, Tool, Person)> Matches(Stage stage, Database store, string tool = "cito")
    {
        var row = (await stage.Database.Query($"select s.school_id, s.staff_id, s.key from staff s where s.user_name = 'beheer'"))[0];
        var id = await stage.Count($"select tool_id from tool where key = '{tool}'");
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return (new AliasMatches(store, stage.Database.Keys, new PartPayload(stage.Database.Keys), TimeProvider.System), new Tool { ToolId = id, Key = tool },
            new Person(int.Parse(row[0], culture), int.Parse(row[1], culture), Guid.Parse(row[2]), "Beheer", Role.Administrator, true));
    }

    private static async Task<(int Id, Guid Key)> Pupil(Stage stage, string name)
    {
        var row = (await stage.Database.Query($"select p.pupil_id, p.key from pupil p join pupil_name n using (school_id, pupil_id) where n.given_name = '{name}' order by 1 limit 1"))[0];
        return (int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture), Guid.Parse(row[1]));
    }

    private static Task<int> Results(Stage stage, int pupil) => stage.Count($"select count(*) from result r where pupil_id = {pupil} and result_id like 'm-%' and is_primary and part <> '*'");

    private static Task<int> Signals(Stage stage, int pupil, string where) => stage.Count($"select count(*) from signal where pupil_id = {pupil} and kind = 1 and {where}");
}
