using Dashboard.Contracts;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>
/// Plain count rules, for schools that rather have a rule they can do on paper. "Vier fout" is Kolibri's rule (more than three wrong);
/// "drie op rij fout" and "drie op rij goed" are the stop rules of many tools. An exercise of several items counts at most five of
/// them; in a row it counts as one wrong when fewer than half were right.
/// </summary>
public static class ByCount
{
    private const double Nearly = 1e-4;

    /// <summary>So many wrong since the last time the pupil was right three times running.</summary>
    public static readonly Rule StuckByWrongCount = new("stuck-wrong-count", "1.0", SignalKind.Stuck, GoalFlags.Stuck, JudgeCount, new Parameter("wrong", 4, 3, 10, 1));

    /// <summary>So many wrong in a row; over when three in a row, or an exercise, went well.</summary>
    public static readonly Rule StuckByWrongRun = new("stuck-wrong-run", "1.0", SignalKind.Stuck, GoalFlags.Stuck, JudgeRun, new Parameter("run", 3, 2, 8, 1));

    /// <summary>The very first items on the goal all right.</summary>
    public static readonly Rule FastByFirstRight = new("fast-first-right", "1.0", SignalKind.FastProgress, GoalFlags.Fast, JudgeFirst, new Parameter("first", 5, 3, 10, 1));

    /// <summary>So many right in a row.</summary>
    public static readonly Rule ProgressByRightRun = new("progress-right-run", "1.0", SignalKind.NewProgress, GoalFlags.Progress, JudgeRight, new Parameter("run", 3, 3, 10, 1));

    private static Verdict JudgeCount(Look look, IReadOnlyDictionary<string, double> limits) =>
        look.Evidence.Kind != EvidenceKind.Answers ? Verdict.None
        : look.State.WrongSince <= Nearly ? Verdict.Clear
        : look.State.WrongSince >= limits["wrong"] - Nearly ? Verdict.Raise : Verdict.None;

    private static Verdict JudgeRun(Look look, IReadOnlyDictionary<string, double> limits) =>
        look.Evidence.Kind != EvidenceKind.Answers ? Verdict.None
        : look.State.Streak >= 3 || (look.Evidence.IsPercentage && look.Evidence.Share >= 0.8) ? Verdict.Clear
        : look.State.WrongRun >= limits["run"] - Nearly ? Verdict.Raise : Verdict.None;

    private static Verdict JudgeFirst(Look look, IReadOnlyDictionary<string, double> limits) =>
        look.Evidence.Kind == EvidenceKind.Answers && look.State.Wrong <= Nearly && look.State.N >= limits["first"] && look.State.N - look.Evidence.Weight < limits["first"]
            ? Verdict.Raise : Verdict.None;

    private static Verdict JudgeRight(Look look, IReadOnlyDictionary<string, double> limits) =>
        look.Evidence.Kind == EvidenceKind.Answers && look.State.Streak >= limits["run"] ? Verdict.Raise : Verdict.None;
}
