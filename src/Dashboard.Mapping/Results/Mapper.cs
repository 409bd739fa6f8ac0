using Dashboard.Contracts;
using Dashboard.Mapping.MethodGoals;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Outcomes = System.Collections.Generic.Dictionary<(int School, long Part), System.Collections.Generic.List<Dashboard.Contracts.MappedResult>>;

namespace Dashboard.Mapping.Results;

/// <summary>
/// Puts the results of many parts in place in one transaction, with the ledger's progress and the report's counts.
/// A part that was mapped before changes no row; its outcome is told again.
/// </summary>
public sealed class Mapper(Database database, PartPayload payloads, MethodGoalIndex methodGoals, StatedLinks stated, TimeProvider clock)
{
    /// <returns>Per part what Signalling has to look at, a message per school and tool, parts in their order.</returns>
    public async Task<List<ResultsMapped>> Map(IReadOnlyList<ResultsReceived> messages, CancellationToken stop)
    {
        var parts = messages.SelectMany(m => m.Parts.Select(p => (m, p))).DistinctBy(x => (x.m.School, x.p.Part))
            .Select(x => new ReceivedPart(x.m.School, x.m.Tool, x.m.SchoolYear, x.p.Delivery, x.p.Part, x.p.Replayed, payloads.Open(x.m.School, x.p.Payload, ContractsJson.Default.ListResult))).ToList();
        await methodGoals.Learn(parts.SelectMany(p => p.Results.Select(r => (p.Tool, r))), stop);
        await stated.Take(parts.SelectMany(p => p.Results.Select(r => (p.Tool, r))), methodGoals, stop);
        await using var session = await database.Begin(DatabaseRole.Mapping, Scope.Of(parts.Select(p => p.School)), stop);
        await session.LockTools(parts.Select(p => (p.School, p.Tool)), stop);
        var states = await session.LockParts([.. parts.Select(p => (p.School, p.Part))], stop);
        var fresh = parts.Where(p => states.GetValueOrDefault((p.School, p.Part), WorkState.Done) == WorkState.Ready)
            .OrderBy(p => p.Delivery).ThenBy(p => p.Part).ToList();
        var outcomes = await Write(session, fresh, stop);
        foreach (var again in parts.Where(p => !outcomes.ContainsKey((p.School, p.Part)) && states.GetValueOrDefault((p.School, p.Part), WorkState.Done) < WorkState.Done))
            outcomes[(again.School, again.Part)] = await session.OutcomeOf(again, stop);
        await session.Commit(stop);
        return [.. parts.Where(p => outcomes.ContainsKey((p.School, p.Part))).GroupBy(p => (p.School, p.Tool, p.SchoolYear)).Select(g => new ResultsMapped
        {
            School = g.Key.School, Tool = g.Key.Tool, SchoolYear = g.Key.SchoolYear,
            Parts = [.. g.Select(p => new MappedPart { Part = p.Part, Changed = outcomes[(p.School, p.Part)] })],
        })];
    }

    private async Task<Outcomes> Write(Session session, List<ReceivedPart> parts, CancellationToken stop)
    {
        var outcomes = new Outcomes();
        if (parts.Count == 0) return outcomes;
        var pupils = await Pupils(session, parts, stop);
        var withdrawals = parts.Any(p => p.Results.Any(r => r.Part == Result.Whole)) || await session.HasWithdrawals([.. parts.Select(p => (p.School, p.Tool)).Distinct()], stop);
        foreach (var round in Rounds(parts, pupils))
        {
            // With a withdrawal about, each result must first be held against it; otherwise what is new goes in at once.
            var fresh = withdrawals ? [] : await session.InsertNew([.. round.DistinctBy(c => (c.Part.School, c.Part.SchoolYear, c.Key))], stop);
            var keys = round.Select(c => (c.Part.School, c.Part.SchoolYear, c.Key)).Where(k => !fresh.Contains(k)).ToHashSet();
            if (withdrawals) keys.UnionWith(round.Select(c => (c.Part.School, c.Part.SchoolYear, WholeKey(c))));
            var writer = new ResultWriter(keys.Count == 0 ? [] : await session.ReadStored(keys, stop));
            foreach (var candidate in round) writer.Add(candidate);
            await session.KeepHistory(writer.Replaced, clock.GetUtcNow(), stop);
            await session.Replace([.. writer.Writes.Where(w => !fresh.Contains(w.Key)).Select(w => w.Value)], stop);
            foreach (var withdrawal in writer.Writes.Values.Where(w => w.Result.Part == Result.Whole))
                foreach (var (key, pupil, goal) in await session.CancelWhole(withdrawal, stop))
                    Changes(writer, withdrawal.Part).Add(new(pupil, goal, key, New: false));
            Collect(outcomes, writer, round, pupils);
            var linked = await session.Linked([.. round.SelectMany(c => c.Goals).Distinct()], stop);
            ResultsSql.PartCount[] counts = [.. writer.Outcomes.Select(o => Counted(round, o.Key, o.Value, linked)).OfType<ResultsSql.PartCount>()];
            await session.Count(counts, stop);
            Measure(counts);
        }
        foreach (var part in parts) outcomes.TryAdd((part.School, part.Part), []);
        await session.Advance([.. parts.Select(p => (p.School, p.Part))], WorkState.Mapped, stop);
        return outcomes;
    }

    /// <summary>Whole parts, in order, cut where a result key comes a second time: each version then meets the one before it in the table.</summary>
    private IEnumerable<List<Candidate>> Rounds(List<ReceivedPart> parts, PupilIndex pupils)
    {
        var (round, seen) = (new List<Candidate>(), new HashSet<(int, short, Guid)>());
        foreach (var part in parts)
        {
            var candidates = part.Results.Select(r => Candidate(part, r, pupils)).OfType<Candidate>().ToList();
            if (candidates.Any(c => seen.Contains((part.School, part.SchoolYear, c.Key)) || seen.Contains((part.School, part.SchoolYear, WholeKey(c)))))
            {
                yield return round;
                (round, seen) = ([], []);
            }
            round.AddRange(candidates);
            foreach (var c in candidates) { seen.Add((part.School, part.SchoolYear, c.Key)); if (c.Result.Part == Result.Whole) seen.Add((part.School, part.SchoolYear, WholeKey(c))); }
        }
        if (round.Count > 0) yield return round;
    }

    private Candidate? Candidate(ReceivedPart part, Result result, PupilIndex pupils)
    {
        var pupil = result.Pupil == Guid.Empty ? 0 : pupils.IdOf(part.School, result.Pupil);
        if (pupil is null) return null; // erased while it was on its way
        var (main, others) = methodGoals.Find(part.Tool, result);
        return new Candidate(part, result, pupil.Value, main, others, ResultKey.Of(part.Tool, result.ResultId, result.Part, result.ScoreType),
            ResultKey.ContentHash(result), ResultVersion.Of(result.Modified, part.Delivery));
    }

    private static Guid WholeKey(Candidate one) => ResultKey.Of(one.Part.Tool, one.Result.ResultId, Result.Whole, Result.Whole);

    private static List<ResultWriter.Change> Changes(ResultWriter writer, ReceivedPart part) =>
        writer.Changes.TryGetValue((part.School, part.Part), out var list) ? list : writer.Changes[(part.School, part.Part)] = [];

    private static void Collect(Outcomes outcomes, ResultWriter writer, List<Candidate> round, PupilIndex pupils)
    {
        foreach (var part in round.Select(c => c.Part).DistinctBy(p => (p.School, p.Part)))
            outcomes[(part.School, part.Part)] = [.. Changes(writer, part).Where(c => c is { MethodGoal: > 0, Pupil: > 0 }).Select(c => new MappedResult
            {
                Pupil = pupils.KeyOf(part.School, c.Pupil), MethodGoal = c.MethodGoal, Key = c.Key, New = c.New,
            })];
    }

    /// <summary>One part's counts, per publisher's result id; null for results that their report counted before.</summary>
    private static ResultsSql.PartCount? Counted(List<Candidate> round, (int School, long Part) key, Dictionary<string, Outcome> report, HashSet<int> linked)
    {
        var own = round.Where(c => c.Part.School == key.School && c.Part.Part == key.Part).ToList();
        var part = own[0].Part;
        if (part.Replayed || part.Delivery == 0) return null;
        var without = own.Where(c => c.Result.Status != ResultStatus.Cancelled && !c.Goals.Any(linked.Contains)).Select(c => c.Result.ResultId).Distinct().Count();
        return new(part.School, part.Delivery, report.Values.Count(o => o == Outcome.Accepted), report.Values.Count(o => o == Outcome.Unchanged), report.Values.Count(o => o == Outcome.Corrected), without);
    }

    private static void Measure(ResultsSql.PartCount[] counts)
    {
        Measures.Results.Add(counts.Sum(c => c.Accepted), new KeyValuePair<string, object?>("outcome", "accepted"));
        Measures.Results.Add(counts.Sum(c => c.Unchanged), new KeyValuePair<string, object?>("outcome", "unchanged"));
        Measures.Results.Add(counts.Sum(c => c.Corrected), new KeyValuePair<string, object?>("outcome", "corrected"));
    }

    private static async Task<PupilIndex> Pupils(Session session, List<ReceivedPart> parts, CancellationToken stop)
    {
        var schools = parts.Select(p => p.School).Distinct().ToArray();
        var keys = parts.SelectMany(p => p.Results).Select(r => r.Pupil).Distinct().ToArray();
        var index = new PupilIndex();
        foreach (var p in await session.Tables.Pupils.AsNoTracking().Where(p => schools.Contains(p.SchoolId) && keys.Contains(p.Key)).Select(p => new { p.SchoolId, p.PupilId, p.Key }).ToListAsync(stop))
            index.Add(p.SchoolId, p.PupilId, p.Key);
        return index;
    }
}

/// <summary>Pupil keys and the integers behind them, for one transaction.</summary>
internal sealed class PupilIndex
{
    private readonly Dictionary<(int School, Guid Key), int> _ids = [];
    private readonly Dictionary<(int School, int Id), Guid> _keys = [];

    public void Add(int school, int id, Guid key) => (_ids[(school, key)], _keys[(school, id)]) = (id, key);

    public int? IdOf(int school, Guid key) => _ids.TryGetValue((school, key), out var id) ? id : null;

    public Guid KeyOf(int school, int id) => _keys.GetValueOrDefault((school, id));
}
