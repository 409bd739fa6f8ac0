using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

public enum EvidenceKind { None, Answers, Rating, State }

/// <summary>What one result says, by the meaning of its score (signals research §4 "Event").</summary>
/// <param name="Kind">Which rules it concerns.</param>
/// <param name="Share">Answers, State: share right, 0..1. Rating: the rating on its own scale.</param>
/// <param name="Weight">Items of evidence, at most 5 per event.</param>
/// <param name="Items">Items behind it; 0 when unknown.</param>
/// <param name="Uncertainty">Rating: plus or minus, on its own scale.</param>
public readonly record struct Evidence(EvidenceKind Kind, double Share, double Weight, int Items, double Uncertainty)
{
    public static readonly Evidence None = new(EvidenceKind.None, 0, 0, 0, 0);
    private const double MaxWeight = 5, UnknownWeight = 3;

    /// <summary>More than one item in one figure: order within it is unknown, so runs are weaker evidence.</summary>
    public bool IsPercentage => Kind == EvidenceKind.Answers && Weight > 1;

    public static Evidence Of(StoredResult result, ToolProfile profile)
    {
        if (!result.IsPrimary || result.Status != ResultStatus.Final) return None;
        if (result.Origin is OriginKind.EntryTest or OriginKind.StandardisedTest) return None; // a test is no practice
        return result.Meaning switch
        {
            ScoreMeaning.MasteryRating when result.Score is { } rating =>
                new(EvidenceKind.Rating, rating, 0, result.Items ?? 0, result.Uncertainty ?? profile.RatingScale / 2),
            ScoreMeaning.GoalState => OfState(result.Label),
            // In a tool that adapts, the share right says nothing: it aims at the same share for everybody (DA-21).
            ScoreMeaning.ProportionCorrect when !profile.Adaptive && result is { Items: > 0, Correct: not null } =>
                Answers((double)result.Correct.Value / result.Items.Value, result.Items.Value),
            ScoreMeaning.ProportionCorrect or ScoreMeaning.Points when !profile.Adaptive && result is { Score: not null, ScoreMax: > 0 } =>
                Answers(result.Score.Value / result.ScoreMax.Value, result.Items ?? (result.Meaning == ScoreMeaning.Points ? (int)result.ScoreMax.Value : 0)),
            _ => None,
        };
    }

    private static Evidence Answers(double share, int items) =>
        new(EvidenceKind.Answers, Math.Clamp(share, 0, 1), items > 0 ? Math.Min(items, MaxWeight) : UnknownWeight, items, 0);

    private static Evidence OfState(string? label) => label?.ToLowerInvariant() switch
    {
        "behaald" or "reached" => new(EvidenceKind.State, 1, 3, 0, 0),
        "bezig" or "working" => new(EvidenceKind.State, 0.5, 1, 0, 0),
        "teruggevallen" or "fallen back" => new(EvidenceKind.State, 0.2, 3, 0, 0),
        _ => None,
    };
}
