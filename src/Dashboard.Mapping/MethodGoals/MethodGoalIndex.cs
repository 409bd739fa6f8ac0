using System.Collections.Concurrent;
using Dashboard.Contracts;
using Dashboard.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.MethodGoals;

/// <summary>
/// Finds the method goal of a result by its code (design §6 "Matching a method goal"). A code that nobody described yet
/// becomes an undescribed method goal, so that the result has a place and the publisher can be told ("zonder leerdoel").
/// </summary>
public sealed class MethodGoalIndex(Database database, TimeProvider clock)
{
    /// <summary>What another node added or described is seen after this long.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<int, DateTimeOffset> _askedAt = new();
    private readonly ConcurrentDictionary<int, string> _changes = new();
    private readonly ConcurrentDictionary<(int Tool, string Code), (int Id, bool Described)> _known = new();

    /// <summary>Makes every code of these results known. Its own transaction: a method goal is product-wide and belongs to no part.</summary>
    public async Task Learn(IEnumerable<(int Tool, Result Result)> results, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var stale = results.Select(r => r.Tool).Distinct().Where(t => now - _askedAt.GetValueOrDefault(t) > Fresh).ToArray();
        if (stale.Length > 0) await ReadChanged(stale, stop);
        var missing = results.Where(r => Find(r.Tool, r.Result).Main == 0 && Codes(r.Result).Any())
            .SelectMany(r => (r.Result.GoalCodes ?? [r.Result.CodeCandidates[0]]).Select(code => (r.Tool, code))).Distinct().ToArray();
        if (missing.Length == 0) return;
        await using var add = await database.Begin(DatabaseRole.Mapping, Scope.None, stop);
        await add.AddUndescribed(missing, stop);
        await Read(add, missing.Select(m => m.Tool).Distinct().ToArray(), stop);
        await add.Commit(stop);
    }

    /// <summary>Reads a tool's goals anew, and adds none.</summary>
    public async Task Refresh(int tool, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Mapping, Scope.None, stop);
        await Read(session, [tool], stop);
    }

    /// <summary>The method goals of a result; 0 when it names none.</summary>
    public (int Main, int[]? Others) Find(int tool, Result result)
    {
        if (result.GoalCodes is { Count: > 0 } named)
        {
            var ids = named.Select(code => _known.GetValueOrDefault((tool, code)).Id).Where(id => id > 0).Distinct().ToArray();
            return ids.Length == 0 ? (0, null) : (ids[0], ids.Length > 1 ? ids[1..] : null);
        }
        var first = 0;
        foreach (var code in result.CodeCandidates)
        {
            if (!_known.TryGetValue((tool, code), out var known)) continue;
            if (known.Described) return (known.Id, null);
            if (first == 0) first = known.Id;
        }
        return (first, null);
    }

    private static IEnumerable<string> Codes(Result result) => result.GoalCodes is { Count: > 0 } named ? named : result.CodeCandidates;

    /// <summary>A tool may have tens of thousands of goals: they are read again only when one of them, or a link, was changed.</summary>
    private async Task ReadChanged(int[] tools, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Mapping, Scope.None, stop);
        foreach (var tool in tools)
        {
            var changes = await Kept.Changes(session.Tables, [$"tool/{tool}"], stop);
            if (_changes.GetValueOrDefault(tool) == changes) _askedAt[tool] = clock.GetUtcNow();
            else
            {
                await Read(session, [tool], stop);
                _changes[tool] = changes;
            }
        }
    }

    private async Task Read(Session session, int[] tools, CancellationToken stop)
    {
        foreach (var goal in await session.Tables.MethodGoals.AsNoTracking().Where(g => tools.Contains(g.ToolId)).Select(g => new { g.ToolId, g.Code, g.MethodGoalId, g.Described }).ToListAsync(stop))
            _known[(goal.ToolId, goal.Code)] = (goal.MethodGoalId, goal.Described);
        foreach (var tool in tools) _askedAt[tool] = clock.GetUtcNow();
    }
}
