using Dashboard.Contracts;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Signalling.Rules;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Fold;

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
/// <param name="settings">The tool's profile and what was decided about it, dated.</param>
/// <param name="domain">The track's domain of the tool.</param>
/// <param name="theta">Ability to go on from, in logits.</param>
/// <param name="nTheta">Items behind it.</param>
public sealed class TrackFold(FoldSettings settings, string domain, double theta = 0, double nTheta = 0)
{
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
        var at = next.Result.TakenAt;
        var (evidence, choice, before) = (Evidence.Of(next.Result, settings.Profile), settings.ChoiceAt(at), Theta);
        for (var i = 0; i < goals.Count; i++)
        {
            var state = StateOf(goals[i], at);
            if (settings.SwitchedOff(state.LastAt, at) is { } off) EndDerived(state, off);
            var ease = Model.Logit(settings.EaseAt(at, goals[i]));
            var expected = Model.Sigmoid(ease + before);
            if (i == 0) Learn(evidence, expected);
            if (evidence.Kind == EvidenceKind.Answers) state.ExpectedAtStart ??= (float)expected;
            GoalCounts.Take(state, next, evidence);
            Touched.Add(goals[i]);
            var target = settings.TargetAt(at, domain);
            var look = new Look(state, evidence, Model.Sigmoid(ease + Theta), settings.Profile, TargetShare.Of(target));
            if (evidence.Kind == EvidenceKind.Answers) state.Risk = (float)StuckByAnswers.Risk(look);
            if (next.Trigger?.Kind is { } kind) FromTool(state, next, kind);
            if (choice.Derived && evidence.Kind != EvidenceKind.None) Derive(choice, look, next, target);
        }
    }

    /// <summary>After the last event: a switch-off that no event came after ends what was derived before it.</summary>
    public void Finish()
    {
        foreach (var state in Goals.Values)
            if (settings.SwitchedOff(state.LastAt, DateTimeOffset.MaxValue) is { } off)
            {
                EndDerived(state, off);
                Touched.Add(state.MethodGoalId);
            }
    }

    private void EndDerived(GoalState state, DateTimeOffset off)
    {
        state.Flags &= ~(GoalFlags.Stuck | GoalFlags.Fast | GoalFlags.Progress);
        foreach (var open in Episodes.Where(e => e.MethodGoal == state.MethodGoalId && e.Provenance == Provenance.Derived && e.EndedAt is null)) open.End(off, EndReason.SwitchedOff);
    }

    private GoalState StateOf(int goal, DateTimeOffset at) =>
        Goals.TryGetValue(goal, out var state) ? state : Goals[goal] = new GoalState { MethodGoalId = goal, FirstAt = at, LastAt = at };

    private void Learn(Evidence evidence, double expected)
    {
        if (evidence.Kind != EvidenceKind.Answers) return;
        Theta += Model.AbilityStep / (1 + Model.AbilityDamping * NTheta) * Math.Sqrt(evidence.Weight) * (evidence.Share - expected);
        NTheta = Math.Min(NTheta + evidence.Weight, Model.AbilityCap);
    }

    /// <summary>A tool's trigger is first-class: it stands, and takes the place of a derived signal of its kind. (SI-06)</summary>
    private void FromTool(GoalState state, TrackEvent next, SignalKind kind)
    {
        var (doubt, withheld) = TriggerCheck.Of(next.Trigger!, next.Result.TakenAt);
        if (withheld != EndReason.None)
        {
            RaiseTrigger(state, next, kind, doubt).End(next.Result.TakenAt, withheld);
            return;
        }
        foreach (var derived in Open(state, kind, Provenance.Derived)) derived.End(next.Result.TakenAt, EndReason.ToolTriggered);
        if (kind != SignalKind.Stuck)
        {
            foreach (var stuck in Open(state, SignalKind.Stuck, Provenance.Tool)) stuck.End(next.Result.TakenAt, EndReason.Better);
            state.Flags &= ~GoalFlags.ToolStuck;
        }
        foreach (var earlier in Open(state, kind, Provenance.Tool)) earlier.End(next.Result.TakenAt, EndReason.ToolTriggered);
        state.Flags |= ToolFlag(kind);
        RaiseTrigger(state, next, kind, doubt);
    }

    private void Derive(RuleChoice choice, Look look, TrackEvent next, TargetLevelKind? target)
    {
        var state = look.State;
        Watch?.Invoke(look);
        foreach (var (rule, values) in choice.Rules)
        {
            var verdict = rule.Judge(look, values);
            if (verdict == Verdict.Clear && look.Has(rule.Flag))
            {
                foreach (var open in Open(state, rule.Kind, Provenance.Derived)) open.End(next.Result.TakenAt, EndReason.Better);
                state.Flags &= ~rule.Flag;
            }
            else if (verdict == Verdict.Raise && !look.Has(rule.Flag))
            {
                state.Flags |= rule.Flag;
                if (!look.Has(ToolFlag(rule.Kind))) RaiseDerived(state, next, rule, values, target);
            }
        }
    }

    private void RaiseDerived(GoalState state, TrackEvent next, Rule rule, IReadOnlyDictionary<string, double> values, TargetLevelKind? target)
    {
        var parameters = values.ToDictionary();
        if (target is not null) parameters["target"] = TargetShare.Of(target);
        Raise(state, next, rule.Kind, Provenance.Derived, rule.Id, rule.Version, new SignalEvidence
        {
            Items = state.Items, From = state.FirstAt, To = next.Result.TakenAt, Adaptive = settings.Profile.Adaptive, TargetLevelUsed = target is not null,
            Parameters = parameters.Count > 0 ? parameters : null,
        });
    }

    private Episode RaiseTrigger(GoalState state, TrackEvent next, SignalKind kind, TriggerDoubt doubt)
    {
        var trigger = next.Trigger!;
        return Raise(state, next, kind, Provenance.Tool, TriggerCheck.Rule, TriggerCheck.Version, new SignalEvidence
        {
            Items = trigger.Items ?? state.Items, From = trigger.From ?? state.FirstAt, To = trigger.To ?? next.Result.TakenAt,
            Adaptive = trigger.Adaptive ?? settings.Profile.Adaptive, TargetLevelUsed = trigger.TargetLevelUsed,
            ReasonText = trigger.ReasonText, Reason = trigger.Reason, Doubt = doubt,
        });
    }

    /// <param name="evidence">What differs by provenance; the counts of the state are filled in here.</param>
    private Episode Raise(GoalState state, TrackEvent next, SignalKind kind, Provenance provenance, string rule, string version, SignalEvidence evidence)
    {
        (evidence.Exercises, evidence.Correct, evidence.Seconds, evidence.ExplanationSeconds) = (state.Exercises, state.Correct, state.Seconds, state.ExplanationSeconds);
        (evidence.Meaning, evidence.RatingFrom, evidence.RatingTo, evidence.Uncertainty) = (settings.Profile.Meaning, state.RatingBase, state.RatingLast, next.Result.Uncertainty);
        var episode = new Episode
        {
            MethodGoal = state.MethodGoalId, Kind = kind, Provenance = provenance, EventKey = next.Result.ResultKey, RaisedAt = next.Result.TakenAt,
            Rule = rule, RuleVersion = version, Touched = true, Evidence = evidence,
        };
        Episodes.Add(episode);
        return episode;
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
