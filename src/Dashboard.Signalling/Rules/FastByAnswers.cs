using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>Early and surprisingly good on a goal (signals research §3.3, §4). Looks at the first items only: 3 to 5, or 5 to 10 where only figures per exercise are known.</summary>
public static class FastByAnswers
{
    private const double Bar = 0.80, Surprise = 0.10;

    public static readonly Rule Rule = new("fast-answers", "1.0", SignalKind.FastProgress, GoalFlags.Fast, Judge,
        new Dictionary<string, double> { ["chance"] = Bar, ["surprise"] = Surprise });

    public static double Chance(Look look)
    {
        var s = look.State;
        return Model.Sigmoid(-1.037 - 0.013 * (s.N - 4) + 0.236 * s.Wrong / s.N - 0.007 * Math.Min(s.Streak, 5)
            + 0.748 * Model.Logit(look.Mean) + 0.644 * Model.Logit(look.Expected));
    }

    private static Verdict Judge(Look look)
    {
        if (look.Evidence.Kind != EvidenceKind.Answers) return Verdict.None;
        var (from, to) = look.Evidence.IsPercentage ? (5.0, 10.5) : (3.0, 5.5);
        if (look.State.N < from || look.State.N > to) return Verdict.None;
        return Chance(look) >= Bar && look.Mean - look.Prior >= Surprise ? Verdict.Raise : Verdict.None;
    }
}
