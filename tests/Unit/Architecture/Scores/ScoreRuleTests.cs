using System.Reflection;

namespace Dashboard.Tests.Architecture.Scores;

/// <summary>No code path combines scores of two tools or two meanings: no average, no ranking, no scale that mixes (DA-25, DA-26).</summary>
[Trait("Requirement", "DA-25")]
[Trait("Requirement", "DA-26")]
public sealed class ScoreRuleTests
{
    /// <summary>
    /// Places outside the fold and the rules where two scores meet and may: of one tool and one meaning by construction.
    /// Each entry says why.
    /// </summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Dashboard.Signalling.Settings.DifficultyReleases.Count: adds two scores"] = "shares right on one goal of one tool, of the school's own pupils: the difficulty that its fold is judged by",
        ["Dashboard.Signalling.Replay.Replayer.Write: Max of two scores"] = "the replay of a recording runs one tool's track, as the fold does",
        ["Dashboard.Signalling.Replay.Replayer.Write: compares two scores by size"] = "the replay of a recording runs one tool's track, as the fold does",
        ["Dashboard.Signalling.Lifecycle.NoticeRules.Cools: subtracts two scores"] = "right answers of one pupil on one goal of one tool: how many came on top since it was told",
        ["Dashboard.Web.Pages.Pupil.ToolOnGoal.get_Correct: Sum over scores"] = "exercises of one tool on one of its goals, shown as 'right out of made' only where that tool counts so",
        ["Dashboard.Web.Signals.WhySentences.Counts: compares two scores by size"] = "one signal's own rating of one tool, from and to: did it go up or down",
    };

    private static readonly Lazy<IReadOnlyDictionary<string, Type>> Found = new(() => ScoreFlow.Find(House.Assemblies.SelectMany(a => a.GetTypes())));

    [Fact]
    public void No_code_path_lets_two_scores_meet()
    {
        Rule.Holds("Scores of two results never meet outside the fold and the rules: show them side by side.", Found.Value.Where(f => !IsPerTool(f.Value)).Select(f => f.Key).Except(Allowed.Keys));
    }

    [Fact]
    public void Nobody_averages_not_even_the_rules()
    {
        Rule.Holds("Nothing is averaged.", Found.Value.Keys.Where(line => line.EndsWith(": Average", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_deliberately_wrong_sample_is_found_and_no_good_one()
    {
        Type[] samples = [typeof(Bad), typeof(Good), typeof(Line), typeof(Row), .. typeof(Bad).Assembly.GetTypes().Where(t => t.Name.StartsWith("<>f__Anonymous", StringComparison.Ordinal))];
        var tables = new[] { typeof(Dashboard.Contracts.Result).Assembly, typeof(Dashboard.Store.Database).Assembly }.SelectMany(a => a.GetTypes());

        var found = ScoreFlow.Find([.. tables, .. samples, .. samples.SelectMany(Inner)]).Where(f => samples.Contains(f.Value)).Select(f => f.Key).ToList();

        var wrong = typeof(Bad).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name).Order(StringComparer.Ordinal);
        var caught = found.Select(f => f.Split(':')[0].Split('.')[^1]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(string.Join('\n', wrong), string.Join('\n', caught));
        Assert.DoesNotContain(found, f => f.Contains(".Good.", StringComparison.Ordinal));
    }

    [Fact]
    public void An_allowed_place_still_exists_and_has_a_reason()
    {
        Assert.All(Allowed, entry => Assert.Contains(entry.Key, Found.Value.Keys));
        Assert.All(Allowed, entry => Assert.True(entry.Value.Length > 20, entry.Key));
    }

    /// <summary>The fold's own state belongs to one tool's track (see the database test on its key): there, and only there, scores of that tool meet.</summary>
    private static bool IsPerTool(Type type) => type.Namespace is { } n && (n.StartsWith("Dashboard.Signalling.Fold", StringComparison.Ordinal) || n.StartsWith("Dashboard.Signalling.Rules", StringComparison.Ordinal));

    private static IEnumerable<Type> Inner(Type type) => type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).SelectMany(t => Inner(t).Prepend(t));
}
