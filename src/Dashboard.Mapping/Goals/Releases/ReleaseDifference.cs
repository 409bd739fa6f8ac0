using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Goals.Releases;

/// <summary>What became of one goal of the old release.</summary>
/// <param name="OldGoalId">Its version in the old release.</param>
/// <param name="NewUris">What it is now; none when it is gone.</param>
/// <param name="SameWords">Nothing but spaces, capitals or punctuation differs, and the level is the same: may be proposed to be carried over.</param>
public sealed record GoalChange(int OldGoalId, string OldUri, string OldTitle, GoalChangeKind Kind, IReadOnlyList<string> NewUris, bool SameWords);

/// <summary>The difference between two releases of a set, goal by goal. Unchanged goals are only counted.</summary>
public sealed record ReleaseDifference(int Unchanged, int Added, IReadOnlyList<GoalChange> Changes)
{
    public static readonly ReleaseDifference None = new(0, 0, []);

    public int Of(GoalChangeKind kind) => Changes.Count(c => c.Kind == kind);

    /// <param name="before">The old release; empty: this is the first.</param>
    /// <param name="after">The new one.</param>
    /// <param name="successions">What replaces what, also through goals that were in neither release.</param>
    public static ReleaseDifference Between(IReadOnlyCollection<GoalVersion> before, IReadOnlyCollection<GoalVersion> after, IReadOnlyCollection<Succession> successions)
    {
        var now = after.ToDictionary(g => g.Uri);
        var then = before.Select(g => g.Uri).ToHashSet();
        var next = successions.ToLookup(s => s.OldUri, s => s.NewUri);
        var heirs = before.Where(g => !now.ContainsKey(g.Uri)).ToDictionary(g => g.Uri, g => Heirs(g.Uri, next, now));
        var parentsOf = heirs.SelectMany(h => h.Value.Select(heir => (heir, h.Key))).ToLookup(p => p.heir, p => p.Key);
        var (unchanged, changes) = (0, new List<GoalChange>());
        foreach (var old in before)
        {
            var here = now.TryGetValue(old.Uri, out var same);
            if (here && same!.Hash == old.Hash)
            {
                unchanged++;
                continue;
            }
            changes.Add(here
                ? new GoalChange(old.GoalId, old.Uri, old.Title, GoalChangeKind.TextChanged, [old.Uri], SameWords(old, same!))
                : heirs[old.Uri] switch
                {
                    [] => new GoalChange(old.GoalId, old.Uri, old.Title, GoalChangeKind.Gone, [], false),
                    [var one] => new GoalChange(old.GoalId, old.Uri, old.Title, parentsOf[one].Count() > 1 || then.Contains(one) ? GoalChangeKind.Merged : GoalChangeKind.Replaced, [one],
                        parentsOf[one].Count() == 1 && !then.Contains(one) && SameWords(old, now[one])),
                    var several => new GoalChange(old.GoalId, old.Uri, old.Title, GoalChangeKind.Split, several, false),
                });
        }
        var added = after.Count(g => !then.Contains(g.Uri) && !parentsOf.Contains(g.Uri));
        return new ReleaseDifference(unchanged, added, changes);
    }

    private static bool SameWords(GoalVersion old, GoalVersion now) => old.Words == now.Words && old.Level == now.Level;

    /// <summary>The goals of the new release that follow from this one, along the chain; a chain that comes back to itself ends.</summary>
    private static List<string> Heirs(string uri, ILookup<string, string> next, Dictionary<string, GoalVersion> now)
    {
        var (found, seen, open) = (new List<string>(), new HashSet<string> { uri }, new Queue<string>(next[uri]));
        while (open.TryDequeue(out var one))
        {
            if (!seen.Add(one)) continue;
            if (now.ContainsKey(one)) found.Add(one);
            else foreach (var later in next[one]) open.Enqueue(later);
        }
        return found;
    }
}
