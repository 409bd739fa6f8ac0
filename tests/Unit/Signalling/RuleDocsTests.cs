using System.Text.RegularExpressions;
using Dashboard.Signalling.Rules;
using Dashboard.Tests.Architecture;

namespace Dashboard.Tests.Signalling;

/// <summary>docs/signals.md explains every rule as it is: a rule without an entry, or with figures of an older version, is not finished.</summary>
public sealed partial class RuleDocsTests
{
    private static readonly string Text = House.Read("docs/signals.md");

    private static IEnumerable<(string Id, string Version, IEnumerable<string> Parameters)> Rules =>
        RuleList.All.Select(r => (r.Id, r.Version, r.Parameters.Select(p => p.Name))).Append((TriggerCheck.Rule, TriggerCheck.Version, []));

    [Fact]
    public void Every_rule_has_its_entry_and_figures_of_its_version() => Assert.Empty(Rules.SelectMany(r => Problems(Text, r.Id, r.Version, r.Parameters)));

    [Fact]
    public void The_document_names_no_rule_that_is_gone() =>
        Assert.Empty(Heading().Matches(Text).Select(m => m.Groups[1].Value).Except(Rules.Select(r => r.Id)));

    [Fact]
    public void It_claims_what_was_measured_and_no_more()
    {
        Assert.DoesNotMatch(new Regex(@"better than (Snappet|Gynzy)|beter dan (Snappet|Gynzy)|\bmastery\b|\bmastered\b", RegexOptions.IgnoreCase), Text);
    }

    [Theory]
    [InlineData("", "no entry")]
    [InlineData("### `x` 1.0\nFigures of version 1.0: none.\n`a`\n", "version")]
    [InlineData("### `x` 1.1\nFigures of version 1.0: none.\n`a`\n", "figures")]
    [InlineData("### `x` 1.1\nFigures of version 1.1: none.\n", "parameter a")]
    public void An_entry_that_is_old_or_lacks_something_is_seen(string text, string problem) => Assert.Contains(Problems(text, "x", "1.1", ["a"]), p => p.Contains(problem, StringComparison.Ordinal));

    private static List<string> Problems(string text, string id, string version, IEnumerable<string> parameters)
    {
        var heading = Heading().Matches(text).FirstOrDefault(m => m.Groups[1].Value == id);
        if (heading is null) return [$"{id}: no entry in docs/signals.md"];
        var rest = text[(heading.Index + heading.Length)..];
        var entry = NextHeading().Match(rest) is { Success: true } next ? rest[..next.Index] : rest;
        var problems = new List<string>();
        if (heading.Groups[2].Value != version) problems.Add($"{id}: the entry is about version {heading.Groups[2].Value}, the rule is {version}");
        if (!entry.Contains($"Figures of version {version}:", StringComparison.Ordinal)) problems.Add($"{id}: no figures of version {version}");
        problems.AddRange(parameters.Where(p => !entry.Contains($"`{p}`", StringComparison.Ordinal)).Select(p => $"{id}: parameter {p} is not explained"));
        return problems;
    }

    [GeneratedRegex(@"^### `([\w-]+)` (\S+)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^##", RegexOptions.Multiline)]
    private static partial Regex NextHeading();
}
