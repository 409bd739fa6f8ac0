using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>
/// The first time that the counts on a goal are good beyond doubt: mean less one deviation at the pupil's streefniveau (0.70 unless
/// the teacher set one), last exercise at 0.80 (signals research §3.3).
/// </summary>
public static class ProgressByAnswers
{
    private const double Last = 0.80;

    public static readonly Rule Rule = new("progress-answers", "1.1", SignalKind.NewProgress, GoalFlags.Progress, Judge,
        new Parameter("minItems", 3, 3, 10, 1), new Parameter("share", TargetShare.Standard), new Parameter("last", Last));

    private static Verdict Judge(Look look, IReadOnlyDictionary<string, double> limits) =>
        look.Evidence.Kind == EvidenceKind.Answers && look.State.N >= limits["minItems"] && look.Evidence.Share >= Last && look.Mean - look.Deviation >= look.Target
            ? Verdict.Raise : Verdict.None;
}
