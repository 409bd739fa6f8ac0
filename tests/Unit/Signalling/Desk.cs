using Dashboard.Mapping.Results;
using Dashboard.Contracts;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling;

/// <summary>Ways to break the fold on purpose.</summary>
public enum Break { Nothing, NeverLate, LastArrivalWins, NoRefoldAfterDecision, ForgetsOpenSignals }

/// <summary>One pupil in one tool: what the tables hold, and the two slices' decisions over them.</summary>
internal sealed class Desk(ScoreMeaning meaning, Break broken = Break.Nothing)
{
    private static readonly UnitKey Key = new(1, 2026, 1, 1);
    private readonly Dictionary<Guid, Version> _results = [];
    private readonly Dictionary<string, Track> _tracks = [];
    private readonly List<Decision> _decisions = [];
    private Dictionary<int, GoalState> _goals = [];
    private readonly Dictionary<Guid, (SignalState State, Episode Episode)> _signals = [];
    private bool _behind;

    public int Refolds { get; private set; }
    public HashSet<string> RulesSeen { get; } = [];

    public void Deliver(List<Version> batch)
    {
        var unit = new FoldUnit(Key);
        foreach (var one in batch)
        {
            var known = _results.TryGetValue(one.Result.ResultKey, out var current);
            if (known && broken != Break.LastArrivalWins && !new ResultVersion(null, one.Ledger).IsNewerThan(new ResultVersion(null, current!.Ledger))) continue;
            _results[one.Result.ResultKey] = one;
            unit.NewResults.Add(one.Result.ResultKey);
            unit.Refold |= known;
        }
        if (unit.NewResults.Count == 0) return;
        foreach (var (domain, track) in _tracks) unit.Tracks[domain] = track;
        unit.Events.AddRange(unit.NewResults.Select(Event));
        unit.Refold |= broken != Break.NeverLate && unit.ComesLate(Settings(), Domain);
        Fold(unit);
    }

    /// <param name="decision">In force from its own date.</param>
    /// <param name="now">Whether its refold comes at once, or after other deliveries.</param>
    public void Decide(Decision decision, bool now)
    {
        _decisions.Add(decision);
        _behind = true;
        if (now) CatchUp();
    }

    /// <summary>The refold that a decision caused.</summary>
    public void CatchUp()
    {
        if (!_behind || broken == Break.NoRefoldAfterDecision) return;
        _behind = false;
        var unit = new FoldUnit(Key) { Refold = true };
        foreach (var (domain, track) in _tracks) unit.Tracks[domain] = track;
        Fold(unit);
    }

    private void Fold(FoldUnit unit)
    {
        if (unit.Refold)
        {
            Refolds++;
            unit.Events.Clear();
            unit.Events.AddRange(_results.Keys.Select(Event));
        }
        unit.StoredGoals.AddRange(_goals.Values.Select(Copy));
        if (unit.Refold)
            foreach (var (id, signal) in _signals) unit.StoredSignals[id] = signal.State;
        else if (broken != Break.ForgetsOpenSignals)
            unit.OpenSignals.AddRange(_signals.Where(s => s.Value.State == SignalState.Raised).Select(s => Stored(s.Key, s.Value.Episode)));
        unit.Run(Settings(), Domain);
        Save(unit);
    }

    private FoldSettings Settings() => new(new ToolProfile { Meaning = meaning })
    {
        Choices = [.. _decisions.Select(d => d.Choice!).Where(c => c is not null).OrderBy(c => c.From)],
        Releases = [.. _decisions.Select(d => d.Release!).Where(r => r is not null).OrderBy(r => r.From)],
        Targets = [.. _decisions.Select(d => d.Target!).Where(t => t is not null).OrderBy(t => t.From)],
    };

    public string Ends() =>
        string.Join('\n', _goals.Values.OrderBy(g => g.MethodGoalId).Select(g => $"{g.MethodGoalId}: n {g.N:R} w {g.Wrong:R} a {g.A:R} b {g.B:R} streak {g.Streak:R} {g.WrongRun:R} {g.WrongSince:R} flags {g.Flags} items {g.Items} rating {g.RatingBase:R}→{g.RatingLast:R} skip {g.SkippedAt:O} risk {g.Risk:R} {g.ExpectedAtStart:R}"))
        + "\n" + string.Join('\n', _tracks.OrderBy(t => t.Key).Select(t => $"{t.Key}: {t.Value.Theta:R} {t.Value.NTheta:R}"))
        + "\n" + string.Join('\n', _signals.Where(s => s.Value.State != SignalState.Withdrawn || Withheld(s.Value.Episode)).OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value.State} {Line(s.Value.Episode)}"));

    /// <summary>What was raised up to a moment, ended since or not.</summary>
    public string RaisedUntil(DateTimeOffset until) => string.Join('\n', _signals.Values.Where(s => s.Episode.RaisedAt <= until && s.State != SignalState.Withdrawn).Select(s => Line(s.Episode)).Order(StringComparer.Ordinal));

    private static string Line(Episode e) => $"{e.Kind} {e.MethodGoal} {e.RaisedAt:O} {e.Rule} {e.RuleVersion} {e.Evidence.Items} {e.Evidence.Correct} {e.Evidence.Doubt} "
        + string.Join(',', (e.Evidence.Parameters ?? []).OrderBy(p => p.Key).Select(p => $"{p.Key}={p.Value:R}"));

    private static bool Withheld(Episode e) => e.EndReason is EndReason.TooThin or EndReason.TooOld;

    private static string Domain(int goal) => goal < 3 ? "rekenen" : "taal";

    private TrackEvent Event(Guid key) => new(_results[key].Result, _results[key].Trigger);

    private void Save(FoldUnit unit)
    {
        if (unit.Refold)
        {
            _goals = [];
            _tracks.Clear();
        }
        foreach (var (goal, state) in unit.Goals) _goals[goal] = Copy(state);
        foreach (var (domain, track) in unit.NewTracks) _tracks[domain] = track;
        var kept = unit.Episodes.Select(IdOf).ToHashSet();
        if (unit.Refold)
            foreach (var id in unit.StoredSignals.Keys.Where(id => !kept.Contains(id)).ToList()) _signals[id] = (SignalState.Withdrawn, Gone(_signals[id].Episode));
        foreach (var episode in unit.Episodes)
        {
            _signals[IdOf(episode)] = (episode.State, episode.Stored is null ? episode : _signals[IdOf(episode)].Episode);
            if (episode.Stored is null) RulesSeen.Add(episode.Rule);
        }
    }

    private static Guid IdOf(Episode episode) => episode.Stored ?? episode.Id(1, 1);

    /// <summary>As it comes back from the table: only what it takes to end it.</summary>
    private static Episode Stored(Guid id, Episode e) =>
        new() { Stored = id, MethodGoal = e.MethodGoal, Kind = e.Kind, Provenance = e.Provenance, EventKey = e.EventKey, RaisedAt = e.RaisedAt, Rule = "", RuleVersion = "", Evidence = new SignalEvidence() };

    /// <summary>Withdrawn: whatever reason it had before counts no more.</summary>
    private static Episode Gone(Episode e) => Stored(Guid.Empty, e);

    private static GoalState Copy(GoalState g) => (GoalState)Clone.Invoke(g, null)!;

    private static readonly System.Reflection.MethodInfo Clone = typeof(object).GetMethod("MemberwiseClone", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;
}
