using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Links.Files;

/// <summary>Which tools, method goals and goals the names in a file are.</summary>
internal sealed class KnownNames
{
    private readonly HashSet<string> _tools;
    private readonly Dictionary<(string Tool, string Code), int> _methodGoals;
    private readonly ILookup<string, (Goal Goal, string Release)> _goals;
    private readonly Dictionary<int, string[]> _parts;

    private KnownNames(string school, HashSet<string> tools, Dictionary<(string, string), int> methodGoals, List<(Goal Goal, string Release)> goals) =>
        (School, _tools, _methodGoals, _goals, _parts) = (school, tools, methodGoals, goals.ToLookup(g => g.Goal.Uri), goals.ToDictionary(g => g.Goal.GoalId, g => g.Goal.Parts));

    /// <summary>Key of the person's school.</summary>
    public string School { get; }

    public static async Task<KnownNames> Read(StoreContext tables, Person person, IReadOnlyList<LinkFile.Row> rows, CancellationToken stop)
    {
        var (keys, codes, uris) = (Distinct(rows, "tool"), Distinct(rows, "code"), Distinct(rows, "goal"));
        var methods = await (from m in tables.MethodGoals.AsNoTracking() join t in tables.Tools on m.ToolId equals t.ToolId where keys.Contains(t.Key) && codes.Contains(m.Code) select new { t.Key, m.Code, m.MethodGoalId }).ToListAsync(stop);
        var goals = await (
            from g in tables.Goals.AsNoTracking()
            join r in tables.GoalSetReleases on g.ReleaseId equals r.ReleaseId
            join s in tables.GoalSets on r.GoalSetId equals s.GoalSetId
            where uris.Contains(g.Uri) && (s.SchoolId == null || s.SchoolId == person.School) && (g.Kind == GoalKind.Goal || g.Kind == GoalKind.Kerndoel)
            orderby r.ReleaseId
            select new { Goal = g, Release = s.Key + "/" + r.Version }).ToListAsync(stop);
        return new(await tables.Schools.Where(s => s.SchoolId == person.School).Select(s => s.Key).SingleAsync(stop), [.. await tables.Tools.Where(t => keys.Contains(t.Key)).Select(t => t.Key).ToListAsync(stop)],
            methods.ToDictionary(m => (m.Key, m.Code), m => m.MethodGoalId), [.. goals.Select(g => (g.Goal, g.Release))]);
    }

    public bool HasTool(string key) => _tools.Contains(key);

    public int? MethodGoal(string tool, string code) => _methodGoals.TryGetValue((tool, code), out var id) ? id : null;

    /// <summary>Without a release: the newest version.</summary>
    public Goal? Goal(string uri, string release) => release.Length == 0 ? _goals[uri].LastOrDefault().Goal : _goals[uri].FirstOrDefault(g => g.Release == release).Goal;

    public string[] Parts(int goal) => _parts.GetValueOrDefault(goal, []);

    private static string[] Distinct(IReadOnlyList<LinkFile.Row> rows, string column) => [.. rows.Select(r => r[column]).Distinct()];
}
