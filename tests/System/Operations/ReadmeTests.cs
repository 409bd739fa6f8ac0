using System.Text.RegularExpressions;
using Dashboard.SystemTests.Journey;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Operations;

/// <summary>The README is true: every command in it is run here or by CI, or it says that it was not run.</summary>
[Collection(RabbitTests.Name)]
public sealed partial class ReadmeTests(RealParts parts)
{
    private const string Host = "dotnet run --project src/Dashboard.Host";

    private static readonly string Text = File.ReadAllText(Path.Combine(House.Root, "README.md"));

    [GeneratedRegex("```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("`((?:dotnet |bash |docker )[^`]*)`")]
    private static partial Regex Inline();

    private static List<string> Commands() => [.. Block().Matches(Text).SelectMany(b => b.Groups[1].Value.Split('\n')).Concat(Inline().Matches(Text).Select(m => m.Groups[1].Value))
        .Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith('#')).Distinct()];

    /// <summary>What is not run by this class, and who runs it.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        [Host] = "StoryTests starts the same program on an empty data folder; CI's clean checkout builds it",
        ["bash tests/run.sh"] = ".ci/run",
        ["bash tests/faults.sh 10"] = "FaultCampaignTests is the same, in every run",
        ["bash tests/run.sh --requirements"] = ".ci/run",
        ["bash tests/reference.sh <folder>"] = "needs the published standards, which are not ours to ship",
        ["docker compose up --build"] = "not run: the README says so, and ComposeTests starts its four commands",
        ["dotnet run -c Release --project tests/Benchmarks -- <case>"] = "by hand: the figures in the README",
    };

    /// <summary>They need another party, a school's administration: RosterFetchTests has one.</summary>
    private static readonly string[] ByTheirOwnTests = ["roster source", "roster fetch"];

    [Fact]
    public void Every_command_is_run_by_someone()
    {
        Assert.Contains("The containers themselves were **not** run here", Text, StringComparison.Ordinal);
        var unknown = Commands().Where(c => !Elsewhere.ContainsKey(c) && !c.StartsWith(Host + " -- ", StringComparison.Ordinal) && !c.Contains("__", StringComparison.Ordinal)
            && !c.StartsWith("dotnet run -c Release --project tests/Benchmarks -- ", StringComparison.Ordinal));
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Every_command_of_the_host_does_what_it_says()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        await stage.Host();
        using var folder = new TempFolder("readme");
        var year = Schools.Calendar.SchoolTime.SchoolYear(Schools.Calendar.SchoolTime.Day(TimeProvider.System.GetUtcNow()));
        string Path(string name) => System.IO.Path.Combine(folder.Location, name);
        await File.WriteAllTextAsync(Path("roster.xml"), Samples.School.SampleSchool.Edexml(year), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path("f.csv"), "pupil,goal,tool,timestamp,score,max,result\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"p,g,t,{i * 60},0,1,r{i}\n")), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path("g.csv"), "goal,n,success\ng,100,70\n", TestContext.Current.CancellationToken);
        var ran = 0;
        foreach (var command in Commands().Where(c => c.StartsWith(Host + " -- ", StringComparison.Ordinal) && !c.Contains("--roles", StringComparison.Ordinal) && !c.Contains("<folder>", StringComparison.Ordinal) && !ByTheirOwnTests.Any(t => c.Contains(t, StringComparison.Ordinal))))
        {
            string[] arguments = [.. command[(Host.Length + 4)..].Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(a => a switch { "<username>" => "nieuwe-operator", "<file>" => Path("roster.xml"), "<key>" => command.Contains("--tool", StringComparison.Ordinal) ? "muiswerk" : "demo", "f.csv" or "g.csv" or "o.csv" => Path(a), _ => a })];
            var (code, output) = await stage.Command(arguments);
            Assert.True(code == 0, $"{command}: exit code {code}\n{output}");
            ran++;
        }
        Assert.True(ran >= 4);
        Assert.Contains("STUCK", await File.ReadAllTextAsync(Path("o.csv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
