using Dashboard.Contracts;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Signalling.Rules;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Fold;

/// <summary>Settings of one tool at one school that the fold depends on.</summary>
/// <param name="Profile">How to read the tool's scores.</param>
/// <param name="Derived">Whether the dashboard derives signals from this tool's results for this school.</param>
/// <param name="Ease">Share right of a method goal in the school's difficulty release; before the first: <see cref="Model.DefaultEase"/>.</param>
public sealed record FoldSettings(ToolProfile Profile, bool Derived, Func<int, double>? Ease = null)
{
    public double EaseOf(int methodGoal) => Ease?.Invoke(methodGoal) ?? Model.DefaultEase;
}

/// <summary>One event of a track: a result in its latest version with its trigger, if any.</summary>
public sealed record TrackEvent(StoredResult Result, Trigger? Trigger) : IComparable<TrackEvent>
{
    /// <summary>(taken at, publisher's sequence, result key): total, and the same wherever and whenever it is asked.</summary>
    public int CompareTo(TrackEvent? other) => other is null ? 1
        : (Result.TakenAt, Result.Sequence, Result.ResultKey).CompareTo((other.Result.TakenAt, other.Result.Sequence, other.Result.ResultKey));
}

/// <summary>
/// The fold: pupil × tool × domain. A pure function of its events in order; O(1) per event. Ability belongs to the track,
/// state to the track × method goal. Nothing crosses tools, schools or time. (design §4)
/// </summary>
/// <param name="settings">The tool's profile and the school's settings.</param>
/// <param name="theta">Ability to go on from, in logits.</param>
/// <param name="nTheta">Items behind it.</param>
public sealed class TrackFold(FoldSettings settings, double theta = 0, double nTheta = 0)
{
    private const int GapDays = 2, RunGapDays = 21, RatingBaseDays = 28;
    private const double SkipShare = 0.8;

    public double Theta { get; private set; } = theta;
    public double NTheta { get; private set; } = nTheta;
    public Dictionary<int, GoalState> Goals { get; } = [];
    public List<Episode> Episodes { get; } = [];
    public HashSet<int> Touched { get; } = [];

    /// <summary>Sees every look that the rules get, for a replay that wants the figures behind the verdicts.</summary>
    public Action<Look>? Watch { get; init; }

    /// <summary>Goes on from stored state.</summary>
    public void Resume(IEnumerable<GoalState> goals, IEnumerable<Episode> open)
    {
        foreach (var goal in goals) Goals[goal.MethodGoalId] = goal;
        Episodes.AddRange(open);
    }

    /// <param name="next">Not before any event applied so far.</param>
    /// <param name="goals">The method goals of this track that the event belongs to, the main one first.</param>
    public void Apply(TrackEvent next, IReadOnlyList<int> goals)
    {
        if (next.Result.Status == ResultStatus.Cancelled) return;
        var evidence = Evidence.Of(next.Result, settings.Profile);
        var prior = 0.0;
        for (var i = 0; i < goals.Count; i++)
        {
            var state = StateOf(goals[i], next.Result.TakenAt);
            var ease = Model.Logit(settings.EaseOf(goals[i]));
            if (i == 0) { prior = Model.Sigmoid(ease + Theta); Learn(evidence, prior); }
            Take(state, next, evidence);
            Touched.Add(goals[i]);
            if (next.Trigger?.Kind is { } kind) FromTool(state, next, kind);
            if (settings.Derived && evidence.Kind != EvidenceKind.None)
                Derive(new Look(state, evidence, prior, Model.Sigmoid(ease + Theta), settings.Profile), next);
        }
    }

    private GoalState StateOf(int goal, DateTimeOffset at) =>
        Goals.TryGetValue(goal, out var state) ? state : Goals[goal] = new GoalState { MethodGoalId = goal, FirstAt = at, LastAt = at };

    private void Learn(Evidence evidence, double expected)
    {
        if (evidence.Kind != EvidenceKind.Answers) return;
        Theta += Model.AbilityStep / (1 + Model.AbilityDamping * NTheta) * Math.Sqrt(evidence.Weight) * (evidence.Share - expected);
        NTheta = Math.Min(NTheta + evidence.Weight, Model.AbilityCap);
    }

    private static void Take(GoalState state, TrackEvent next, Evidence evidence)
    {
        var result = next.Result;
        var at = result.TakenAt;
        if ((at - state.LastAt).TotalDays >= RunGapDays)
            (state.FirstAt, state.Exercises, state.Items, state.Correct, state.Seconds, state.ExplanationSeconds) = (at, 0, 0, 0, 0, 0);
        state.LastAt = at;
        if (next.Trigger is { } trigger)
        {
            if (trigger.Reason == TriggerReason.NotOffered) state.NotOfferedAt = at;
            if (trigger.Reason == TriggerReason.HarderLevel) state.HarderAt = at;
        }
        if (!result.IsPrimary || result.Status == ResultStatus.Missing) return;
        if (result.Origin == OriginKind.EntryTest)
        {
            if (IsPass(result)) state.SkippedAt = at;
            return;
        }
        if (result.Origin == OriginKind.StandardisedTest) { state.Flags |= GoalFlags.StandardTest; return; }
        if (result.Meaning == ScoreMeaning.None && result.Items is null && result.Seconds is null) return; // a trigger alone is no practice
        state.Exercises++;
        state.Items += result.Items ?? 0;
        state.Correct += result.Correct ?? 0;
        state.Seconds += result.Seconds ?? 0;
        state.ExplanationSeconds += result.ExplanationSeconds ?? 0;
        if (evidence.Kind is EvidenceKind.Answers or EvidenceKind.State) Count(state, evidence, at);
        if (evidence.Kind == EvidenceKind.Rating) Rate(state, evidence, at);
        if (evidence.Kind != EvidenceKind.None) state.EvidenceAt = at;
    }

    private static bool IsPass(StoredResult result) =>
        result.Label is { } label && (label.Equals("Pass", StringComparison.OrdinalIgnoreCase) || label.Equals("G", StringComparison.Ordinal))
        || result is { Items: > 0, Correct: not null } && (double)result.Correct / result.Items >= SkipShare;

    private static void Count(GoalState state, Evidence evidence, DateTimeOffset at)
    {
        var (f, m) = (evidence.Share, evidence.Weight);
        var gap = Math.Max(0, (at - (state.EvidenceAt ?? at)).TotalDays);
        var keep = Math.Pow(Model.Decay, m) / (1 + (gap >= GapDays ? Model.GapSlope * Math.Log(1 + gap) : 0));
        state.A = state.A * keep + m * f;
        state.B = state.B * keep + m * (1 - f);
        state.N += m;
        state.Wrong += m * (1 - f);
        state.Streak = f >= 0.999 ? state.Streak + m : f >= 0.8 ? 1 : 0;
        if (gap >= RunGapDays && state.Streak == 0) state.Flags &= ~GoalFlags.Progress;
        if (evidence.Kind == EvidenceKind.Answers && f >= 0.8 && m >= 5)
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            if (state.LastGoodOn != day) state.GoodExercises++;
            state.LastGoodOn = day;
        }
        if (state.Streak >= 3 || state.GoodExercises >= 2) state.Flags |= GoalFlags.Done;
    }

    private static void Rate(GoalState state, Evidence evidence, DateTimeOffset at)
    {
        if (state.RatingBaseAt is not { } since)
            (state.RatingBase, state.RatingBaseAt, state.RatingExercises, state.RatingItems) = (evidence.Share, at, 0, 0);
        else if ((at - since).TotalDays > RatingBaseDays && (state.Flags & GoalFlags.Stuck) == 0)
            (state.RatingBase, state.RatingBaseAt, state.RatingExercises, state.RatingItems) = (state.RatingLast, state.EvidenceAt, 0, 0);
        state.RatingLast = evidence.Share;
        state.RatingExercises++;
        state.RatingItems += evidence.Items;
    }

    /// <summary>A tool's trigger is first-class: it stands, and takes the place of a derived signal of its kind. (SI-06)</summary>
    private void FromTool(GoalState state, TrackEvent next, SignalKind kind)
    {
        var flag = ToolFlag(kind);
        foreach (var derived in Open(state, kind, Provenance.Derived)) derived.End(next.Result.TakenAt, EndReason.ToolTriggered);
        if (kind != SignalKind.Stuck)
        {
            foreach (var stuck in Open(state, SignalKind.Stuck, Provenance.Tool)) stuck.End(next.Result.TakenAt, EndReason.Better);
            state.Flags &= ~GoalFlags.ToolStuck;
        }
        foreach (var earlier in Open(state, kind, Provenance.Tool)) earlier.End(next.Result.TakenAt, EndReason.ToolTriggered);
        state.Flags |= flag;
        Raise(state, next, kind, Provenance.Tool, "trigger", "1.0", null);
    }

    private void Derive(Look look, TrackEvent next)
    {
        Watch?.Invoke(look);
        foreach (var rule in RuleList.All)
        {
            var verdict = rule.Judge(look);
            if (verdict == Verdict.Clear && look.Has(rule.Flag))
            {
                foreach (var open in Open(look.State, rule.Kind, Provenance.Derived)) open.End(next.Result.TakenAt, EndReason.Better);
                look.State.Flags &= ~rule.Flag;
            }
            else if (verdict == Verdict.Raise && !look.Has(rule.Flag))
            {
                look.State.Flags |= rule.Flag;
                if (!look.Has(ToolFlag(rule.Kind))) Raise(look.State, next, rule.Kind, Provenance.Derived, rule.Id, rule.Version, rule.Parameters);
            }
        }
    }

    private void Raise(GoalState state, TrackEvent next, SignalKind kind, Provenance provenance, string rule, string version, IReadOnlyDictionary<string, double>? parameters)
    {
        var (result, trigger) = (next.Result, provenance == Provenance.Tool ? next.Trigger : null);
        Episodes.Add(new Episode
        {
            MethodGoal = state.MethodGoalId, Kind = kind, Provenance = provenance, EventKey = result.ResultKey, RaisedAt = result.TakenAt,
            Rule = rule, RuleVersion = version, Touched = true,
            Evidence = new SignalEvidence
            {
                Exercises = state.Exercises, Items = trigger?.Items ?? state.Items, Correct = state.Correct, Seconds = state.Seconds, ExplanationSeconds = state.ExplanationSeconds,
                From = trigger?.From ?? state.FirstAt, To = trigger?.To ?? result.TakenAt, Meaning = settings.Profile.Meaning,
                RatingFrom = state.RatingBase, RatingTo = state.RatingLast, Uncertainty = result.Uncertainty,
                Adaptive = trigger?.Adaptive ?? settings.Profile.Adaptive, TargetLevelUsed = trigger?.TargetLevelUsed,
                ReasonText = trigger?.ReasonText, Reason = trigger?.Reason ?? TriggerReason.Unknown,
                Parameters = parameters is { Count: > 0 } ? new(parameters) : null,
            },
        });
    }

    private List<Episode> Open(GoalState state, SignalKind kind, Provenance provenance) =>
        [.. Episodes.Where(e => e.MethodGoal == state.MethodGoalId && e.Kind == kind && e.Provenance == provenance && e.EndedAt is null)];

    private static GoalFlags ToolFlag(SignalKind kind) => kind switch
    {
        SignalKind.Stuck => GoalFlags.ToolStuck,
        SignalKind.FastProgress => GoalFlags.ToolFast,
        _ => GoalFlags.ToolProgress,
    };
}
