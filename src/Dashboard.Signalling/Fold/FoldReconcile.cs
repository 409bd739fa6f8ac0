using System.Text.Json;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Fold;

/// <summary>What a clean replay of one school's results came to, beside what is stored.</summary>
/// <param name="Pupils">Pupils in tools that were folded again, in memory.</param>
/// <param name="States">Of their goal states: stored otherwise than the replay gives.</param>
/// <param name="Signals">Of their signals: stored otherwise, missing, or standing without a ground.</param>
public sealed record FoldCheck(int Pupils, int States, int Signals)
{
    public bool IsGood => States + Signals == 0;
}

/// <summary>State and signals equal a clean replay from the start of the school year. Reads only; run it when nothing is on its way.</summary>
public sealed class FoldReconcile(Database database, ToolSettings tools, Folder folder)
{
    private const int AtATime = 50;

    /// <param name="school">The school to check.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<FoldCheck> Check(int school, CancellationToken stop)
    {
        tools.Forget();
        List<UnitKey> all;
        await using (var session = await database.Begin(DatabaseRole.Signalling, Scope.School(school), stop))
            all = [.. (await session.Tables.Results.AsNoTracking().Where(r => r.SchoolId == school && r.PupilId > 0)
                .Select(r => new { r.SchoolYear, r.PupilId, r.ToolId }).Distinct().ToListAsync(stop)).Select(u => new UnitKey(school, u.SchoolYear, u.PupilId, u.ToolId)).Order()];
        var check = new FoldCheck(all.Count, 0, 0);
        foreach (var some in all.Chunk(AtATime))
        {
            await using var session = await database.Begin(DatabaseRole.Signalling, Scope.School(school), stop);
            var units = some.ToDictionary(k => k, k => new FoldUnit(k) { Refold = true });
            await folder.Compute(session, units, stop);
            check = check with { States = check.States + units.Values.Sum(States), Signals = check.Signals + units.Values.Sum(Signals) };
        }
        return check;
    }

    private static int States(FoldUnit unit)
    {
        var stored = unit.StoredGoals.ToDictionary(g => g.MethodGoalId, Text);
        var replayed = unit.Goals.Values.ToDictionary(g => g.MethodGoalId, Text);
        return stored.Keys.Union(replayed.Keys).Count(goal => stored.GetValueOrDefault(goal) != replayed.GetValueOrDefault(goal));
    }

    private static int Signals(FoldUnit unit)
    {
        var replayed = unit.Episodes.ToDictionary(e => e.Id(unit.Key.School, unit.Key.Pupil), e => e.State);
        return replayed.Count(r => unit.StoredSignals.GetValueOrDefault(r.Key, SignalState.Withdrawn) != r.Value)
            + unit.StoredSignals.Count(s => s.Value != SignalState.Withdrawn && !replayed.ContainsKey(s.Key));
    }

    /// <summary>All of it but the key, which the fold fills in only when it writes.</summary>
    private static string Text(GoalState state)
    {
        var copy = JsonSerializer.SerializeToNode(state)!.AsObject();
        foreach (var key in new[] { nameof(GoalState.SchoolId), nameof(GoalState.SchoolYear), nameof(GoalState.PupilId) }) copy.Remove(key);
        return copy.ToJsonString();
    }
}
