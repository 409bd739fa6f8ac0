using System.Diagnostics;
using Npgsql;

namespace Dashboard.SystemTests.Journey;

/// <summary>kill -9 anywhere: every accepted result arrives, once, and the report's counts are right.</summary>
[Collection(RabbitTests.Name)]
public sealed class KillTests(RealParts parts)
{
    private static readonly DateTimeOffset Day = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-2).AddHours(9), TimeSpan.Zero);

    private static Attempt[] Two(string pupil) => [new($"k-{pupil}-1", pupil, 1, 5, Day), new($"k-{pupil}-2", pupil, 0, 5, Day.AddMinutes(5))];

    /// <summary>The lock keeps the next step waiting inside its transaction, so that the kill comes exactly between two steps.</summary>
    private static async Task<NpgsqlConnection> Hold(Stage stage, string table)
    {
        var connection = new NpgsqlConnection(stage.Database.Owner);
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand($"begin; lock table {table} in access exclusive mode", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    [Theory]
    [InlineData("result", 0)] // accepted and leased, mapping waits
    [InlineData("track", 1)]  // mapped and told, signalling waits
    public async Task Killed_between_two_steps_in_one_process(string table, int state)
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        Guid delivery;
        await using (await Hold(stage, table))
        {
            delivery = await muiswerk.Send("test-goal", Two("lln-bram"));
            await Probe.Until($"the part is in state {state} and its next step waits", async () =>
                await stage.Count($"select count(*) from work where state = {state}") == 1
                && await stage.Count($"select count(*) from pg_locks l join pg_class c on c.oid = l.relation where c.relname like '{table}%' and not l.granted") > 0);
            host.Kill();
        }
        await Arrives(stage, await stage.Host(), delivery);
    }

    [Fact]
    public async Task Killed_between_mappings_commit_and_its_publish()
    {
        await using var stage = await Stage.Set(parts, rabbit: true);
        var web = await stage.Host("publishers,web");
        var mapping = await stage.Host("mapping");
        var muiswerk = await TestPublisher.SignIn(web, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        var broker = (await parts.Rabbit).Processes();
        if (broker.Count == 0) Assert.Skip("The broker is not a private node of this machine: it cannot be held still.");
        Guid delivery;
        try
        {
            await using (await Hold(stage, "result"))
            {
                delivery = await muiswerk.Send("test-goal", Two("lln-bram"));
                await Probe.Until("mapping has the part and waits", async () =>
                    await stage.Count("select count(*) from pg_locks l join pg_class c on c.oid = l.relation where c.relname like 'result%' and not l.granted") > 0);
                foreach (var process in broker) Signal(process, "STOP"); // nothing can be published from here
            }
            await Probe.Until("mapping has committed", async () => await stage.Count("select count(*) from work where state = 1") == 1);
            mapping.Kill();
        }
        finally
        {
            foreach (var process in broker) Signal(process, "CONT");
        }
        await stage.Host("mapping");
        await stage.Host("signalling");
        await Arrives(stage, web, delivery);
    }

    private static async Task Arrives(Stage stage, DashboardHost host, Guid delivery)
    {
        await stage.Quiet();
        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        Assert.Equal("2 0 0 0 0", await muiswerk.Counts(delivery));
        Assert.Equal(2, await stage.Count("select count(*) from result"));
        Assert.Equal(1, await stage.Count("select count(*) from signal where kind = 1 and state = 0"));
        Assert.Equal(10, await stage.Count("select items from goal_state"));
        Assert.Equal("signalled", (await muiswerk.Report(delivery)).GetProperty("state").GetString());
        var (code, output) = await stage.Command("reconcile", "--school", "demo");
        Assert.True(code == 0, output);
    }

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
