using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Dashboard.Mapping.Goals;
using Dashboard.Mapping.Goals.Slo;

namespace Dashboard.Host.Commands;

/// <summary>goals import &lt;folder&gt;: goal sets as data.</summary>
internal static class GoalsCommand
{
    public static Command Make()
    {
        var source = new Argument<string>("folder") { Description = "A folder with SLO's published files (curriculum-basis, -inhoudslijnen, -kerndoelen, -fo, -leerdoelenkaarten), or a release archive: .zip, .tar.gz." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the difference with what is there and store nothing." };
        var release = new Option<string[]>("--release") { Description = "Release of a context, where the folder does not name it: fo=2026.52. May be repeated.", AllowMultipleArgumentsPerToken = true };
        var import = new Command("import", "Import a release of SLO's goal sets. The same files twice change nothing; what is linked stays as it is, and what changed comes into the review queue.") { source, dryRun, release };
        import.SetAction((parse, stop) =>
        {
            var tags = (parse.GetValue(release) ?? []).Select(r => r.Split('=', 2)).ToList();
            return tags.Any(t => t.Length != 2)
                ? Task.FromResult(Wrong("--release verwacht context=release, bijvoorbeeld fo=2026.52."))
                : CommandRun.With((services, s) => Import(services, parse.GetValue(source)!, tags.ToDictionary(t => t[0], t => t[1]), parse.GetValue(dryRun), s), stop);
        });
        return new Command("goals", "Goal sets.") { import };
    }

    private static async Task<int> Import(IServiceProvider services, string path, IReadOnlyDictionary<string, string> tags, bool dryRun, CancellationToken stop)
    {
        if (!Path.Exists(path)) return Wrong($"{path} bestaat niet.");
        var clock = Stopwatch.StartNew();
        var progress = new Told(text => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,5:0.0} s  {text}")));
        var content = SloSets.Read(SloFiles.Open(path, tags), progress);
        var sets = services.GetRequiredService<GoalSets>();
        var reports = new List<GoalSetReport>();
        foreach (var set in content.Sets) reports.Add(await sets.Import(set, dryRun, progress, stop));
        Console.WriteLine(GoalsReport.Of(content, reports, dryRun));
        return content.Sets.Count == 0 ? 1 : 0;
    }

    private static int Wrong(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }

    /// <summary>In order and at once, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Told(Action<string> tell) : IProgress<string>
    {
        public void Report(string value) => tell(value);
    }
}
