using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>Early and surprisingly good on a goal (signals research §3.3, §4). Looks at the first items only: 3 to 5, or 5 to 10 where only figures per exercise are known.</summary>
public static class FastByAnswers
{
    private const double Share = 0.90;

    public static readonly Rule Rule = new("fast-answers", "1.1", SignalKind.FastProgress, GoalFlags.Fast, Judge,
        new Parameter("chance", 0.80, 0.70, 0.95, 0.05), new Parameter("surprise", 0.10, 0, 0.25, 0.05), new Parameter("share", Share));

    public static double Chance(Look look)
    {
        var s = look.State;
        return Model.Sigmoid(-1.037 - 0.013 * (s.N - 4) + 0.236 * s.Wrong / s.N - 0.007 * Math.Min(s.Streak, 5)
            + 0.748 * Model.Logit(look.Mean) + 0.644 * Model.Logit(look.Expected));
    }

    private static Verdict Judge(Look look, IReadOnlyDictionary<string, double> limits)
    {
        if (look.Evidence.Kind != EvidenceKind.Answers) return Verdict.None;
        var (from, to) = look.Evidence.IsPercentage ? (5.0, 10.5) : (3.0, 5.5);
        if (look.State.N < from || look.State.N > to) return Verdict.None;
        if (look.State.Wrong > (1 - Share) * look.State.N + 1e-6) return Verdict.None;
        return Chance(look) >= limits["chance"] && look.Surprise >= limits["surprise"] ? Verdict.Raise : Verdict.None;
    }
}
