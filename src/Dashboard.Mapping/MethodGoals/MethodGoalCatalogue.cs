using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.MethodGoals;

/// <summary>
/// Takes a publisher's own goals and their links (LD-13). A publisher's links are approved, until a curator rejects them.
/// A goal that is described for the first time, or moves to another domain, has its tracks folded again.
/// </summary>
public sealed class MethodGoalCatalogue(Database database, PartPayload payloads, TimeProvider clock)
{
    private static readonly DeliveredGoalRules Rules = new();

    /// <param name="tool">The tool; its publisher is the author of the links.</param>
    /// <param name="author">Name of the publisher.</param>
    /// <param name="delivery">As received.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<MethodGoalReport> Take(Tool tool, string author, MethodGoalDelivery delivery, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Mapping, Scope.None, stop);
        var tables = session.Tables;
        var stored = await tables.MethodGoals.Where(g => g.ToolId == tool.ToolId).ToDictionaryAsync(g => g.Code, stop);
        var uris = (delivery.Goals ?? []).SelectMany(g => g.Links ?? []).Select(l => l.Goal).OfType<string>().Distinct().ToArray();
        var goals = (await tables.Goals.AsNoTracking().Where(g => uris.Contains(g.Uri)).ToListAsync(stop)).GroupBy(g => g.Uri).ToDictionary(g => g.Key, g => g.MaxBy(x => x.ReleaseId)!);
        var links = (await tables.GoalLinks.Where(l => l.SchoolId == null && tables.MethodGoals.Any(g => g.ToolId == tool.ToolId && g.MethodGoalId == l.MethodGoalId)).ToListAsync(stop)).ToLookup(l => l.MethodGoalId);
        var (rows, moved) = (new List<MethodGoalRow>(), false);
        foreach (var one in delivery.Goals ?? [])
        {
            var problems = Check(one, goals);
            if (problems.Count > 0 || rows.Any(r => r.Code == one.Code)) { rows.Add(new MethodGoalRow(one.Code, "rejected", problems.Count > 0 ? problems : [new("code", "code-twice", "Deze code staat twee keer in de levering.")])); continue; }
            var known = stored.TryGetValue(one.Code!, out var goal);
            if (goal is null) tables.MethodGoals.Add(goal = new MethodGoal { ToolId = tool.ToolId, Code = one.Code! });
            moved |= known && (!goal.Described || goal.Domain != (one.Domain ?? ""));
            var describedNow = !goal.Described;
            Describe(goal, one, delivery.Version);
            if (!known) await tables.SaveChangesAsync(stop);
            Link(tables, goal, one, goals, links[goal.MethodGoalId], author);
            rows.Add(new MethodGoalRow(one.Code, describedNow ? "added" : tables.ChangeTracker.HasChanges() ? "changed" : "unchanged", []));
            await tables.SaveChangesAsync(stop);
        }
        await session.Commit(stop);
        if (moved) await Refold(tool.ToolId, stop);
        return new MethodGoalReport(delivery.Version, rows.Count(r => r.State == "added"), rows.Count(r => r.State == "changed"), rows.Count(r => r.State == "unchanged"), rows.Count(r => r.State == "rejected"), rows);
    }

    private static List<MethodGoalProblem> Check(DeliveredGoal one, Dictionary<string, Goal> goals)
    {
        var problems = Rules.Validate(one).Errors.Select(e => new MethodGoalProblem(Field(e.PropertyName), e.ErrorCode, e.ErrorMessage)).ToList();
        foreach (var (link, i) in (one.Links ?? []).Select((l, i) => (l, i)))
            if (link.Goal is { Length: > 0 } uri && !goals.ContainsKey(uri))
                problems.Add(new MethodGoalProblem($"links[{i}].goal", "goal-unknown", $"Leerdoel {uri} staat in geen enkele doelenset van het dashboard."));
        return problems;
    }

    private static string Field(string property) => string.Join('.', property.Split('.').Select(p => char.ToLowerInvariant(p[0]) + p[1..]));

    private static void Describe(MethodGoal goal, DeliveredGoal one, string? version)
    {
        (goal.Version, goal.Title, goal.Description, goal.Domain, goal.Level, goal.Described) = (version, one.Title!, one.Description, one.Domain ?? "", one.Level, true);
        var exercises = (one.ExampleExercises ?? []).ToArray();
        if (!goal.Exercises.SequenceEqual(exercises)) goal.Exercises = exercises;
    }

    private void Link(StoreContext tables, MethodGoal goal, DeliveredGoal one, Dictionary<string, Goal> goals, IEnumerable<GoalLink> stored, string author)
    {
        var left = stored.ToDictionary(l => l.GoalId);
        foreach (var wanted in one.Links ?? [])
        {
            var target = goals[wanted.Goal!].GoalId;
            if (!left.Remove(target, out var link))
                tables.GoalLinks.Add(link = new GoalLink { MethodGoalId = goal.MethodGoalId, GoalId = target, Status = LinkStatus.Approved, CreatedAt = clock.GetUtcNow() });
            if (link.Status == LinkStatus.Rejected) continue; // a curator's no stays no
            link.Status = LinkStatus.Approved;
            (link.Relation, link.Role, link.Parts, link.OfParts, link.Reason, link.Author) =
                (Enum.Parse<LinkRelation>(wanted.Relation!, ignoreCase: true), wanted.Role == "assess" ? LinkRole.Assess : LinkRole.Practise, wanted.Coverage?.Parts, wanted.Coverage?.Of, wanted.Reason, author);
        }
        foreach (var gone in left.Values.Where(l => l.Author == author && l.Status == LinkStatus.Approved)) gone.Status = LinkStatus.Stale;
    }

    private async Task Refold(int tool, CancellationToken stop)
    {
        await using var directory = await database.Begin(DatabaseRole.Mapping, Scope.None, stop);
        var schools = await directory.Tables.Schools.AsNoTracking().Select(s => s.SchoolId).ToListAsync(stop);
        await using var session = await database.Begin(DatabaseRole.Mapping, Scope.Of(schools), stop);
        var now = clock.GetUtcNow();
        var year = SchoolTime.SchoolYear(SchoolTime.Day(now));
        foreach (var school in await session.Tables.Feeds.AsNoTracking().Where(f => f.ToolId == tool).Select(f => f.SchoolId).ToListAsync(stop))
            await session.Enqueue(WorkKind.Refold, school, tool, year, payloads.Seal(school, new RefoldRequested(), ContractsJson.Default.RefoldRequested), now, stop);
        await session.Commit(stop);
    }
}
