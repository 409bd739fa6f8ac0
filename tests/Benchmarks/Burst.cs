using System.Diagnostics;
using Dashboard.SystemTests.Rig;

namespace Dashboard.Benchmarks;

/// <summary>A flood of some schools, as fast as it is taken, while one other school sends a little now and then.</summary>
public static class Burst
{
    public static async Task Run(Options options)
    {
        options = options with { Results = Math.Max(options.Results, 200_000) };
        await using var stand = await Stand.Start(options);
        Console.WriteLine($"burst, {stand.Which}; {options.Results} results at {options.Batch} per delivery from {options.Schools - 1} schools, and one school that sends 100 a second");
        var (drained, waits) = (new List<double>(), new List<double>());
        for (var run = 0; run <= options.Runs; run++)
        {
            var from = await stand.Ask("select coalesce(max(delivery_id), 0) from delivery");
            var quiet = Load.Start(stand.Host.Address, stand.KeyFile, options with { FirstSchool = options.Schools - 1, Schools = 1, Results = 2_000, Batch = 10, Rate = 100, Senders = 1 }, run);
            var clock = Stopwatch.StartNew();
            var sent = await Load.Start(stand.Host.Address, stand.KeyFile, options with { Schools = options.Schools - 1 }, run);
            var accepted = clock.Elapsed.TotalSeconds;
            await Probe.Until("the burst is drained", async () => await stand.Ask("select count(*) from work w join school s using (school_id) where state < 3 and s.key <> 'bench-" + (options.Schools - 1) + "'") == 0, TimeSpan.FromMinutes(5));
            var seconds = clock.Elapsed.TotalSeconds;
            await quiet;
            var other = await Freshness.Of(stand.Owner, $"d.delivery_id > {from} and d.received_at < (select max(received_at) from delivery x join school s using (school_id) where s.key <> 'bench-{options.Schools - 1}') and d.school_id = (select school_id from school where key = 'bench-{options.Schools - 1}')");
            Console.WriteLine($"  run {run}{(run == 0 ? " (cold)" : "")}: accepted in {accepted:N1} s ({sent.SentAway} sent away for a moment), all visible in {seconds:N1} s; the other school meanwhile {other}");
            if (run == 0) continue;
            drained.Add(seconds);
            waits.Add(other.Most);
        }
        Console.WriteLine($"median: {options.Results} results visible in {Figures.Spread(drained, "N1")} s from the first byte; the other school's longest wait {Figures.Spread(waits)} ms");
    }
}
