using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>What a run is made of.</summary>
public sealed record Options(int Runs, int Results, int Batch, int Schools, int Senders, bool MemoryBus)
{
    public const int PupilsPerSchool = 200;

    public static Options Parse(string[] args)
    {
        int Number(string name, int otherwise) => Array.IndexOf(args, name) is var i && i >= 0 && i + 1 < args.Length ? int.Parse(args[i + 1], CultureInfo.InvariantCulture) : otherwise;
        return new Options(Number("--runs", 5), Number("--results", 50_000), Number("--batch", 100), Number("--schools", 40), Number("--senders", 4), args.Contains("--memory-bus"));
    }
}
