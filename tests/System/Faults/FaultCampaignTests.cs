using System.Globalization;
using Dashboard.SystemTests.Journey;

namespace Dashboard.SystemTests.Faults;

/// <summary>kill -9 of anything at random moments under load. On demand many more: bash tests/faults.sh.</summary>
[Collection(RabbitTests.Name)]
public sealed class FaultCampaignTests(ITestOutputHelper output)
{
    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var n) ? n : otherwise;

    [Fact]
    public async Task Nothing_is_lost_and_nothing_comes_twice_whatever_dies()
    {
        var (kills, seed) = (Setting("DASHBOARD_FAULTS", 10), Setting("DASHBOARD_FAULTS_SEED", 1));
        var random = new Random(seed);
        var victims = Enum.GetValues<Victim>();
        var died = new Dictionary<Victim, int>();
        await using var world = await World.Start();
        await (await TestPublisher.SignIn(world.Door, "muiswerk-demo")).Describe("muiswerk", "test-goal", "Een doel");
        await using var publisher = new TirelessPublisher(() => world.Door, seed);
        publisher.Begin();
        for (var kill = 0; kill < kills; kill++)
        {
            var victim = kill < victims.Length ? victims[kill] : victims[random.Next(victims.Length)];
            await Task.Delay(random.Next(100, 2000)); // a random moment is the point: nothing is waited for
            await world.Kill(victim);
            died[victim] = died.GetValueOrDefault(victim) + 1;
            using (await publisher.Pause()) await Check(world.Stage, publisher, $"after kill {kill + 1} ({victim}), seed {seed}");
        }
        using (await publisher.Pause())
        {
            var (code, report) = await world.Stage.Command("reconcile", "--school", "demo");
            Assert.True(code == 0, report);
            Facts.Say(output, $"Fault campaign (seed {seed}): {kills} kills ({string.Join(", ", died.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}"))}); {publisher.Deliveries.Count} deliveries accepted, {publisher.Refused} tries refused or cut off and sent again; {publisher.Accepted.Count} results, lost 0, doubled 0, wrong 0; reconcile: good");
        }
    }

    /// <summary>Once everything is worked off: each accepted result stands there once, as it was sent last, and every report adds up.</summary>
    private static async Task Check(Stage stage, TirelessPublisher publisher, string when)
    {
        await stage.Quiet();
        var stored = (await stage.Database.Query("select result_id, correct from result")).ToLookup(r => r[0], r => r[1]);
        var lost = publisher.Accepted.Keys.Where(id => !stored.Contains(id)).ToList();
        var doubled = stored.Where(s => s.Count() > 1).Select(s => s.Key).ToList();
        var wrong = publisher.Accepted.Values.Where(a => stored.Contains(a.Id) && stored[a.Id].First() != a.Correct.ToString(CultureInfo.InvariantCulture)).Select(a => a.Id).ToList();
        Assert.True(lost.Count + doubled.Count + wrong.Count == 0, $"{when}: lost {string.Join(' ', lost)}; doubled {string.Join(' ', doubled)}; wrong {string.Join(' ', wrong)}");
        var reports = (await stage.Database.Query("select public_id, state = 2 and accepted + unchanged + corrected = total from delivery")).ToDictionary(r => Guid.Parse(r[0]), r => r[1]);
        Assert.All(publisher.Deliveries, id => Assert.True(reports.GetValueOrDefault(id) == "t", $"{when}: the report of delivery {id} does not add up"));
    }
}
