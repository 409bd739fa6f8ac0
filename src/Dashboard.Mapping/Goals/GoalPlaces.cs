namespace Dashboard.Mapping.Goals;

/// <summary>Where the goals of one release stand: a goal may be under several headings, and under each of them counts once.</summary>
public sealed class GoalPlaces
{
    private readonly Dictionary<string, GoalContent> _goals;
    private readonly Dictionary<string, HashSet<string>> _above = [];

    public GoalPlaces(IReadOnlyList<GoalContent> goals)
    {
        _goals = goals.ToDictionary(g => g.Uri);
        foreach (var goal in goals) Above(goal.Uri);
    }

    public bool Under(GoalContent goal, GoalContent heading) => _above[goal.Uri].Contains(heading.Uri);

    private HashSet<string> Above(string uri)
    {
        if (_above.TryGetValue(uri, out var known)) return known;
        var above = _above[uri] = [];
        foreach (var parent in _goals[uri].Parents)
        {
            above.Add(parent);
            above.UnionWith(Above(parent));
        }
        return above;
    }
}
