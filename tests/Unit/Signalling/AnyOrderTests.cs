using Dashboard.Contracts;
using Dashboard.Mapping.Results;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling;

/// <summary>
/// State and Signal are pure functions of the latest result versions: any order, duplication and lateness of deliveries ends the same.
/// Deliveries run through the version rule of Mapping and the go-on-or-refold decision of Signalling.
/// </summary>
public sealed class AnyOrderTests
{
    private const int Cases = 10_000;

    [Fact]
    public void Ten_thousand_random_histories_end_the_same_in_any_order()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var meaning = (ScoreMeaning)random.Next(1, 4);
            var versions = History.Make(random, meaning);
            var clean = new Desk(meaning);
            foreach (var one in History.Latest(versions)) clean.Deliver([one]);
            var messy = new Desk(meaning);
            foreach (var batch in History.Scramble(random, versions)) messy.Deliver(batch);
            Assert.True(clean.Ends() == messy.Ends(), $"seed {seed}, {meaning}\nin order: {clean.Ends()}\nscrambled: {messy.Ends()}");
        }
    }

    [Fact]
    public void A_history_in_order_never_folds_again()
    {
        var random = new Random(7);
        var desk = new Desk(ScoreMeaning.ProportionCorrect);
        foreach (var one in History.Latest(History.Make(random, ScoreMeaning.ProportionCorrect))) desk.Deliver([one]);
        Assert.Equal(0, desk.Refolds);
    }
}

/// <summary>A version of a result as a delivery brings it.</summary>
internal sealed record Version(StoredResult Result, Trigger? Trigger, long Ledger, long Hash);

internal static class History
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    public static List<Version> Make(Random random, ScoreMeaning meaning)
    {
        var versions = new List<Version>();
        var ledger = 0L;
        for (var i = random.Next(4, 16); i > 0; i--)
        {
            var key = new Guid(random.Next(), (short)random.Next(), (short)random.Next(), new byte[8]);
            var at = Start.AddDays(random.Next(40)).AddMinutes(random.Next(3) * 10);
            for (var v = random.Next(10) < 7 ? 1 : random.Next(1, 4); v > 0; v--)
                versions.Add(One(random, meaning, key, at, ++ledger));
        }
        return versions;
    }

    private static Version One(Random random, ScoreMeaning meaning, Guid key, DateTimeOffset at, long ledger)
    {
        var items = random.Next(1, 8);
        var trigger = random.Next(8) == 0 ? new Trigger { Kind = (SignalKind)random.Next(3), Items = random.Next(12) } : null;
        var result = new StoredResult
        {
            ResultKey = key, MethodGoalId = random.Next(1, 4), TakenAt = at, IsPrimary = true, Meaning = meaning, Origin = random.Next(6) == 0 ? OriginKind.EntryTest : OriginKind.Practice,
            Status = random.Next(8) == 0 ? ResultStatus.Cancelled : ResultStatus.Final, Items = items, Correct = random.Next(items + 1), Seconds = random.Next(300),
            Score = meaning == ScoreMeaning.MasteryRating ? random.Next(200, 400) : null, Uncertainty = meaning == ScoreMeaning.MasteryRating ? 20 : null,
            Label = meaning == ScoreMeaning.GoalState ? (string[])["bezig", "behaald", "teruggevallen"] is var labels ? labels[random.Next(3)] : null : null,
            OtherGoals = random.Next(6) == 0 ? [9] : null,
        };
        return new Version(result, trigger, ledger, random.NextInt64());
    }

    public static IEnumerable<Version> Latest(List<Version> versions) =>
        versions.GroupBy(v => v.Result.ResultKey).Select(g => g.MaxBy(v => v.Ledger)!).OrderBy(v => new TrackEvent(v.Result, null));

    /// <summary>Each version one to three times, in any order, in batches; the ledger's numbers stay with the versions.</summary>
    public static IEnumerable<List<Version>> Scramble(Random random, List<Version> versions)
    {
        var all = versions.SelectMany(v => Enumerable.Repeat(v, random.Next(1, 4))).OrderBy(_ => random.Next()).ToList();
        while (all.Count > 0)
        {
            var size = random.Next(1, Math.Min(5, all.Count) + 1);
            yield return all[..size];
            all.RemoveRange(0, size);
        }
    }
}

/// <summary>One pupil in one tool: what the tables hold, and the two slices' decisions over them.</summary>
internal sealed class Desk(ScoreMeaning meaning)
{
    private static readonly UnitKey Key = new(1, 2026, 1, 1);
    private readonly FoldSettings _settings = new(new ToolProfile { Meaning = meaning }, Derived: true);
    private readonly Dictionary<Guid, Version> _results = [];
    private readonly Dictionary<string, Track> _tracks = [];
    private Dictionary<int, GoalState> _goals = [];
    private readonly Dictionary<Guid, (SignalState State, Episode Episode)> _signals = [];

    public int Refolds { get; private set; }

    public void Deliver(List<Version> batch)
    {
        var unit = new FoldUnit(Key);
        foreach (var one in batch)
        {
            var known = _results.TryGetValue(one.Result.ResultKey, out var current);
            if (known && !new ResultVersion(null, one.Ledger).IsNewerThan(new ResultVersion(null, current!.Ledger))) continue;
            _results[one.Result.ResultKey] = one;
            unit.NewResults.Add(one.Result.ResultKey);
            unit.Refold |= known;
        }
        if (unit.NewResults.Count == 0) return;
        foreach (var (domain, track) in _tracks) unit.Tracks[domain] = track;
        unit.Events.AddRange(unit.NewResults.Select(Event));
        unit.Refold |= unit.ComesLate(Domain);
        if (unit.Refold)
        {
            Refolds++;
            unit.Events.Clear();
            unit.Events.AddRange(_results.Keys.Select(Event));
        }
        unit.StoredGoals.AddRange(_goals.Values.Select(Copy));
        if (unit.Refold)
            foreach (var (id, signal) in _signals) unit.StoredSignals[id] = signal.State;
        else
            unit.OpenSignals.AddRange(_signals.Where(s => s.Value.State == SignalState.Raised).Select(s => Stored(s.Key, s.Value.Episode)));
        unit.Run(_settings, Domain);
        Save(unit);
    }

    public string Ends() =>
        string.Join('\n', _goals.Values.OrderBy(g => g.MethodGoalId).Select(g => $"{g.MethodGoalId}: n {g.N:R} w {g.Wrong:R} a {g.A:R} b {g.B:R} streak {g.Streak:R} flags {g.Flags} items {g.Items} rating {g.RatingBase:R}→{g.RatingLast:R} skip {g.SkippedAt:O}"))
        + "\n" + string.Join('\n', _tracks.OrderBy(t => t.Key).Select(t => $"{t.Key}: {t.Value.Theta:R} {t.Value.NTheta:R}"))
        + "\n" + string.Join('\n', _signals.Where(s => s.Value.State != SignalState.Withdrawn).OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value.State} {s.Value.Episode.Kind} {s.Value.Episode.MethodGoal} {s.Value.Episode.RaisedAt:O} {s.Value.Episode.Evidence.Items}"));

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
            foreach (var id in unit.StoredSignals.Keys.Where(id => !kept.Contains(id)).ToList()) _signals[id] = (SignalState.Withdrawn, _signals[id].Episode);
        foreach (var episode in unit.Episodes)
            _signals[IdOf(episode)] = (episode.EndedAt is null ? SignalState.Raised : SignalState.Cleared, episode.Stored is null ? episode : _signals[IdOf(episode)].Episode);
    }

    private static Guid IdOf(Episode episode) => episode.Stored ?? episode.Id(1, 1);

    /// <summary>As it comes back from the table: only what it takes to end it.</summary>
    private static Episode Stored(Guid id, Episode e) =>
        new() { Stored = id, MethodGoal = e.MethodGoal, Kind = e.Kind, Provenance = e.Provenance, EventKey = e.EventKey, RaisedAt = e.RaisedAt, Rule = "", RuleVersion = "", Evidence = new SignalEvidence() };

    private static GoalState Copy(GoalState g) => System.Text.Json.JsonSerializer.Deserialize<GoalState>(System.Text.Json.JsonSerializer.Serialize(g))!;
}
