using Dashboard.Contracts;

namespace Dashboard.Mapping.Results;

/// <summary>What happened to one result of a message; the order is that of the report (the highest wins within a result id).</summary>
public enum Outcome { Unchanged, Accepted, Corrected }

/// <summary>A result with everything that its row needs.</summary>
internal sealed record Candidate(
    ReceivedPart Part, Result Result, int Pupil, int MethodGoal, int[]? OtherGoals, Guid Key, long Hash, ResultVersion Version)
{
    /// <summary>Its method goals; none when it names none.</summary>
    public IEnumerable<int> Goals => MethodGoal == 0 ? [] : OtherGoals is null ? [MethodGoal] : OtherGoals.Prepend(MethodGoal);
}

/// <summary>The stored version that a candidate meets.</summary>
internal sealed record Stored(Guid Key, long Hash, ResultVersion Version, ResultStatus Status, int Pupil, int MethodGoal);

/// <summary>
/// Decides, per part and in ledger order, what is new, unchanged or a correction: the same input twice changes nothing,
/// a lower version never overwrites a higher one. Pure: works on the versions it is given.
/// </summary>
/// <param name="stored">Versions that were there; filled with what is decided.</param>
internal sealed class ResultWriter(Dictionary<(int School, short Year, Guid Key), Stored> stored)
{
    public Dictionary<(int School, short Year, Guid Key), Candidate> Writes { get; } = [];
    public HashSet<(int School, short Year, Guid Key)> Replaced { get; } = [];
    public Dictionary<(int School, long Part), Dictionary<string, Outcome>> Outcomes { get; } = [];
    public Dictionary<(int School, long Part), List<Change>> Changes { get; } = [];

    /// <summary>A change for Signalling; <see cref="New"/> false folds the track again.</summary>
    internal sealed record Change(int Pupil, int MethodGoal, Guid Key, bool New);

    public void Add(Candidate one)
    {
        var place = (one.Part.School, one.Part.SchoolYear, one.Key);
        var outcome = Decide(one, place);
        var report = Outcomes.TryGetValue((one.Part.School, one.Part.Part), out var r) ? r : Outcomes[(one.Part.School, one.Part.Part)] = [];
        // A result id of several rows: new beside unchanged is a correction of the whole.
        report[one.Result.ResultId] = report.TryGetValue(one.Result.ResultId, out var earlier) && earlier != outcome ? Outcome.Corrected : outcome;
    }

    private Outcome Decide(Candidate one, (int School, short Year, Guid Key) place)
    {
        var whole = place with { Key = ResultKey.Of(one.Part.Tool, one.Result.ResultId, Result.Whole, Result.Whole) };
        if (place != whole && stored.TryGetValue(whole, out var withdrawn) && withdrawn.Version.IsNewerThan(one.Version)) return Outcome.Unchanged;
        if (!stored.TryGetValue(place, out var current))
        {
            Write(one, place);
            Tell(one, isNew: true);
            return one.Result.Status == ResultStatus.Cancelled ? Outcome.Corrected : Outcome.Accepted;
        }
        if (!one.Version.IsNewerThan(current.Version)) return Outcome.Unchanged;
        Write(one, place);
        if (current.Hash == one.Hash && current.Pupil == one.Pupil) return Outcome.Unchanged; // only its version moves on
        Replaced.Add(place);
        Tell(one, isNew: false);
        if (current.Pupil != one.Pupil || current.MethodGoal != one.MethodGoal)
            ChangesOf(one.Part).Add(new Change(current.Pupil, current.MethodGoal, one.Key, New: false));
        return Outcome.Corrected;
    }

    private void Write(Candidate one, (int School, short Year, Guid Key) place)
    {
        Writes[place] = one;
        stored[place] = new Stored(one.Key, one.Hash, one.Version, one.Result.Status, one.Pupil, one.MethodGoal);
    }

    private void Tell(Candidate one, bool isNew)
    {
        foreach (var goal in one.Goals)
            ChangesOf(one.Part).Add(new Change(one.Pupil, goal, one.Key, isNew));
    }

    private List<Change> ChangesOf(ReceivedPart part) =>
        Changes.TryGetValue((part.School, part.Part), out var list) ? list : Changes[(part.School, part.Part)] = [];
}
