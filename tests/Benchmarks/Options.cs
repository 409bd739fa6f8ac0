using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>What a run is made of.</summary>
/// <param name="Runs">Warm runs, after one cold.</param>
/// <param name="Results">Publisher's results per run.</param>
/// <param name="Batch">Results per message.</param>
/// <param name="Schools">Schools that they are of, in turn.</param>
/// <param name="FirstSchool">Number of the first of them.</param>
/// <param name="Senders">Messages at once.</param>
/// <param name="Rate">Results per second that are offered; 0: as fast as they are taken.</param>
/// <param name="Seconds">How long, for cases that go on for a time.</param>
/// <param name="Pages">Group pages per second that are asked for meanwhile.</param>
/// <param name="Roles">Of the host.</param>
/// <param name="MemoryBus">The in-memory bus instead of RabbitMQ.</param>
public sealed record Options(int Runs, int Results, int Batch, int Schools, int FirstSchool, int Senders, int Rate, int Seconds, int Pages, string Roles, bool MemoryBus)
{
    public const int PupilsPerSchool = 200;

    public static Options Parse(string[] args)
    {
        string? Text(string name) => Array.IndexOf(args, name) is var i && i >= 0 && i + 1 < args.Length ? args[i + 1] : null;
        int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return new Options(Number("--runs", 5), Number("--results", 50_000), Number("--batch", 100), Number("--schools", 40), 0, Number("--senders", 4),
            Number("--rate", 0), Number("--seconds", 60), Number("--pages", 0), Text("--roles") ?? "all", args.Contains("--memory-bus"));
    }
}
