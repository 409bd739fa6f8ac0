using Dashboard.Contracts;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Fold;

/// <summary>What is folded and written as one: a pupil in a tool in a school year, with a track per domain.</summary>
public readonly record struct UnitKey(int School, short Year, int Pupil, int Tool) : IComparable<UnitKey>
{
    public int CompareTo(UnitKey other) => (School, Year, Pupil, Tool).CompareTo((other.School, other.Year, other.Pupil, other.Tool));
}

internal sealed class FoldUnit(UnitKey key)
{
    public UnitKey Key => key;
    public HashSet<Guid> NewResults { get; } = [];
    /// <summary>Folded again from the start of the school year: something late, corrected or taken back.</summary>
    public bool Refold { get; set; }
    public Dictionary<string, Track> Tracks { get; } = [];
    public List<TrackEvent> Events { get; } = [];
    public List<GoalState> StoredGoals { get; } = [];
    /// <summary>To go on with; empty when the unit is folded again.</summary>
    public List<Episode> OpenSignals { get; } = [];
    /// <summary>Of a unit that is folded again: what is stored.</summary>
    public Dictionary<Guid, SignalState> StoredSignals { get; } = [];

    /// <summary>The outcome, to be written.</summary>
    public Dictionary<int, GoalState> Goals { get; } = [];
    public List<Episode> Episodes { get; } = [];
    public Dictionary<string, Track> NewTracks { get; } = [];

    /// <summary>Runs the fold: from the stored state when everything new comes after it, else from the beginning.</summary>
    /// <param name="settings">Of the tool at the school, with this pupil's streefniveaus.</param>
    /// <param name="domainOf">The domain of a described method goal of this tool; null when it has none: no track.</param>
    public void Run(FoldSettings settings, Func<int, string?> domainOf)
    {
        foreach (var domain in Events.SelectMany(e => Domains(e, domainOf)).Distinct().ToList())
        {
            var track = Tracks.GetValueOrDefault(domain);
            var fold = Refold || track is null ? new TrackFold(settings, domain) : new TrackFold(settings, domain, track.Theta, track.NTheta);
            if (!Refold) fold.Resume(StoredGoals.Where(g => domainOf(g.MethodGoalId) == domain), OpenSignals.Where(s => domainOf(s.MethodGoal) == domain));
            TrackEvent? last = null;
            foreach (var next in Events.Order())
            {
                var goals = GoalsOf(next).Where(g => domainOf(g) == domain).ToArray();
                if (goals.Length == 0) continue;
                fold.Apply(next, goals);
                last = next;
            }
            fold.Finish();
            foreach (var goal in fold.Touched) Goals[goal] = fold.Goals[goal];
            Episodes.AddRange(fold.Episodes.Where(e => e.Touched));
            NewTracks[domain] = new Track
            {
                SchoolId = key.School, SchoolYear = key.Year, PupilId = key.Pupil, ToolId = key.Tool, Domain = domain, Theta = fold.Theta, NTheta = fold.NTheta,
                LastAt = last!.Result.TakenAt, LastSequence = last.Result.Sequence, LastKey = last.Result.ResultKey,
            };
        }
    }

    /// <summary>
    /// What may be put before teachers: signals that were not there before, and "loopt vast" that stood, still stands and was practised on.
    /// </summary>
    /// <param name="added">Ids of signals that are new in the table.</param>
    /// <param name="now">The moment; a signal of the last days is not told a second time anyway.</param>
    public IEnumerable<Candidate> Candidates(IReadOnlySet<Guid> added, DateTimeOffset now)
    {
        foreach (var episode in Episodes.Where(e => e.Stored is null))
            if (episode.Id(key.School, key.Pupil) is var id && added.Contains(id)) yield return Candidate(episode, id, Occasion.New);
        foreach (var episode in OpenSignals.Where(e => e.Kind == SignalKind.Stuck && e.EndedAt is null && now - e.RaisedAt > Settled && Goals.ContainsKey(e.MethodGoal)))
            yield return Candidate(episode, episode.Stored!.Value, Occasion.Again);
    }

    private static readonly TimeSpan Settled = TimeSpan.FromDays(6);

    private Candidate Candidate(Episode episode, Guid id, Occasion occasion)
    {
        var state = Goals[episode.MethodGoal];
        return new Candidate(key.School, key.Pupil, id, episode.MethodGoal, episode.Kind, episode.Provenance, episode.RaisedAt)
        {
            Occasion = occasion, Ended = episode.EndedAt is not null, Items = state.Items, Correct = state.Correct, From = state.FirstAt, Risk = state.Risk,
        };
    }

    /// <summary>True when an event does not come after everything its track has seen: other events, or a switch-off that already ended its signals.</summary>
    public bool ComesLate(FoldSettings settings, Func<int, string?> domainOf) => Events.Any(e => settings.SwitchedOff(e.Result.TakenAt, DateTimeOffset.MaxValue) is not null || Domains(e, domainOf).Any(d =>
        Tracks.TryGetValue(d, out var t) && (e.Result.TakenAt, e.Result.Sequence, e.Result.ResultKey).CompareTo((t.LastAt, t.LastSequence, t.LastKey)) <= 0));

    private static IEnumerable<int> GoalsOf(TrackEvent e) => e.Result.OtherGoals is { } others ? others.Prepend(e.Result.MethodGoalId) : [e.Result.MethodGoalId];

    private static IEnumerable<string> Domains(TrackEvent e, Func<int, string?> domainOf) => GoalsOf(e).Select(domainOf).OfType<string>().Distinct();
}
