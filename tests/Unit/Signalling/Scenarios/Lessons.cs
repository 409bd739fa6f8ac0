using Dashboard.Contracts;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Signalling.Rules;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>One pupil in one tool, told as a teacher would: what was made when, and what the tool itself said. Day 1 is a Monday in October.</summary>
internal sealed class Lessons
{
    public const int Clock = 1, Quarter = 2, Weight = 3;
    private static readonly DateTimeOffset Monday = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);
    private readonly List<RuleChoice> _choices = [];
    private readonly List<TargetSince> _targets = [];
    private readonly List<TrackEvent> _events = [];
    private readonly ToolProfile _profile;

    public Lessons(ToolProfile? profile = null) => _profile = profile ?? new ToolProfile { Meaning = ScoreMeaning.ProportionCorrect };

    public static DateTimeOffset Day(int day, int minute = 0) => Monday.AddDays(day - 1).AddMinutes(minute);

    /// <summary>The pupil makes an exercise: so many right out of so many.</summary>
    public Lessons Makes(int goal, int day, int correct, int of, OriginKind origin = OriginKind.Practice) => Add(goal, day, null, r => (r.Items, r.Correct, r.Meaning, r.Origin, r.Seconds) = (of, correct, ScoreMeaning.ProportionCorrect, origin, 240));

    /// <summary>The pupil answers single items: "1" right, "0" wrong.</summary>
    public Lessons Answers(int goal, int day, string rightAndWrong)
    {
        foreach (var answer in rightAndWrong) Makes(goal, day, answer - '0', 1);
        return this;
    }

    /// <summary>The tool rates the pupil.</summary>
    public Lessons Rated(int goal, int day, double rating) => Add(goal, day, null, r => (r.Items, r.Score, r.Uncertainty, r.Meaning) = (10, (float)rating, 15, ScoreMeaning.MasteryRating));

    /// <summary>The tool says how far the pupil is on its own goal: "bezig", "behaald", "teruggevallen".</summary>
    public Lessons Says(int goal, int day, string state) => Add(goal, day, null, r => (r.Label, r.Meaning) = (state, ScoreMeaning.GoalState));

    /// <summary>The tool says something itself.</summary>
    public Lessons ToolSays(int goal, int day, SignalKind? kind, int? items = 8, TriggerReason reason = TriggerReason.Unknown, int? endedOn = null, bool? adaptive = null, bool? targetUsed = null, string? text = null) =>
        Add(goal, day, new Trigger { Kind = kind, Items = items, Reason = reason, To = endedOn is { } end ? Day(end) : null, Adaptive = adaptive, TargetLevelUsed = targetUsed, ReasonText = text }, r => r.Meaning = ScoreMeaning.None);

    /// <summary>The school chooses, from that day.</summary>
    public Lessons SchoolChooses(int day, RuleSet set, bool derived = true, params (string Threshold, double Value)[] thresholds)
    {
        _choices.Add(new RuleChoice(Day(day), derived, set, thresholds.ToDictionary(t => t.Threshold, t => t.Value)));
        return this;
    }

    /// <summary>The teacher sets a streefniveau, from that day.</summary>
    public Lessons TeacherAims(int day, TargetLevelKind? level)
    {
        _targets.Add(new TargetSince(Day(day), "rekenen", level));
        return this;
    }

    public TrackFold Fold()
    {
        var fold = new TrackFold(new FoldSettings(_profile) { Choices = _choices, Targets = _targets }, "rekenen");
        foreach (var next in _events.Order()) fold.Apply(next, [next.Result.MethodGoalId]);
        fold.Finish();
        return fold;
    }

    /// <summary>Signals that stand, "Stuck 1 Derived".</summary>
    public IEnumerable<string> Standing() => Fold().Episodes.Where(e => e.EndedAt is null).Select(Line);

    /// <summary>All signals with how they ended, "Stuck 1 Derived Better".</summary>
    public IEnumerable<string> All() => Fold().Episodes.Select(e => Line(e) + (e.EndedAt is null ? "" : " " + e.EndReason));

    public Episode Only() => Assert.Single(Fold().Episodes);

    private static string Line(Episode e) => $"{e.Kind} {e.MethodGoal} {e.Provenance}";

    private Lessons Add(int goal, int day, Trigger? trigger, Action<StoredResult> fill)
    {
        var result = new StoredResult
        {
            ResultKey = new Guid(_events.Count + 1, 0, 0, new byte[8]), MethodGoalId = goal, TakenAt = Day(day, _events.Count), IsPrimary = true, Origin = OriginKind.Practice, Status = ResultStatus.Final,
        };
        fill(result);
        _events.Add(new TrackEvent(result, trigger));
        return this;
    }
}
