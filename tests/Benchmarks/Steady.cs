using System.Diagnostics;

namespace Dashboard.Benchmarks;

/// <summary>
/// A rate kept up for a time, with pages read meanwhile: does the backlog grow, how fresh is what the teacher sees, how long do pages take,
/// does memory stay? With --seconds 3600 this is the soak.
/// </summary>
public static class Steady
{
    public static async Task Run(Options options)
    {
        var rate = options.Rate == 0 ? 1_500 : options.Rate;
        options = options with { Rate = rate, Senders = Math.Max(options.Senders, 8), Results = rate * options.Seconds };
        await using var stand = await Stand.Start(options);
        Console.WriteLine($"steady, {stand.Which}; {rate} results/s at {options.Batch} per delivery for {options.Seconds} s, {options.Schools} schools, {options.Pages} group pages/s");
        await Load.Start(stand.Host.Address, stand.KeyFile, options with { Rate = 0, Results = 100_000 }, 100); // warm
        await SystemTests.Rig.Probe.Until("warm", async () => await stand.Ask("select count(*) from work where state < 3") == 0, TimeSpan.FromMinutes(5));
        var from = await stand.Ask("select max(delivery_id) from delivery");
        var cpu = stand.Cpu();
        var load = Load.Start(stand.Host.Address, stand.KeyFile, options, 0);
        var read = options.Pages == 0 ? null : Readers.Start(stand, options);
        var clock = Stopwatch.StartNew();
        var (backlogs, memories, connections) = (new List<double>(), new List<double>(), new List<double>());
        var every = TimeSpan.FromSeconds(Math.Max(5, options.Seconds / 12));
        while (!load.IsCompleted)
        {
            await Task.WhenAny(load, Task.Delay(every));
            backlogs.Add(await stand.Ask("select coalesce(sum(d.total), 0) from work w join delivery d using (school_id, delivery_id) where w.state < 3"));
            memories.Add(Figures.Memory(stand.Host.ProcessId));
            connections.Add(await stand.Ask("select count(*) from pg_stat_activity where datname = current_database()"));
            Console.WriteLine($"  {clock.Elapsed.TotalSeconds:N0} s: backlog {backlogs[^1]:N0} results, host {memories[^1]:N0} MB, {connections[^1]:N0} connections");
        }
        var sent = await load;
        await SystemTests.Rig.Probe.Until("every part is done", async () => await stand.Ask("select count(*) from work where state < 3") == 0, TimeSpan.FromMinutes(10));
        var used = (stand.Cpu() - cpu) / sent.Results * 100_000;
        var half = from + (await stand.Ask("select max(delivery_id) from delivery") - from) / 2;
        Console.WriteLine($"accepted {sent.Results / sent.Seconds:N0}/s ({sent.SentAway} sent away for a moment), answer p50 {sent.P50:N0} ms, p95 {sent.P95:N0} ms; {used:N1} CPU s per 100,000 results (host, PostgreSQL, broker; with the pages)");
        Console.WriteLine($"accepted → visible: {await Freshness.Of(stand.Owner, $"d.delivery_id > {from}")}; first half {await Freshness.Of(stand.Owner, $"d.delivery_id between {from + 1} and {half}")}; second half {await Freshness.Of(stand.Owner, $"d.delivery_id > {half}")}");
        Console.WriteLine($"backlog: {Figures.Spread(backlogs)} results; host memory {Figures.Spread(memories)} MB; connections {Figures.Spread(connections)}");
        if (read is not null) Console.WriteLine($"group pages: {await read}");
    }
}
