using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Goals;

/// <summary>A goal as a school writes it. Key null: a new one.</summary>
/// <param name="Groepen">1 to 8; none: of every year.</param>
public sealed record OwnGoal(Guid? Key, string? Title, string? ShortName, string? Subject, string? Domain, IReadOnlyCollection<short> Groepen);

/// <summary>
/// A school's own goals (LD-07): a set like any other, of which every change is a release. So what was linked to an earlier wording
/// stays readable, and the history is there.
/// </summary>
public sealed class OwnGoals(Database database, GoalSets sets, TimeProvider clock)
{
    public static string KeyOf(int school) => FormattableString.Invariant($"eigen-{school}");

    /// <returns>Null: done; else the rule that it breaks.</returns>
    public Task<string?> Save(Person person, OwnGoal goal, CancellationToken stop) => Change(person, goals =>
    {
        if (Check(goal) is { } rule) return (rule, goals, goal.Key);
        var key = goal.Key ?? Guid.CreateVersion7(clock.GetUtcNow());
        var known = goals.Find(g => g.Key == key);
        if (goal.Key is not null && known is null) return ("goal-unknown", goals, goal.Key);
        var written = new GoalContent($"urn:dashboard:doel:{key}", key, GoalKind.Goal, "eigen doel", [], null, goal.Title!.Trim(), null, Text(goal.ShortName), goal.Subject!.Trim(), Text(goal.Domain), Level(goal.Groepen),
            [], Granularity.Leerjaar, [.. goal.Groepen.Order()], known?.Kerndoelen ?? [], known?.Parts ?? [], null, Confirmation.Published);
        return (null, known is null ? [.. goals, written] : [.. goals.Select(g => g.Key == key ? written : g)], key);
    }, stop);

    /// <summary>Takes a goal out of the set; its versions stay readable where they are linked.</summary>
    public Task<string?> Remove(Person person, Guid key, CancellationToken stop) =>
        Change(person, goals => goals.Exists(g => g.Key == key) ? (null, [.. goals.Where(g => g.Key != key)], key) : ("goal-unknown", goals, key), stop);

    private async Task<string?> Change(Person person, Func<List<GoalContent>, (string? Rule, List<GoalContent> Goals, Guid? Key)> change, CancellationToken stop)
    {
        if (person.Role != Role.Administrator) return "not-yours";
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        await session.LockGoalSets(stop);
        var standing = await Standing(session.Tables, person.School, stop);
        var (rule, goals, key) = change(standing);
        if (rule is not null) return rule;
        var name = await session.Tables.Schools.Where(s => s.SchoolId == person.School).Select(s => s.Name).SingleAsync(stop);
        var number = await session.Tables.GoalSetReleases.CountAsync(r => session.Tables.GoalSets.Any(s => s.GoalSetId == r.GoalSetId && s.Key == KeyOf(person.School)), stop) + 1;
        var report = await sets.Put(session, new GoalSetContent(KeyOf(person.School), name, GoalSetKind.Goals, "eigen doelen van de school", null, null, name,
            new ReleaseName(FormattableString.Invariant($"{number}"), null, Schools.Calendar.SchoolTime.Day(clock.GetUtcNow())), [], goals, []) { School = person.School }, dryRun: false, null, stop);
        if (!report.New) return null;
        var (before, after) = (standing.Find(g => g.Key == key), goals.Find(g => g.Key == key));
        session.Tables.GoalEdits.Add(new GoalEdit { Uri = (before ?? after)!.Uri, At = clock.GetUtcNow(), Actor = person.Key.ToString(), Field = "own-goal", Before = before?.Title, After = after?.Title });
        if (before is not null && after is not null) // a name that the school takes away or writes anew is gone or new for every version
            foreach (var version in await session.Tables.Goals.Where(g => g.Uri == after.Uri && g.ShortName != after.ShortName).ToListAsync(stop)) version.ShortName = after.ShortName;
        session.Note(person, clock.GetUtcNow(), after is null ? "own-goal-removed" : "own-goal-saved", (before ?? after)!.Uri);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return null;
    }

    private static async Task<List<GoalContent>> Standing(StoreContext tables, int school, CancellationToken stop)
    {
        var release = await (
            from s in tables.GoalSets join r in tables.GoalSetReleases on s.GoalSetId equals r.GoalSetId where s.Key == KeyOf(school) select (int?)r.ReleaseId).MaxAsync(stop);
        var rows = await tables.Goals.AsNoTracking().Where(g => tables.GoalsInReleases.Any(i => i.GoalId == g.GoalId && i.ReleaseId == release)).OrderBy(g => g.Position).ToListAsync(stop);
        return [.. rows.Select(g => new GoalContent(g.Uri, g.Key, g.Kind, g.Type, [], g.Code, g.Title, g.Description, g.ShortName, g.Subject, g.Domain, g.Level, g.Levels, g.Granularity, g.Groepen, g.Kerndoelen, g.Parts, g.Status, g.Confirmation))];
    }

    internal static string? Check(OwnGoal goal) =>
        string.IsNullOrWhiteSpace(goal.Title) ? "title-missing"
        : goal.Title.Trim().Length > 300 ? "title-too-long"
        : goal.ShortName?.Trim().Length > ShortNames.Longest ? "name-too-long"
        : string.IsNullOrWhiteSpace(goal.Subject) ? "subject-missing"
        : goal.Subject.Trim().Length > 60 || goal.Domain?.Trim().Length > 60 ? "subject-too-long"
        : goal.Groepen.Any(g => g is < 1 or > 8) || goal.Groepen.Distinct().Count() != goal.Groepen.Count ? "groepen-invalid"
        : null;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Level(IReadOnlyCollection<short> groepen) => groepen.Count == 0 ? null : "groep " + string.Join(", ", groepen.Order());
}
