using Dashboard.Contracts;
using Dashboard.Mapping.MethodGoals;

namespace Dashboard.Tests.Mapping;

/// <summary>Goals of SLO that stand in results: who goes with whom.</summary>
public sealed class StatedLinkTests
{
    private static (Result, (int, int[]?)) Row(string id, int main, int[]? others, params string[] uris) => (new Result { ResultId = id, GoalUris = uris.Length == 0 ? null : [.. uris] }, (main, others));

    [Fact, Trait("Requirement", "DA-23")]
    public void One_test_with_several_goals_is_linked_to_each() =>
        Assert.Equal([(7, "a"), (7, "b")], StatedLinks.Pairs([Row("1", 7, null, "a", "b"), Row("2", 7, null, "a")]));

    [Fact, Trait("Requirement", "DA-23")]
    public void Each_exercise_with_its_one_goal_is_linked_to_that_one() =>
        Assert.Equal([(7, "a"), (8, "b")], StatedLinks.Pairs([Row("1", 7, null, "a"), Row("2", 8, null, "b")]));

    [Fact, Trait("Requirement", "DA-23")]
    public void Several_method_goals_with_several_goals_make_no_cross_product() =>
        Assert.Empty(StatedLinks.Pairs([Row("1", 7, [8], "a", "b"), Row("2", 7, [8], "a"), Row("3", 0, null, "a"), Row("4", 9, null)]));
}
