using System.Diagnostics;
using Dashboard.Host.Embedded;
using Dashboard.Mapping.Goals;
using Dashboard.Mapping.Goals.Slo;
using Dashboard.Store;
using Dashboard.SystemTests.Rig;
using Dashboard.Tests.Mapping;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Benchmarks;

/// <summary>A folder of goal sets → committed, in a database with fsync. DASHBOARD_BENCH_GOALS: a folder of SLO's files; else 27,000 made-up records.</summary>
public static class GoalsImport
{
    public static async Task Run(Options options)
    {
        using var made = Many();
        var source = Environment.GetEnvironmentVariable("DASHBOARD_BENCH_GOALS") ?? made.Location;
        Console.WriteLine($"goals-import of {source}, {Environment.ProcessorCount} cores");
        var seconds = new List<double>();
        for (var run = 0; run <= options.Runs; run++)
        {
            using var folder = new TempFolder("goals");
            var secret = "a secret of the benchmarks"u8.ToArray();
            await using var postgres = await EmbeddedPostgres.Ensure(folder.Location, secret, NullLogger.Instance);
            var keys = new KeyRing(secret);
            await new Migrator(postgres.ConnectionString, keys, TimeProvider.System).Run();
            await using var store = new Database(postgres.ConnectionString, keys);
            var sets = new GoalSets(store, TimeProvider.System);
            async Task<(double, int)> Import()
            {
                var clock = Stopwatch.StartNew();
                var goals = 0;
                foreach (var set in SloSets.Read(SloFiles.Open(source)).Sets) goals += (await sets.Import(set, CancellationToken.None)).Goals.Count;
                return (clock.Elapsed.TotalSeconds, goals);
            }
            var (first, count) = await Import();
            var (again, _) = await Import();
            Console.WriteLine($"  run {run}{(run == 0 ? " (cold)" : "")}: {count:N0} goals in {first:N1} s, the same again {again:N1} s");
            if (run > 0) seconds.Add(first);
        }
        Console.WriteLine($"median: {Figures.Spread(seconds, "N1")} s");
    }

    private static SloFolder Many()
    {
        static Guid[] Ids(string name, int from, int count) => [.. Enumerable.Range(from, count).Select(i => SloFolder.Id(name + i))];
        return SloFolder.Small()
            .Put("fo/sets.json", [.. Enumerable.Range(0, 60).Select(i => (object)new { id = SloFolder.Id("s" + i), title = $"Vak {i}", settype = "kerndoelenset", status = "concept", fo_domein_id = Ids("d", i * 5, 5) })])
            .Put("fo/domeinen.json", [.. Enumerable.Range(0, 300).Select(i => (object)new { id = SloFolder.Id("d" + i), title = $"Domein {i}", fo_doelzin_id = Ids("z", i * 10, 10) })])
            .Put("fo/doelzinnen.json", [.. Enumerable.Range(0, 3000).Select(i => (object)new { id = SloFolder.Id("z" + i), title = $"Doelzin {i}", description = $"De leerling doet zaak {i} met inzicht en plezier.", status = "concept", fo_uitwerking_id = Ids("u", i * 8, 8) })])
            .Put("fo/uitwerkingen.json", [.. Enumerable.Range(0, 24_000).Select(i => (object)new { id = SloFolder.Id("u" + i), title = "Het gaat hierbij om", description = $"onderdeel {i} van een zaak die een leerling kan oefenen.", niveau_id = new[] { SloFolder.Id("po") } })]);
    }
}
