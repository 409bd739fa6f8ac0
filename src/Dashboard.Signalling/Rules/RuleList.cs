namespace Dashboard.Signalling.Rules;

/// <summary>Every rule, in the order in which they are asked. A new rule is one file and one line here.</summary>
public static class RuleList
{
    public static readonly IReadOnlyList<Rule> All =
    [
        StuckByAnswers.Rule,
        ByRating.Stuck,
        FastByAnswers.Rule,
        ByRating.Fast,
        ProgressByAnswers.Rule,
        ByRating.Progress,
        ProgressByGoalState.Rule,
    ];
}
