using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>The tool says that its own goal is reached: the tool's claim, shown as such and not judged again. Falls back: cleared.</summary>
public static class ProgressByGoalState
{
    public static readonly Rule Rule = new("progress-goal-state", "1.0", SignalKind.NewProgress, GoalFlags.Progress, Judge);

    private static Verdict Judge(Look look, IReadOnlyDictionary<string, double> limits) =>
        look.Evidence.Kind != EvidenceKind.State ? Verdict.None
        : look.Evidence.Share >= 1 ? Verdict.Raise
        : look.Evidence.Share < 0.5 ? Verdict.Clear : Verdict.None;
}
