using System.Text.RegularExpressions;
using Dashboard.Contracts;
using Dashboard.Schools.Rights;
using Dashboard.Schools.Roster;
using Dashboard.Tests.Architecture;

namespace Dashboard.Tests.Papers;

/// <summary>The papers that schools ask for say what the code does: a field, a term or a test that differs makes the build red.</summary>
public sealed partial class PaperTests
{
    private static readonly string Tests = string.Join('\n', Directory.EnumerateFiles(Path.Combine(House.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));

    [Fact]
    public void Every_field_about_a_pupil_stands_in_the_privacybijsluiter_with_its_purpose_and_none_that_is_gone()
    {
        var stated = Field().Matches(House.Read("docs/papers/privacybijsluiter.md")).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim());
        var real = new[] { typeof(Result), typeof(ContextItem), typeof(Trigger), typeof(RosterPupil) }.SelectMany(t => t.GetProperties().Where(p => p.DeclaringType == t && p.Name != "EqualityContract").Select(p => $"{t.Name}.{p.Name}")).ToList();

        Assert.Empty(real.Except(stated.Keys));
        Assert.Empty(stated.Keys.Except(real));
        Assert.DoesNotContain(stated.Values, purpose => purpose.Length < 10);
    }

    [Fact]
    public void The_terms_in_the_privacybijsluiter_are_those_of_the_retention_job() =>
        Assert.Equal(Retention.Longest.OrderBy(l => l.Key.ToString(), StringComparer.Ordinal).Select(l => $"{l.Key} {l.Value}"),
            Term().Matches(House.Read("docs/papers/privacybijsluiter.md")).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("docs/papers/beveiligingsbijlage.md", 20)]
    [InlineData("docs/papers/asvs.md", 25)]
    public void Every_measure_names_a_test_that_is_there(string paper, int least)
    {
        var rows = Row().Matches(House.Read(paper)).Select(m => m.Groups[1].Value.Trim()).Where(t => t is not ("test" or "---")).ToList();

        Assert.True(rows.Count >= least, $"only {rows.Count} rows were read");
        Assert.DoesNotContain(rows, test => !test.StartsWith('–') && !IsThere(test));
    }

    [Fact]
    public void A_test_that_is_not_there_is_seen()
    {
        Assert.True(IsThere("PaperTests.A_test_that_is_not_there_is_seen"));
        Assert.False(IsThere("PaperTests.No_such_" + "test"));
        Assert.False(IsThere("NoSuch" + "Tests"));
    }

    private static bool IsThere(string test)
    {
        var parts = test.Split('.');
        return Tests.Contains($"class {parts[0]}", StringComparison.Ordinal) && (parts.Length == 1 || Tests.Contains($" {parts[1]}(", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| ((?:Result|ContextItem|Trigger|RosterPupil)\.\w+) \| ([^|]+)\|", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"^\| ([A-Z]\w+) \| (\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex Term();

    [GeneratedRegex(@"^\|[^|]+\|[^|]+\|([^|]+)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
