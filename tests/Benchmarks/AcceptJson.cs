using Dashboard.SystemTests.Rig;

namespace Dashboard.Benchmarks;

/// <summary>HTTP → committed, Edu-V JSON: how fast the door is while the rest works behind it.</summary>
public static class AcceptJson
{
    public static async Task Run(Options options)
    {
        await using var stand = await Stand.Start(options);
        Console.WriteLine($"accept-json, {stand.Which}; {options.Results} results at {options.Batch} per delivery");
        var rates = new List<double>();
        for (var run = 0; run <= options.Runs; run++)
        {
            var sent = await Load.Start(stand, options, run);
            if (run > 0) rates.Add(sent.Results / sent.Seconds);
            Console.WriteLine($"  run {run}{(run == 0 ? " (cold)" : "")}: {sent.Results / sent.Seconds:N0} results/s accepted");
            await Probe.Until("every part is done", async () => await stand.Ask("select count(*) from work where state < 3") == 0, TimeSpan.FromMinutes(10));
        }
        Console.WriteLine($"median: {Figures.Spread(rates)} results/s accepted");
    }
}
