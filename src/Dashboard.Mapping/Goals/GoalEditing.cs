using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Goals;

/// <summary>What a curator writes at a goal, for every school: its short name, and the kerndoelen that it belongs to. The caller commits.</summary>
public sealed class GoalEditing(TimeProvider clock)
{
    /// <summary>Names every version of the goal; null takes the name away.</summary>
    /// <returns>Null: done; else the rule that it breaks.</returns>
    public async Task<string?> Name(Session session, Person person, string uri, string? name, CancellationToken stop)
    {
        name = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        if (person.Role != Role.Curator) return "not-yours";
        if (name?.Length > ShortNames.Longest) return "name-too-long";
        var goals = await session.Tables.Goals.Where(g => g.Uri == uri).OrderBy(g => g.GoalId).ToListAsync(stop);
        if (goals.Count == 0) return "goal-unknown";
        if (goals.TrueForAll(g => g.ShortName == name)) return null;
        Note(session.Tables, person, uri, "short-name", goals[^1].ShortName, name, null);
        foreach (var goal in goals) goal.ShortName = name;
        await session.Tables.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Couples the goal to a kerndoel; null takes the coupling away. What the publisher itself couples is not touched.</summary>
    /// <returns>Null: done; else the rule that it breaks.</returns>
    public async Task<string?> Kerndoel(Session session, Person person, string uri, string kerndoel, LinkRelation? relation, string? reason, CancellationToken stop)
    {
        if (person.Role != Role.Curator) return "not-yours";
        if (string.IsNullOrWhiteSpace(reason)) return "reason-missing";
        if (relation is { } given && !Enum.IsDefined(given)) return "relation-unknown";
        if (!await session.Tables.Goals.AnyAsync(g => g.Uri == uri, stop)) return "goal-unknown";
        if (!await session.Tables.Goals.AnyAsync(g => g.Uri == kerndoel && (g.Kind == GoalKind.Kerndoel || g.Kind == GoalKind.Goal), stop)) return "kerndoel-unknown";
        var row = await session.Tables.GoalKerndoelen.SingleOrDefaultAsync(k => k.GoalUri == uri && k.KerndoelUri == kerndoel, stop);
        if (row?.Relation == relation) return null;
        Note(session.Tables, person, uri, "kerndoel", row is null ? null : $"{row.Relation} {kerndoel}", relation is null ? null : $"{relation} {kerndoel}", reason.Trim());
        if (relation is null) session.Tables.GoalKerndoelen.Remove(row!);
        else
        {
            if (row is null) session.Tables.GoalKerndoelen.Add(row = new GoalKerndoel { GoalUri = uri, KerndoelUri = kerndoel });
            (row.Relation, row.Reason, row.Author, row.At) = (relation.Value, reason.Trim(), person.Key.ToString(), clock.GetUtcNow());
        }
        await session.Tables.SaveChangesAsync(stop);
        return null;
    }

    private void Note(StoreContext tables, Person person, string uri, string field, string? before, string? after, string? reason) =>
        tables.GoalEdits.Add(new GoalEdit { Uri = uri, At = clock.GetUtcNow(), Actor = person.Key.ToString(), Field = field, Before = before, After = after, Reason = reason });
}
