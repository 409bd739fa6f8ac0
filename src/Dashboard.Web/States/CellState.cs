using Dashboard.Contracts;
using Dashboard.Web.Recording;

namespace Dashboard.Web.States;

/// <summary>
/// Which mark a cell gets. Every mark comes from one tool; two tools are never joined into one number, they are only set
/// side by side, and where one says stuck and the other fast the cell says just that.
/// </summary>
public static class CellState
{
    /// <summary>Old data: the last exercise is longer ago than one period.</summary>
    public static readonly TimeSpan OldAfter = TimeSpan.FromDays(42);
    /// <summary>Progress of longer ago is not new any more, whatever the period: a wall of marks would look like "done" (SI-22).</summary>
    public static readonly TimeSpan NewFor = TimeSpan.FromDays(14);
    public static readonly TimeSpan WithdrawnShown = TimeSpan.FromDays(7);

    /// <param name="tool">The tool.</param>
    /// <param name="on">Its feed is on in this school.</param>
    /// <param name="state">The fold's state of this pupil on one of the tool's goals, null when there is none.</param>
    /// <param name="signals">The pupil's signals on that same goal of the tool.</param>
    /// <param name="from">Start of the chosen period: new progress from before it is not new here.</param>
    /// <param name="now">The moment of reading: ageing is computed here, never stored.</param>
    public static ToolMark Of(int tool, bool on, GoalFacts? state, IEnumerable<SignalFacts> signals, DateTimeOffset from, DateTimeOffset now)
    {
        var old = state is not null && now - state.LastAt > OldAfter;
        var open = signals.Where(s => s.State == SignalState.Raised && !s.IsClosed && now - s.RaisedAt <= OldAfter).ToList();
        ToolMark? Signal(SignalKind kind, CellMark mark) =>
            open.Where(s => s.Kind == kind).MaxBy(s => s.RaisedAt) is { } found ? new(tool, mark, found.RaisedAt, state?.Items ?? 0, found.Id) : null;

        if (Signal(SignalKind.Stuck, CellMark.Stuck) is { } stuck) return stuck;
        if (Signal(SignalKind.FastProgress, CellMark.Fast) is { } fast) return fast;
        if (Signal(SignalKind.NewProgress, CellMark.NewProgress) is { } news && news.At >= from && now - news.At <= NewFor) return news;
        if (signals.FirstOrDefault(s => s.State == SignalState.Withdrawn && now - (s.EndedAt ?? s.RaisedAt) <= WithdrawnShown) is { } back)
            return new(tool, CellMark.Withdrawn, back.EndedAt, state?.Items ?? 0);
        if (state is null) return new(tool, on ? CellMark.NoData : CellMark.NoFeed);
        if (state.Exercises == 0) return new(tool, NotPractised(state), state.LastAt);
        if (TooLittle(state)) return new(tool, CellMark.TooLittle, state.LastAt, state.Items);
        if (old) return new(tool, CellMark.Old, state.LastAt, state.Items);
        return new(tool, CellMark.Practised, state.LastAt, state.Items);
    }

    /// <summary>The tool told something about a goal that the pupil did not practise; the latest word counts.</summary>
    private static CellMark NotPractised(GoalFacts state)
    {
        var said = new[] { (At: state.HarderAt, Mark: CellMark.Harder), (At: state.SkippedAt, Mark: CellMark.Skipped), (At: state.NotOfferedAt, Mark: CellMark.NotOffered) };
        return said.Where(s => s.At is not null).OrderByDescending(s => s.At).Select(s => s.Mark).FirstOrDefault(CellMark.NoData);
    }

    /// <summary>Under the least evidence of the signal rules: fewer than 3 items, or fewer than 5 from one exercise. Tools that send no items do not fall under it.</summary>
    internal static bool TooLittle(GoalFacts state) => state.Items > 0 && (state.Items < 3 || (state.Items < 5 && state.Exercises < 2));

    /// <summary>
    /// The highest mark of the tools. Stuck in one tool and fast in another is a contradiction of its own: calling it stuck
    /// would take sides.
    /// </summary>
    public static Cell Join(IReadOnlyList<ToolMark> tools)
    {
        if (tools.Count == 0) return new(CellMark.NoFeed, tools);
        var clash = tools.Any(s => s.Mark == CellMark.Stuck && tools.Any(f => f.Mark == CellMark.Fast && f.ToolId != s.ToolId));
        return new(clash ? CellMark.Contradiction : tools.Max(t => t.Mark), tools);
    }
}

/// <summary>What a cell needs of the fold's state.</summary>
public sealed record GoalFacts(int PupilId, int MethodGoalId, int Exercises, int Items, int Correct, int Seconds, int ExplanationSeconds,
    DateTimeOffset LastAt, DateTimeOffset? SkippedAt, DateTimeOffset? NotOfferedAt, DateTimeOffset? HarderAt);

/// <summary>What a cell and a sentence need of a signal.</summary>
public sealed record SignalFacts(Guid Id, int PupilId, int ToolId, int MethodGoalId, SignalKind Kind, Provenance Provenance, SignalState State,
    DateTimeOffset RaisedAt, DateTimeOffset? EndedAt, EndReason EndReason, string Rule, string RuleVersion, SignalEvidence Evidence, NoticeKind? Notice)
{
    /// <summary>Somebody who teaches the group handled it, and it was not told again since.</summary>
    public ReactionFacts? Handled { get; init; }
    /// <summary>The reader's own "klopt niet" or "later".</summary>
    public ReactionFacts? Wrong { get; init; }
    public ReactionFacts? Later { get; init; }
    /// <summary>Every answer that stands, the newest first.</summary>
    public IReadOnlyList<ReactionFacts> Answers { get; init; } = [];
    /// <summary>Colleagues who said "klopt niet".</summary>
    public IReadOnlyList<string> WrongFor { get; init; } = [];
    /// <summary>The reader opened its why panel.</summary>
    public bool Seen { get; init; }
    /// <summary>A follow-up about this pupil and goal that was not ended yet.</summary>
    public FollowUpFacts? FollowUp { get; init; }

    /// <summary>Cleared for the group, or for this reader.</summary>
    public bool IsClosed => Handled is not null || Wrong is not null;

    /// <summary>Not in the list today: cleared, put off, or silent while a follow-up runs.</summary>
    public bool IsAside(DateOnly today) => IsClosed || Later?.Until > today || (Kind == SignalKind.Stuck && FollowUp?.Runs(today) == true);
}

/// <summary>An answer to a signal.</summary>
public sealed record ReactionFacts(Guid Id, ReactionKind Kind, int StaffId, string By, DateTimeOffset At, DateOnly? Until);
