using System.Security.Cryptography;
using System.Text;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Goals;

/// <param name="New">False: this release was there already and nothing changed.</param>
public sealed record GoalSetReport(string Set, string Version, bool New, IReadOnlyDictionary<string, int> GoalsPerSubject);

/// <summary>Imports releases of goal sets. A release is immutable: goals are versions of (release, uri) with a content hash. (LD-17)</summary>
public sealed class GoalSets(Database database, TimeProvider clock)
{
    public async Task<GoalSetReport> Import(GoalSetContent content, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var tables = session.Tables;
        var counts = content.Goals.Where(g => g.Kind == GoalKind.Goal).GroupBy(g => g.Subject).ToDictionary(g => g.Key, g => g.Count());
        var set = await tables.GoalSets.SingleOrDefaultAsync(s => s.Key == content.Key, stop);
        if (set is null) tables.GoalSets.Add(set = new GoalSet { Key = content.Key });
        (set.Title, set.Status, set.Licence, set.Attribution) = (content.Title, content.Status, content.Licence, content.Attribution);
        await tables.SaveChangesAsync(stop);
        if (await tables.GoalSetReleases.AnyAsync(r => r.GoalSetId == set.GoalSetId && r.Version == content.Version, stop))
        {
            await session.Commit(stop);
            return new GoalSetReport(content.Title, content.Version, New: false, counts);
        }
        var release = new GoalSetRelease { GoalSetId = set.GoalSetId, Version = content.Version, ReleasedOn = content.ReleasedOn, ImportedAt = clock.GetUtcNow() };
        tables.GoalSetReleases.Add(release);
        await tables.SaveChangesAsync(stop);
        await AddGoals(tables, release.ReleaseId, content.Goals, stop);
        await session.Commit(stop);
        return new GoalSetReport(content.Title, content.Version, New: true, counts);
    }

    /// <summary>Level by level, so that a parent has its id before its children are written.</summary>
    private static async Task AddGoals(StoreContext tables, int release, IReadOnlyList<GoalContent> goals, CancellationToken stop)
    {
        var ids = new Dictionary<string, Goal>();
        var left = goals.Select((g, i) => (Goal: g, Position: i)).ToList();
        while (left.Count > 0)
        {
            var now = left.Where(g => g.Goal.ParentUri is null || ids.ContainsKey(g.Goal.ParentUri)).ToList();
            if (now.Count == 0) throw new InvalidDataException($"Doel {left[0].Goal.Uri} verwijst naar ouder {left[0].Goal.ParentUri}, die niet in de doelenset staat.");
            var rows = now.Select(g => Row(release, g.Goal, g.Position, g.Goal.ParentUri is null ? null : ids[g.Goal.ParentUri].GoalId)).ToList();
            tables.Goals.AddRange(rows);
            await tables.SaveChangesAsync(stop);
            foreach (var row in rows) ids[row.Uri] = row;
            left = [.. left.Except(now)];
        }
    }

    private static Goal Row(int release, GoalContent goal, int position, int? parent) => new()
    {
        ReleaseId = release, Key = goal.Key, Uri = goal.Uri, Kind = goal.Kind, ParentId = parent, Code = goal.Code, Title = goal.Title, ShortName = goal.ShortName,
        Subject = goal.Subject, Domain = goal.Domain, Level = goal.Level, Groepen = [.. goal.Groepen], Kerndoelen = [.. goal.Kerndoelen], Parts = [.. goal.Parts],
        Position = position, ContentHash = Hash(goal),
    };

    /// <summary>Equal for equal content; an id alone does not promise it (SLO changed texts under the same id).</summary>
    private static byte[] Hash(GoalContent goal) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f',
        goal.Title, goal.Code, goal.Subject, goal.Domain, goal.Level, string.Join(',', goal.Groepen), string.Join(',', goal.Kerndoelen), string.Join(',', goal.Parts))))[..16];
}
