using System.Globalization;
using Dashboard.Contracts;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Rules;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Replay;

/// <summary>
/// Runs recorded practice through the very fold and rules of production and writes what they would have raised, with the figures
/// behind it: pupil,goal,signal,at_index,confidence,shown. Deterministic, no look-ahead. A row with shown 0 raises nothing: it is
/// there so that the order of the figures can be measured.
/// </summary>
public static class Replayer
{
    private const double Step = 0.005;

    private sealed class Seen
    {
        public int Index;
        public double BestStuck;
        public bool Fast;
    }

    /// <param name="events">Recorded practice.</param>
    /// <param name="goals">Difficulty of the goals.</param>
    /// <param name="output">What was raised, and with the model the figures behind it; a plain count rule has no figure: 1.</param>
    /// <param name="rules">By which rules.</param>
    public static void Run(TextReader events, TextReader goals, TextWriter output, RuleSet rules = RuleSet.Model)
    {
        var known = ReplayFile.Goals(goals);
        var list = ReplayFile.Events(events);
        var ids = list.Select(e => (e.Tool, e.Goal)).Distinct().Select((goal, i) => (goal, id: i + 1)).ToDictionary(g => g.goal, g => g.id);
        var eases = ids.ToDictionary(g => g.Value, g => known.TryGetValue(g.Key.Goal, out var goal) ? goal.Ease : (double?)null);
        var settings = new FoldSettings(new ToolProfile { Meaning = ScoreMeaning.ProportionCorrect }) { Choices = [new RuleChoice(DateTimeOffset.MinValue, Derived: true, rules, new Dictionary<string, double>())], Releases = [new EaseRelease(DateTimeOffset.MinValue, id => eases[id])] };
        var tracks = new Dictionary<(string Pupil, string Tool, string Domain), TrackFold>();
        var seen = new Dictionary<(string, string), Seen>();
        Look? look = null;
        output.WriteLine("pupil,goal,signal,at_index,confidence,shown");
        foreach (var one in list)
        {
            var track = (one.Pupil, one.Tool, Domain: known.GetValueOrDefault(one.Goal).Domain ?? "");
            if (!tracks.TryGetValue(track, out var fold)) tracks[track] = fold = new TrackFold(settings, track.Domain) { Watch = l => look = l };
            if (!seen.TryGetValue((one.Pupil, one.Goal), out var state)) seen[(one.Pupil, one.Goal)] = state = new Seen();
            state.Index++;
            var episodes = fold.Episodes.Count;
            look = null;
            var goal = ids[(one.Tool, one.Goal)];
            fold.Apply(new TrackEvent(Result(one, goal), null), [goal]);
            var raised = fold.Episodes.Skip(episodes).Select(e => e.Kind).ToHashSet();
            if (look is not null) Write(output, one, state, look, raised, rules);
        }
    }

    private static void Write(TextWriter output, ReplayEvent one, Seen state, Look look, HashSet<SignalKind> raised, RuleSet rules)
    {
        void Row(string signal, double confidence, bool shown) =>
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Pupil},{one.Goal},{signal},{state.Index},{confidence:F4},{(shown ? 1 : 0)}"));

        if (rules != RuleSet.Model)
        {
            foreach (var kind in raised.Order()) Row(kind switch { SignalKind.Stuck => "STUCK", SignalKind.FastProgress => "FAST", _ => "PROGRESS" }, 1, true);
            return;
        }
        if (raised.Contains(SignalKind.NewProgress)) Row("PROGRESS", look.Mean, true);
        if (!state.Fast && look.State.N is >= 3 and <= 5.5)
        {
            state.Fast = raised.Contains(SignalKind.FastProgress);
            Row("FAST", FastByAnswers.Chance(look), state.Fast);
        }
        if (look.State.N < 3 || look.Has(GoalFlags.Done)) return;
        var risk = StuckByAnswers.Risk(look);
        var stuck = raised.Contains(SignalKind.Stuck);
        if (!stuck && risk <= state.BestStuck + Step) return;
        state.BestStuck = Math.Max(state.BestStuck, risk);
        Row("STUCK", risk, stuck);
    }

    private static StoredResult Result(ReplayEvent one, int goal) => new()
    {
        ResultKey = Guid.Empty, MethodGoalId = goal, IsPrimary = true, Meaning = ScoreMeaning.ProportionCorrect, Origin = OriginKind.Practice,
        TakenAt = DateTimeOffset.UnixEpoch.AddSeconds(one.Timestamp), Score = (float)one.Score, ScoreMax = (float)one.Max, Items = (int)one.Max,
    };
}
