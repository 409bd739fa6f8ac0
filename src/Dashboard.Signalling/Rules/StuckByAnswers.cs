using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>
/// S6: six published coefficients on counts, fixed (signals research §3.2, §4; wheel-spinning after Beck &amp; Gong 2013).
/// Minimum: 3 items from 2 exercises, or 5 items. Clears below a lower bar, or when the pupil was right three times running.
/// A streefniveau moves the share right that the risk is measured against.
/// </summary>
public static class StuckByAnswers
{
    private const double Gap = 0.10, Sure = 0.85, EnoughItems = 5, MinWrongShare = 0.4;

    public static readonly Rule Rule = new("stuck-answers", "1.1", SignalKind.Stuck, GoalFlags.Stuck, Judge,
        new Parameter("risk", 0.55, 0.45, 0.80, 0.05), new Parameter("minItems", 3, 3, 10, 1), new Parameter("clearGap", Gap), new Parameter("minWrongShare", MinWrongShare));

    /// <summary>The risk that practising on alone does not help, 0..1.</summary>
    public static double Risk(Look look)
    {
        var s = look.State;
        return Model.Sigmoid(0.517 + 0.424 * (Math.Min(s.N, 12) - 5) - 0.714 * (s.Wrong / s.N - 0.5) - 0.758 * Math.Min(s.Streak, 2)
            - 1.278 * (Model.Logit(look.Mean) - TargetShare.Shift(look.Target)) - 0.185 * Model.Logit(look.Expected));
    }

    private static Verdict Judge(Look look, IReadOnlyDictionary<string, double> limits)
    {
        var s = look.State;
        if (look.Evidence.Kind != EvidenceKind.Answers) return Verdict.None;
        if (look.Has(GoalFlags.Done)) return Verdict.Clear;
        if (s.N < limits["minItems"] || (s.Exercises < 2 && s.N < EnoughItems)) return Verdict.None;
        var risk = Risk(look);
        if (risk < limits["risk"] - Gap) return Verdict.Clear;
        // One figure over several items hides its order: then a fair share must really be wrong, and one figure alone must be sure.
        if (look.Evidence.IsPercentage && (s.Wrong / s.N < MinWrongShare || (s.Exercises < 2 && risk < Sure))) return Verdict.None;
        return risk >= limits["risk"] ? Verdict.Raise : Verdict.None;
    }
}
