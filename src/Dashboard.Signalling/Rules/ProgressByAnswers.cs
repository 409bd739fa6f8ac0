using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>The first time that the counts on a goal are good beyond doubt: mean less one deviation at 0.70, last exercise at 0.80 (signals research §3.3).</summary>
public static class ProgressByAnswers
{
    private const double Bar = 0.70, Last = 0.80, MinItems = 3;

    public static readonly Rule Rule = new("progress-answers", "1.0", SignalKind.NewProgress, GoalFlags.Progress, Judge,
        new Dictionary<string, double> { ["share"] = Bar, ["last"] = Last, ["minItems"] = MinItems });

    private static Verdict Judge(Look look) =>
        look.Evidence.Kind == EvidenceKind.Answers && look.State.N >= MinItems && look.Evidence.Share >= Last && look.Mean - look.Deviation >= Bar
            ? Verdict.Raise : Verdict.None;
}
