using Dashboard.Benchmarks;

// Each case starts what it needs and prints median and spread of several runs. The load generator is a process of its own.
if (args is ["load", ..]) return await Load.Run(args[1..]);
if (args is ["read", ..]) return await Readers.Run(args[1..]);
if (args is ["floor", var address]) return await Floor.Run(address);
var cases = new Dictionary<string, Func<Options, Task>>(StringComparer.OrdinalIgnoreCase)
{
    ["accept-json"] = o => Accept.Run(o, "json"),
    ["accept-uwlr"] = o => Accept.Run(o, "uwlr"),
    ["end-to-end"] = o => EndToEnd.Run(o),
    ["singles"] = o => EndToEnd.Run(o with { Batch = 1, Senders = 64, Results = Math.Min(o.Results, 20_000) }),
    ["steady"] = o => Steady.Run(o),
    ["burst"] = o => Burst.Run(o),
    ["goals-import"] = o => GoalsImport.Run(o),
    ["first-paint"] = o => FirstPaint.Run(o),
    ["lookup"] = o => Lookup.Run(o),
};
if (args.Length == 0 || args.Contains("--help") || !cases.TryGetValue(args[0], out var run))
{
    Console.WriteLine($"""
        dotnet run -c Release --project tests/Benchmarks -- <case> [--runs 5] [--results 50000] [--batch 100] [--schools 40] [--senders 4] [--rate 0] [--seconds 60] [--pages 0] [--memory-bus]
        cases: {string.Join(", ", cases.Keys)}
        --memory-bus: the in-memory bus instead of RabbitMQ
        """);
    return args.Contains("--help") ? 0 : 2;
}
await run(Options.Parse(args[1..]));
return 0;
