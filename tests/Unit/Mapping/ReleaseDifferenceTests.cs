using Dashboard.Mapping.Goals;
using Dashboard.Mapping.Goals.Releases;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Mapping;

/// <summary>Every class of difference between two releases, one goal each (LD-17).</summary>
[Trait("Requirement", "LD-17")]
public sealed class ReleaseDifferenceTests
{
    private static GoalVersion Goal(string uri, string title, string level = "fase 1") => GoalVersion.Of(uri.GetHashCode(StringComparison.Ordinal), uri, title, null, [], [short.Parse(level[^1..], System.Globalization.CultureInfo.InvariantCulture)], System.Text.Encoding.UTF8.GetBytes(title + level));

    private static GoalChange? Change(ReleaseDifference difference, string uri) => difference.Changes.SingleOrDefault(c => c.OldUri == uri);

    [Fact]
    public void Each_goal_is_in_its_class()
    {
        GoalVersion[] before =
        [
            Goal("same", "blijft"), Goal("words", "tellen tot 10"), Goal("layout", "Tellen,  tot 10."), Goal("level", "schuift"), Goal("moved", "verhuist"), Goal("reworded", "wordt anders"),
            Goal("split", "twee dingen"), Goal("half a", "een half"), Goal("half b", "ander half"), Goal("absorbed", "gaat op"), Goal("gone", "weg"), Goal("chain", "over een schijf"),
        ];
        GoalVersion[] after =
        [
            Goal("same", "blijft"), Goal("words", "tellen tot 20"), Goal("layout", "tellen tot 10"), Goal("level", "schuift", "fase 2"), Goal("moved*", "Verhuist"), Goal("reworded*", "is anders"),
            Goal("split 1", "het ene"), Goal("split 2", "het andere"), Goal("whole", "een geheel"), Goal("chain*", "over een schijf"), Goal("new", "nieuw"),
        ];
        Succession[] successions =
        [
            new("moved", "moved*"), new("reworded", "reworded*"), new("split", "split 1"), new("split", "split 2"), new("half a", "whole"), new("half b", "whole"), new("absorbed", "same"),
            new("gone", "nowhere"), new("chain", "between"), new("between", "chain*"), new("between", "chain"),
        ];

        var difference = ReleaseDifference.Between(before, after, successions);

        Assert.Equal((1, 1), (difference.Unchanged, difference.Added));
        Assert.Null(Change(difference, "same"));
        (string Uri, GoalChangeKind Kind, string[] New, bool SameWords)[] expected =
        [
            ("words", GoalChangeKind.TextChanged, ["words"], false), ("layout", GoalChangeKind.TextChanged, ["layout"], true), ("level", GoalChangeKind.TextChanged, ["level"], false),
            ("moved", GoalChangeKind.Replaced, ["moved*"], true), ("reworded", GoalChangeKind.Replaced, ["reworded*"], false), ("split", GoalChangeKind.Split, ["split 1", "split 2"], false),
            ("half a", GoalChangeKind.Merged, ["whole"], false), ("half b", GoalChangeKind.Merged, ["whole"], false), ("absorbed", GoalChangeKind.Merged, ["same"], false),
            ("gone", GoalChangeKind.Gone, [], false), ("chain", GoalChangeKind.Replaced, ["chain*"], true),
        ];
        foreach (var (uri, kind, now, words) in expected)
        {
            var change = Change(difference, uri)!;
            Assert.Equal((uri, kind, string.Join('|', now), words), (uri, change.Kind, string.Join('|', change.NewUris), change.SameWords));
        }
        Assert.Equal(expected.Length, difference.Changes.Count);
    }

    [Fact]
    public void A_chain_that_comes_back_to_itself_ends()
    {
        var difference = ReleaseDifference.Between([Goal("a", "a")], [], [new("a", "b"), new("b", "c"), new("c", "b")]);

        Assert.Equal(GoalChangeKind.Gone, Assert.Single(difference.Changes).Kind);
    }
}
