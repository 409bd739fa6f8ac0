using System.Text.Json;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Goals;

/// <param name="Set">Id of the set.</param>
/// <param name="Release">Null: always the newest.</param>
public sealed record ChosenSet(int Set, int? Release, Coarseness Coarseness);

/// <summary>
/// Which sets a school works with, in which release, and how coarse (LD-06, LD-26). Choosing changes what pages show and nothing else:
/// results, links and marks stay, so a school can go back. The caller commits.
/// </summary>
public sealed class SchoolChoice(TimeProvider clock)
{
    /// <summary>Puts the whole choice in place.</summary>
    /// <returns>Null: done; else the rule that it breaks.</returns>
    public async Task<string?> Choose(Session session, Person person, IReadOnlyCollection<ChosenSet> chosen, CancellationToken stop)
    {
        if (person.Role != Role.Administrator) return "not-yours";
        if (chosen.Select(c => c.Set).Distinct().Count() != chosen.Count || chosen.Any(c => !Enum.IsDefined(c.Coarseness))) return "choice-invalid";
        var tables = session.Tables;
        foreach (var one in chosen)
        {
            if (!await tables.GoalSets.AnyAsync(s => s.GoalSetId == one.Set && (s.SchoolId == null || s.SchoolId == person.School), stop)) return "set-unknown";
            if (one.Release is { } release && !await tables.GoalSetReleases.AnyAsync(r => r.ReleaseId == release && r.GoalSetId == one.Set, stop)) return "release-unknown";
        }
        var standing = await tables.SchoolGoalSets.Where(s => s.SchoolId == person.School).ToListAsync(stop);
        var before = standing.Select(s => new ChosenSet(s.GoalSetId, s.ReleaseId, s.Coarseness)).OrderBy(s => s.Set).ToList();
        if (before.SequenceEqual(chosen.OrderBy(c => c.Set))) return null;
        foreach (var row in standing.Where(s => chosen.All(c => c.Set != s.GoalSetId))) tables.SchoolGoalSets.Remove(row);
        foreach (var one in chosen)
        {
            var row = standing.Find(s => s.GoalSetId == one.Set);
            if (row is null) tables.SchoolGoalSets.Add(row = new SchoolGoalSet { SchoolId = person.School, GoalSetId = one.Set });
            (row.ReleaseId, row.Coarseness) = (one.Release, one.Coarseness);
        }
        session.Note(person, clock.GetUtcNow(), "goal-sets-chosen", "goal-sets", JsonSerializer.Serialize(new { before, after = chosen }));
        await tables.SaveChangesAsync(stop);
        return null;
    }
}
