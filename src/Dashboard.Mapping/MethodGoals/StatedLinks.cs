using System.Collections.Concurrent;
using Dashboard.Contracts;
using Dashboard.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.MethodGoals;

/// <summary>
/// Links that a publisher states inside its results, by naming goals of a national set (LD-13). Product-wide, like every link of a
/// publisher, and made once: a node remembers what it has seen.
/// </summary>
public sealed class StatedLinks(Database database, TimeProvider clock)
{
    /// <summary>Shown as the reason of such a link.</summary>
    public const string Reason = "Meegestuurd bij resultaten";

    /// <summary>A goal that no set had is looked up again after this long: its set may have been imported.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(int MethodGoal, string Uri), DateTimeOffset> _seen = new();

    public async Task Take(IEnumerable<(int Tool, Result Result)> results, MethodGoalIndex index, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        foreach (var tool in results.Where(r => r.Result.GoalUris is not null).GroupBy(r => r.Tool, r => r.Result))
        {
            var stated = Pairs(tool.Select(r => (r, index.Find(tool.Key, r)))).Where(p => now > _seen.GetValueOrDefault(p, DateTimeOffset.MinValue)).ToList();
            if (stated.Count == 0) continue;
            await using var session = await database.Begin(DatabaseRole.Mapping, Scope.None, stop);
            var goals = await DeliveredLinks.Newest(session.Tables, [.. stated.Select(p => p.Uri).Distinct()], stop);
            var author = await (from t in session.Tables.Tools join p in session.Tables.Publishers on t.PublisherId equals p.PublisherId where t.ToolId == tool.Key select p.Name).SingleAsync(stop);
            await session.AddStated([.. stated.Where(p => goals.ContainsKey(p.Uri)).Select(p => (p.MethodGoal, goals[p.Uri].GoalId))], author, Reason, now, stop);
            await session.Commit(stop);
            foreach (var pair in stated) _seen[pair] = goals.ContainsKey(pair.Uri) ? DateTimeOffset.MaxValue : now + Again;
        }
    }

    /// <summary>
    /// Which method goal goes with which goal. One method goal with several goals (one test, several goals) is clear, and so is one with
    /// one (each exercise a test); several method goals with several goals are not: no cross product is made of them. (DA-23)
    /// </summary>
    internal static IEnumerable<(int MethodGoal, string Uri)> Pairs(IEnumerable<(Result Result, (int Main, int[]? Others) Found)> results) =>
        results.Where(r => r.Result is { Primary: true, GoalUris: not null } && r.Found is { Main: > 0, Others: null })
            .SelectMany(r => r.Result.GoalUris!.Select(uri => (r.Found.Main, uri))).Distinct();
}
