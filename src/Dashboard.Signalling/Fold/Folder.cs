using Dashboard.Contracts;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Fold;

/// <summary>Folds the changes of many parts in one transaction: state, signals, notices, group versions and the ledger's progress together.</summary>
public sealed class Folder(Database database, ToolSettings tools, DatedDecisions decisions, Notices notices, TimeProvider clock)
{
    /// <returns>What web nodes have to know; also for parts that were folded before.</returns>
    public async Task<List<SignalsChanged>> Fold(IReadOnlyList<FoldPart> parts, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Signalling, Scope.Of(parts.Select(p => p.School)), stop);
        var states = await session.LockParts([.. parts.Select(p => (p.School, p.Part))], stop);
        var fresh = parts.Where(p => states.GetValueOrDefault((p.School, p.Part), WorkState.Done) == WorkState.Mapped).DistinctBy(p => (p.School, p.Part)).ToList();
        var units = await Units(session, fresh, stop);
        var versions = await FoldUnits(session, units, stop);
        await session.Advance([.. fresh.Select(p => (p.School, p.Part))], WorkState.Signalled, stop);
        var again = parts.Except(fresh).SelectMany(p => p.Changed.Select(c => (p.School, c.Pupil))).Distinct().ToArray();
        if (again.Length > 0) versions.AddRange(await session.GroupVersions(again, stop));
        await session.Commit(stop);
        return Messages(versions);
    }

    /// <summary>Folds pupils of a tool again from the start of the school year; no pupils named: all with results.</summary>
    public async Task<List<SignalsChanged>> Refold(RefoldRequested request, CancellationToken stop)
    {
        tools.Forget(); // what was changed is what asked for this
        await using var session = await database.Begin(DatabaseRole.Signalling, Scope.School(request.School), stop);
        var states = await session.LockParts([(request.School, request.Part)], stop);
        if (states.GetValueOrDefault((request.School, request.Part), WorkState.Done) >= WorkState.Signalled) return [];
        var pupils = request.Pupils.Count > 0
            ? await session.Tables.Pupils.AsNoTracking().Where(p => p.SchoolId == request.School && request.Pupils.Contains(p.Key)).Select(p => p.PupilId).ToListAsync(stop)
            : await session.Tables.Results.AsNoTracking().Where(r => r.SchoolId == request.School && r.SchoolYear == request.SchoolYear && r.ToolId == request.Tool).Select(r => r.PupilId).Distinct().ToListAsync(stop);
        var units = pupils.Select(p => new UnitKey(request.School, request.SchoolYear, p, request.Tool)).ToDictionary(k => k, k => new FoldUnit(k) { Refold = true });
        var versions = await FoldUnits(session, units, stop);
        await session.Advance([(request.School, request.Part)], WorkState.Signalled, stop);
        await session.Commit(stop);
        return Messages(versions);
    }

    /// <summary>The outcome was told: the parts are done.</summary>
    public async Task Finish(IReadOnlyCollection<(int School, long Part)> parts, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Signalling, Scope.Of(parts.Select(p => p.School)), stop);
        await session.Advance(parts, WorkState.Done, stop);
        await session.Commit(stop);
    }

    private static async Task<Dictionary<UnitKey, FoldUnit>> Units(Session session, List<FoldPart> parts, CancellationToken stop)
    {
        var units = new Dictionary<UnitKey, FoldUnit>();
        if (parts.Count == 0) return units;
        var schools = parts.Select(p => p.School).Distinct().ToArray();
        var keys = parts.SelectMany(p => p.Changed.Select(c => c.Pupil)).Distinct().ToArray();
        var pupils = await session.Tables.Pupils.AsNoTracking().Where(p => schools.Contains(p.SchoolId) && keys.Contains(p.Key))
            .Select(p => new { p.SchoolId, p.Key, p.PupilId }).ToDictionaryAsync(p => (p.SchoolId, p.Key), p => p.PupilId, stop);
        foreach (var part in parts)
            foreach (var change in part.Changed)
            {
                if (!pupils.TryGetValue((part.School, change.Pupil), out var pupil)) continue;
                var key = new UnitKey(part.School, part.SchoolYear, pupil, part.Tool);
                var unit = units.TryGetValue(key, out var u) ? u : units[key] = new FoldUnit(key);
                unit.NewResults.Add(change.Key);
                unit.Refold |= !change.New;
            }
        return units;
    }

    private async Task<List<(int, string, long)>> FoldUnits(Session session, Dictionary<UnitKey, FoldUnit> units, CancellationToken stop)
    {
        if (units.Count == 0) return [];
        await session.LockTools(units.Keys, stop);
        await Compute(session, units, stop);
        var now = clock.GetUtcNow();
        await session.SaveTracks(units.Values, stop);
        await session.SaveGoals(units.Values, stop);
        var added = await session.SaveSignals(units.Values, now, stop);
        await notices.Tell(session, [.. units.Values.SelectMany(u => u.Candidates(added, now))], now, stop);
        Measure(units.Values, added);
        return await session.BumpGroups(units.Keys, now, stop);
    }

    /// <summary>Reads what the units need and folds them; writes nothing.</summary>
    internal async Task Compute(Session session, Dictionary<UnitKey, FoldUnit> units, CancellationToken stop)
    {
        await session.ReadNew([.. units.Values.Where(u => !u.Refold)], stop);
        var settings = await tools.Read(units.Values.SelectMany(u => u.Events).Select(e => e.Result.MethodGoalId).Distinct().ToArray(), stop);
        var decided = await decisions.Read(session, units.Keys, stop);
        Func<int, string?> DomainOf(FoldUnit unit) => goal => settings.DomainOf(unit.Key.Tool, goal);
        FoldSettings Decided(FoldUnit unit) => decided.Of(unit.Key, settings.Profiles[unit.Key.Tool]);

        await session.ReadTracks(units, [.. units.Values.SelectMany(u => u.Refold ? [(u.Key, null)] : u.Events.SelectMany(Goals).Select(DomainOf(u)).OfType<string>().Distinct().Select(d => (u.Key, (string?)d)))], stop);
        var late = units.Values.Where(u => !u.Refold && u.ComesLate(Decided(u), DomainOf(u))).ToList();
        foreach (var unit in late) unit.Refold = true;
        if (late.Count > 0) await session.ReadTracks(units, [.. late.Select(u => (u.Key, (string?)null))], stop);
        var again = units.Values.Where(u => u.Refold).ToList();
        foreach (var unit in again) unit.Events.Clear();
        await session.ReadAll(again, stop);

        var goalsOfTool = settings.Goals.ToLookup(g => g.Value.Tool, g => g.Key);
        var touched = units.Values.Where(u => !u.Refold).SelectMany(u => u.Events.SelectMany(Goals).Distinct().Select(g => (u.Key, g))).ToArray();
        await session.ReadGoals(units.Values, [.. touched, .. again.SelectMany(u => goalsOfTool[u.Key.Tool].Select(g => (u.Key, g)))], settings.ToolOf, stop);
        await session.ReadOpen(units, touched, stop);
        await session.ReadAllSignals(units, [.. again.Select(u => u.Key)], stop);
        foreach (var unit in units.Values) unit.Run(Decided(unit), DomainOf(unit));
    }

    private static void Measure(IEnumerable<FoldUnit> units, HashSet<Guid> added)
    {
        foreach (var kind in units.SelectMany(u => u.Episodes.Where(e => e.Stored is null && added.Contains(e.Id(u.Key.School, u.Key.Pupil)))).GroupBy(e => (e.Kind, e.Provenance)))
            Measures.Signals.Add(kind.Count(), new("kind", kind.Key.Kind.ToString()), new("provenance", kind.Key.Provenance.ToString()));
    }

    private static IEnumerable<int> Goals(TrackEvent e) => e.Result.OtherGoals is { } others ? others.Prepend(e.Result.MethodGoalId) : [e.Result.MethodGoalId];

    internal static List<SignalsChanged> Messages(List<(int School, string Group, long Version)> versions) =>
        [.. versions.GroupBy(v => v.School).Select(g => new SignalsChanged
        {
            School = g.Key, Groups = [.. g.GroupBy(v => v.Group).Select(v => new GroupVersion { Group = v.Key, Version = v.Max(x => x.Version) })],
        })];
}
