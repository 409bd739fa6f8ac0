using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>
/// Rules for a tool whose score is a rating (Elo-like): a change counts when it is at least twice the tool's own uncertainty
/// against the rating of at most four weeks before, after 3 exercises and 10 items (signals research §4 "rating").
/// </summary>
public static class ByRating
{
    private const double Back = 1, MinExercises = 3, MinItems = 10;

    private static readonly Parameter Sure = new("timesUncertainty", 2, 1.5, 4, 0.5);

    public static readonly Rule Stuck = new("stuck-rating", "1.0", SignalKind.Stuck, GoalFlags.Stuck, JudgeStuck, Sure, new Parameter("minExercises", MinExercises), new Parameter("minItems", MinItems));
    public static readonly Rule Fast = new("fast-rating", "1.0", SignalKind.FastProgress, GoalFlags.Fast, JudgeFast, Sure, new Parameter("minExercises", MinExercises), new Parameter("minItems", MinItems));
    public static readonly Rule Progress = new("progress-rating", "1.0", SignalKind.NewProgress, GoalFlags.Progress, JudgeProgress, Sure, new Parameter("minExercises", MinExercises), new Parameter("minItems", MinItems));

    private static bool Enough(Look look) => look.State.RatingExercises >= MinExercises && look.State.RatingItems >= MinItems;

    /// <summary>Change since the base, in uncertainties.</summary>
    private static double Steps(Look look) => (look.Evidence.Share - (look.State.RatingBase ?? look.Evidence.Share)) / Math.Max(look.Evidence.Uncertainty, 1e-9);

    private static Verdict JudgeStuck(Look look, IReadOnlyDictionary<string, double> limits)
    {
        if (look.Evidence.Kind != EvidenceKind.Rating) return Verdict.None;
        if (Steps(look) > -Back || look.Evidence.Share >= look.Profile.RatingTarget) return Verdict.Clear;
        return Enough(look) && Steps(look) <= -limits[Sure.Name] ? Verdict.Raise : Verdict.None;
    }

    private static Verdict JudgeFast(Look look, IReadOnlyDictionary<string, double> limits)
    {
        if (look.Evidence.Kind != EvidenceKind.Rating) return Verdict.None;
        if (Steps(look) < Back) return Verdict.Clear;
        return Enough(look) && Steps(look) >= limits[Sure.Name] ? Verdict.Raise : Verdict.None;
    }

    /// <summary>From below the norm for the year to above it, by more than the uncertainty.</summary>
    private static Verdict JudgeProgress(Look look, IReadOnlyDictionary<string, double> limits) =>
        look.Evidence.Kind == EvidenceKind.Rating && Enough(look) && look.State.RatingBase < look.Profile.RatingTarget
            && look.Evidence.Share >= look.Profile.RatingTarget && Steps(look) >= Back ? Verdict.Raise : Verdict.None;
}
