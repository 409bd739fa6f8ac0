using Dashboard.Contracts;

namespace Dashboard.Publishers.Deliveries;

/// <summary>A second score of the same work: stands beside the first, carries no items or minutes and is no evidence.</summary>
internal static class SecondScore
{
    /// <summary>Gives a second score everything of the first one but its score.</summary>
    public static Result Of(this Result second, Result first)
    {
        second.Primary = false;
        (second.Items, second.Correct, second.Seconds) = (null, null, null);
        (second.ResultId, second.Part, second.TakenAt, second.Sequence) = (first.ResultId, first.Part, first.TakenAt, first.Sequence);
        (second.Modified, second.Status, second.Origin, second.Modus) = (first.Modified, first.Status, first.Origin, first.Modus);
        (second.GoalCodes, second.GoalUris, second.CodeCandidates, second.Exercise, second.DeepLink) = (first.GoalCodes, first.GoalUris, first.CodeCandidates, first.Exercise, first.DeepLink);
        return second;
    }
}
