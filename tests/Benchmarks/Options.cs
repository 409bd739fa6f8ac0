using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>What a run is made of.</summary>
/// <param name="Runs">Warm runs, after one cold.</param>
/// <param name="Results">Publisher's results per run.</param>
/// <param name="Batch">Results per message.</param>
/// <param name="Schools">Schools that they are of, in turn.</param>
/// <param name="Senders">Messages at once.</param>
/// <param name="Rate">Results per second that are offered; 0: as fast as they are taken.</param>
/// <param name="Seconds">How long, for cases that go on for a time.</param>
/// <param name="Roles">Of the host.</param>
/// <param name="MemoryBus">The in-memory bus instead of RabbitMQ.</param>
public sealed record Options(int Runs, int Results, int Batch, int Schools, int Senders, int Rate, int Seconds, string Roles, bool MemoryBus)
{
    public const int PupilsPerSchool = 200;

    public static Options Parse(string[] args)
    {
        string? Text(string name) => Array.IndexOf(args, name) is var i && i >= 0 && i + 1 < args.Length ? args[i + 1] : null;
        int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return new Options(Number("--runs", 5), Number("--results", 50_000), Number("--batch", 100), Number("--schools", 40), Number("--senders", 4),
            Number("--rate", 0), Number("--seconds", 60), Text("--roles") ?? "all", args.Contains("--memory-bus"));
    }
}
