namespace Dashboard.SystemTests.Journey;

/// <summary>reconcile finds what was lost or is wrong, and nothing where all is well.</summary>
[Collection(RabbitTests.Name)]
public sealed class ReconcileTests(RealParts parts)
{
    private static readonly DateTimeOffset Day = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-3).AddHours(9).AddTicks(1234567), TimeSpan.Zero);

    private static Attempt[] Failing(string pupil) =>
        [.. Enumerable.Range(0, 4).Select(i => new Attempt($"c-{pupil}-{i}", pupil, i == 0 ? 2 : 1, 5, Day.AddHours(i)))];

    [Fact]
    public async Task What_is_lost_or_wrong_is_found()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var muiswerk = await TestPublisher.SignIn(await stage.Host(), "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        await muiswerk.Send("test-goal", Failing("lln-bram"));
        await muiswerk.Send("test-goal", Failing("lln-bram"));
        await muiswerk.Send("test-goal", [.. Failing("lln-maaike").Select(a => a with { Modified = Day.AddHours(9) })]);
        await muiswerk.Send("test-goal", Failing("lln-bram")[0] with { Cancelled = true, Modified = Day.AddHours(10) });
        await stage.Quiet();
        await Finds(stage, 0, "missing 0, older 0, wrong counts 0, parked 0", "states otherwise 0, signals otherwise 0: good");

        var backup = "create table kept as select * from result where result_id = 'c-lln-maaike-1'; delete from result where result_id = 'c-lln-maaike-1'";
        await stage.Database.Execute(backup);
        await Finds(stage, 1, "missing 1, older 0", "states otherwise 1", "NOT GOOD");
        await stage.Database.Execute("insert into result select * from kept");
        await Finds(stage, 0, ": good");

        await stage.Database.Execute("update goal_state set n = n + 1");
        await stage.Database.Execute("update signal set state = 1 where state = 0");
        await stage.Database.Execute("update delivery set accepted = accepted + 1 where delivery_id = (select min(delivery_id) from delivery where accepted > 0)");
        await Finds(stage, 1, "wrong counts 1", "states otherwise 2, signals otherwise", "NOT GOOD");
    }

    private static async Task Finds(Stage stage, int exitCode, params string[] texts)
    {
        var (code, output) = await stage.Command("reconcile", "--school", "demo");
        Assert.True(code == exitCode, output);
        foreach (var text in texts) Assert.Contains(text, output, StringComparison.Ordinal);
    }
}
