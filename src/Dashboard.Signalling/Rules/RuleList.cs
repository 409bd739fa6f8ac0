using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>
/// Every rule, in the order in which they are asked. A school chooses per tool how right and wrong answers are judged; ratings and
/// goal states have rules of their own whatever it chooses. A new rule is one file and one line here, with its entry in docs/signals.md.
/// </summary>
public static class RuleList
{
    /// <summary>Rules for a tool whose score is no count of answers.</summary>
    public static readonly IReadOnlyList<Rule> Always = [ByRating.Stuck, ByRating.Fast, ByRating.Progress, ProgressByGoalState.Rule];

    private static readonly Dictionary<RuleSet, IReadOnlyList<Rule>> Sets = new()
    {
        [RuleSet.Model] = [StuckByAnswers.Rule, FastByAnswers.Rule, ProgressByAnswers.Rule, .. Always],
        [RuleSet.WrongCount] = [ByCount.StuckByWrongCount, ByCount.FastByFirstRight, ByCount.ProgressByRightRun, .. Always],
        [RuleSet.WrongRun] = [ByCount.StuckByWrongRun, ByCount.FastByFirstRight, ByCount.ProgressByRightRun, .. Always],
    };

    public static readonly IReadOnlyList<Rule> All = [.. Sets.Values.SelectMany(s => s).Distinct()];

    public static IReadOnlyList<Rule> Of(RuleSet set) => Sets[set];
}
