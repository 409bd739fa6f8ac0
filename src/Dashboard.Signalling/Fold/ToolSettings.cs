using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Fold;

/// <summary>Tool profiles and the domains of method goals, read again after two seconds; whether signals are derived is read inside each fold.</summary>
public sealed class ToolSettings(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Snapshot _now = new([], [], DateTimeOffset.MinValue);

    /// <param name="Profiles">By tool.</param>
    /// <param name="Goals">By method goal: its tool, and its domain when it is described.</param>
    /// <param name="ReadAt">When.</param>
    public sealed record Snapshot(Dictionary<int, ToolProfile> Profiles, Dictionary<int, (int Tool, string? Domain)> Goals, DateTimeOffset ReadAt)
    {
        public string? DomainOf(int tool, int methodGoal) => Goals.TryGetValue(methodGoal, out var g) && g.Tool == tool ? g.Domain : null;

        public int ToolOf(int methodGoal) => Goals.GetValueOrDefault(methodGoal).Tool;
    }

    /// <param name="methodGoals">Goals that must be known; a new one is looked for at once.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Snapshot> Read(IEnumerable<int> methodGoals, CancellationToken stop)
    {
        if (IsGood(_now, methodGoals)) return _now;
        await _reading.WaitAsync(stop);
        try
        {
            if (IsGood(_now, methodGoals)) return _now;
            await using var session = await database.Begin(DatabaseRole.Signalling, Scope.None, stop);
            var tools = await session.Tables.Tools.AsNoTracking().Select(t => new { t.ToolId, t.Profile }).ToListAsync(stop);
            var goals = await session.Tables.MethodGoals.AsNoTracking().Select(g => new { g.MethodGoalId, g.ToolId, g.Domain, g.Described }).ToListAsync(stop);
            return _now = new Snapshot(
                tools.ToDictionary(t => t.ToolId, t => ToolProfile.Parse(t.Profile)),
                goals.ToDictionary(g => g.MethodGoalId, g => (g.ToolId, g.Described ? g.Domain : null)),
                clock.GetUtcNow());
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>The next read asks the database: for a fold that was asked for because a profile or a method goal changed.</summary>
    public void Forget() => _now = _now with { ReadAt = DateTimeOffset.MinValue };

    private bool IsGood(Snapshot snapshot, IEnumerable<int> goals) => clock.GetUtcNow() - snapshot.ReadAt < Fresh && goals.All(snapshot.Goals.ContainsKey);
}
