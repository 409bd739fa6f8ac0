using System.Diagnostics;
using Dashboard.SystemTests.Rig;

namespace Dashboard.Benchmarks;

/// <summary>HTTP → ledger → bus → mapping → signalling → visible projection: until the last part is done.</summary>
public static class EndToEnd
{
    public static async Task Run(Options options)
    {
        await using var stand = await Stand.Start(options);
        Console.WriteLine($"end-to-end, {stand.Which}; {options.Results} results at {options.Batch} per delivery, {options.Schools} schools, {options.Senders} senders");
        var (rates, accepts, cpus) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run <= options.Runs; run++)
        {
            var (cpu, host) = (stand.Cpu(), stand.HostCpu());
            var clock = Stopwatch.StartNew();
            var sent = await Load.Start(stand.Host.Address, stand.KeyFile, options, run);
            await Probe.Until("every part is done", async () => await stand.Ask("select count(*) from work where state < 3") == 0, TimeSpan.FromMinutes(10));
            var seconds = clock.Elapsed.TotalSeconds;
            var used = (stand.Cpu() - cpu) / sent.Results * 100_000;
            Console.WriteLine($"  run {run}{(run == 0 ? " (cold)" : "")}: {sent.Results / seconds:N0} results/s end to end, accepted at {sent.Results / sent.Seconds:N0}/s (p50 {sent.P50:N0} ms, p95 {sent.P95:N0} ms), {used:N1} CPU s per 100,000, of which the host {(stand.HostCpu() - host) / sent.Results * 100_000:N1}");
            if (run == 0) continue;
            rates.Add(sent.Results / seconds);
            accepts.Add(sent.Results / sent.Seconds);
            cpus.Add(used);
        }
        Console.WriteLine($"median: {Figures.Spread(rates)} results/s end to end; accept {Figures.Spread(accepts)}/s; {Figures.Spread(cpus, "N1")} CPU s per 100,000 results (host, PostgreSQL, broker)");
        Console.WriteLine($"stored: {await stand.Ask("select count(*) from result")} results, {await stand.Ask("select count(*) from signal")} signals, {await stand.Ask("select coalesce(sum(pg_total_relation_size(relid)), 0) from pg_stat_user_tables where relname like 'result%'") / Math.Max(1, await stand.Ask("select count(*) from result"))} bytes per result");
    }
}
