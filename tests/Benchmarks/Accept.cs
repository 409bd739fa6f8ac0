namespace Dashboard.Benchmarks;

/// <summary>HTTP → committed, with nothing working behind the door, beside its floor in the same runs.</summary>
public static class Accept
{
    public static async Task Run(Options options, string format)
    {
        await using var stand = await Stand.Start(options with { Roles = "publishers" });
        Console.WriteLine($"accept-{format}, {stand.Which}; {options.Results} results at {options.Batch} per delivery, {options.Senders} senders");
        var (floor, address) = await Floor.Start(stand);
        using (floor)
        {
            var (rates, shares, cpus) = (new List<double>(), new List<double>(), new List<double>());
            for (var run = 0; run <= options.Runs; run++)
            {
                var below = await Load.Start(address, stand.KeyFile, options, run, format);
                var cpu = stand.Cpu();
                var sent = await Load.Start(stand.Host.Address, stand.KeyFile, options, run, format);
                cpu = (stand.Cpu() - cpu) / sent.Results * 100_000;
                var (rate, floorRate) = (sent.Results / sent.Seconds, below.Results / below.Seconds);
                Console.WriteLine($"  run {run}{(run == 0 ? " (cold)" : "")}: {rate:N0} results/s accepted (p50 {sent.P50:N0} ms, p95 {sent.P95:N0} ms, {sent.SentAway} sent away), floor {floorRate:N0}/s, {rate / floorRate:N2} of it; {cpu:N1} CPU s per 100,000 (host, PostgreSQL)");
                if (run == 0) continue;
                rates.Add(rate);
                shares.Add(rate / floorRate);
                cpus.Add(cpu);
            }
            Console.WriteLine($"median: {Figures.Spread(rates)} results/s accepted, {Figures.Spread(shares, "N2")} of the floor, {Figures.Spread(cpus, "N1")} CPU s per 100,000");
            Console.WriteLine($"stored: {await stand.Ask("select sum(octet_length(payload)) from work") / Math.Max(1, await stand.Ask("select sum(total) from delivery"))} bytes per result in the ledger's payloads");
            floor.Kill();
        }
    }
}
