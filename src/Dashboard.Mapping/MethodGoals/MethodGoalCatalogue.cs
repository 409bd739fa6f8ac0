using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.MethodGoals;

/// <summary>
/// Takes a publisher's own goals and their links (LD-13), row by row: a row that is wrong is left out with its reasons. A goal that is described for the first time, or moves to another domain, has its tracks folded again.
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
        await session.LockTool(tool.ToolId, stop);
        var stored = await tables.MethodGoals.Where(g => g.ToolId == tool.ToolId).ToDictionaryAsync(g => g.Code, stop);
        var links = await DeliveredLinks.Read(tables, tool.ToolId, author, delivery, clock.GetUtcNow(), stop);
        var (rows, moved) = (new List<MethodGoalRow>(), false);
        foreach (var one in delivery.Goals ?? [])
        {
            var problems = Check(one, links);
            if (problems.Count == 0 && rows.Any(r => r.Code == one.Code)) problems.Add(new("code", "code-twice", "Deze code staat twee keer in de levering."));
            if (problems.Count > 0) { rows.Add(new MethodGoalRow(one.Code, "rejected", problems)); continue; }
            var known = stored.TryGetValue(one.Code!, out var goal);
            if (goal is null) tables.MethodGoals.Add(goal = new MethodGoal { ToolId = tool.ToolId, Code = one.Code! });
            moved |= known && (!goal.Described || goal.Domain != (one.Domain ?? ""));
            var describedNow = !goal.Described;
            Describe(goal, one, delivery.Version);
            if (!known) await tables.SaveChangesAsync(stop);
            var kept = links.Put(goal.MethodGoalId, one.Links ?? []);
            rows.Add(new MethodGoalRow(one.Code, describedNow ? "added" : tables.ChangeTracker.HasChanges() ? "changed" : "unchanged", kept));
            await tables.SaveChangesAsync(stop);
        }
        await session.Commit(stop);
        if (moved) await Refold(tool.ToolId, stop);
        return new MethodGoalReport(delivery.Version, rows.Count(r => r.State == "added"), rows.Count(r => r.State == "changed"), rows.Count(r => r.State == "unchanged"), rows.Count(r => r.State == "rejected"), rows);
    }

    private static List<MethodGoalProblem> Check(DeliveredGoal one, DeliveredLinks links) =>
        [.. Rules.Validate(one).Errors.Select(e => new MethodGoalProblem(Field(e.PropertyName), e.ErrorCode, e.ErrorMessage)), .. links.Check(one.Links ?? [])];

    private static string Field(string property) => string.Join('.', property.Split('.').Select(p => char.ToLowerInvariant(p[0]) + p[1..]));

    private static void Describe(MethodGoal goal, DeliveredGoal one, string? version)
    {
        (goal.Version, goal.Title, goal.Description, goal.Domain, goal.Level, goal.Described) = (version, one.Title!, one.Description, one.Domain ?? "", one.Level, true);
        var exercises = (one.ExampleExercises ?? []).ToArray();
        if (!goal.Exercises.SequenceEqual(exercises)) goal.Exercises = exercises;
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
