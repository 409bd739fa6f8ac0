using System.Text.RegularExpressions;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Operations;

/// <summary>Every command of the runbook runs as it stands there, in its order.</summary>
public sealed partial class RunbookTests(RealParts parts)
{
    [Fact]
    public async Task Every_command_of_the_runbook_runs()
    {
        await using var database = await parts.NewDatabase();
        using var data = new TempFolder("runbook");
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = data.Location };
        var commands = CommandLine().Matches(House.Read("docs/operations/runbook.md")).Select(m => m.Groups[1].Value).ToList();
        Assert.True(commands.Count >= 11, $"only {commands.Count} commands were read");

        foreach (var command in commands)
        {
            var words = Word().Matches(command).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Value).Select(w => w.EndsWith(".zip", StringComparison.Ordinal) || w.EndsWith(".txt", StringComparison.Ordinal) ? Path.Combine(data.Location, w) : w).ToArray();
            var (code, output) = await DashboardHost.Command(settings, words);
            Assert.True(code == 0, $"dashboard {command}: {output}");
        }
        Assert.Equal("0", (await database.Query("select count(*) from school"))[0][0]); // the school of the runbook came and went
        Assert.Contains("Vernietigingsverklaring", await File.ReadAllTextAsync(Path.Combine(data.Location, "linde.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [GeneratedRegex("^dashboard (.+)$", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    [GeneratedRegex("\"([^\"]*)\"|\\S+")]
    private static partial Regex Word();
}
