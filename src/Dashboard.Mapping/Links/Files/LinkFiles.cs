using System.Globalization;
using System.Text.Json;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Links.Files;

/// <summary>Takes the links that a person may edit out as a file, and back in: all rows or none. The caller commits.</summary>
public sealed class LinkFiles(TimeProvider clock)
{
    private const string Day = "yyyy-MM-dd";

    public static async Task<IReadOnlyList<LinkFile.Row>> Export(Session session, Person person, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(person);
        var tables = session.Tables;
        var (all, school) = (person.Role == Role.Curator, person.School);
        var rows = await (
            from l in tables.GoalLinks.AsNoTracking()
            where all && l.SchoolId == null || l.SchoolId == school
            join m in tables.MethodGoals on l.MethodGoalId equals m.MethodGoalId
            join t in tables.Tools on m.ToolId equals t.ToolId
            join g in tables.Goals on l.GoalId equals g.GoalId
            join r in tables.GoalSetReleases on g.ReleaseId equals r.ReleaseId
            join s in tables.GoalSets on r.GoalSetId equals s.GoalSetId
            orderby t.Key, m.Code, g.Uri, r.ReleaseId, l.SchoolId
            select new { Link = l, Tool = t.Key, m.Code, m.Title, g.Uri, Goal = g.Title, Release = s.Key + "/" + r.Version }).ToListAsync(stop);
        var own = await tables.Schools.Where(s => s.SchoolId == school).Select(s => s.Key).SingleAsync(stop);
        return [.. rows.Select((r, i) => new LinkFile.Row(i + 2, new Dictionary<string, string>
        {
            ["tool"] = r.Tool, ["code"] = r.Code, ["title"] = r.Title, ["goal"] = r.Uri, ["release"] = r.Release, ["goalTitle"] = r.Goal, ["school"] = r.Link.SchoolId is null ? "" : own,
            ["relation"] = Lower(r.Link.Relation), ["parts"] = Text(r.Link.Parts), ["of"] = Text(r.Link.OfParts), ["partNames"] = LinkFile.Names(r.Link.PartNames), ["role"] = Lower(r.Link.Role),
            ["status"] = Lower(r.Link.Status), ["reason"] = r.Link.Reason ?? "", ["validFrom"] = Text(r.Link.ValidFrom), ["validUntil"] = Text(r.Link.ValidUntil),
            ["author"] = Guid.TryParse(r.Link.Author, out _) ? "curator" : r.Link.Author,
        }))];
    }

    public async Task<LinkFileReport> Import(Session session, Person person, string text, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(person);
        var problems = new List<LinkFileProblem>();
        var rows = LinkFile.Read(text, problems);
        var known = await KnownNames.Read(session.Tables, person, rows, stop);
        var wanted = rows.Select(r => (Row: r, Link: Wanted(r, person, known, problems))).Where(w => w.Link is not null).Select(w => (w.Row, Link: w.Link!)).ToList();
        foreach (var twice in wanted.GroupBy(w => (w.Link.MethodGoal, w.Link.Goal, w.Link.OwnSchool)).SelectMany(g => g.Skip(1))) problems.Add(new(twice.Row.Number, "goal", "twice"));
        if (problems.Count > 0) return new(0, 0, [.. problems.OrderBy(p => p.Row)]);
        await session.LockMethodGoals([.. wanted.Select(w => w.Link.MethodGoal).Distinct()], stop);
        var ids = wanted.Select(w => w.Link.MethodGoal).Distinct().ToArray();
        var stored = (await session.Tables.GoalLinks.Where(l => ids.Contains(l.MethodGoalId) && (l.SchoolId == null || l.SchoolId == person.School)).ToListAsync(stop)).ToDictionary(l => (l.MethodGoalId, l.GoalId, l.SchoolId));
        var (changed, now) = (0, clock.GetUtcNow());
        foreach (var (_, link) in wanted)
        {
            int? school = link.OwnSchool ? person.School : null;
            stored.TryGetValue((link.MethodGoal, link.Goal, school), out var before);
            var after = new LinkState(link.Relation, link.Role, link.Status, link.Parts, link.OfParts, Links.Sorted(link.PartNames, known.Parts(link.Goal)), link.Reason!.Length == 0 ? null : link.Reason, link.ValidFrom, link.ValidUntil, person.Key.ToString());
            if (session.Tables.Write(before ?? new GoalLink { MethodGoalId = link.MethodGoal, GoalId = link.Goal, SchoolId = school }, before is null ? null : LinkState.Of(before), after, LinkAction.Imported, person.Key.ToString(), now) is not null) changed++;
        }
        if (changed > 0) session.Note(person, now, "links-imported", null, JsonSerializer.Serialize(new { changed, unchanged = wanted.Count - changed }));
        await session.Tables.SaveChangesAsync(stop);
        return new(changed, wanted.Count - changed, []);
    }

    private static LinkDecision? Wanted(LinkFile.Row row, Person person, KnownNames known, List<LinkFileProblem> problems)
    {
        var wrong = problems.Count;
        void Wrong(string field, string rule) => problems.Add(new(row.Number, field, rule));
        var own = row["school"].Length > 0;
        if (own && row["school"] != known.School) Wrong("school", "school-unknown");
        else if (!Links.MayEdit(person, own ? person.School : null)) Wrong("school", "not-yours");
        if (!known.HasTool(row["tool"])) Wrong("tool", "tool-unknown");
        else if (known.MethodGoal(row["tool"], row["code"]) is null) Wrong("code", "code-unknown");
        var goal = known.Goal(row["goal"], row["release"]);
        if (goal is null) Wrong("goal", "goal-unknown");
        var decision = new LinkDecision(known.MethodGoal(row["tool"], row["code"]) ?? 0, goal?.GoalId ?? 0, own, Term<LinkStatus>("status", "status-unknown"), Term<LinkRelation>("relation", "relation-unknown"),
            Term<LinkRole>("role", "role-unknown"), Number("parts"), Number("of"), row.Names, row["reason"], Date("validFrom"), Date("validUntil"));
        if (problems.Count > wrong) return null;
        // A publisher may have given no reason: what stood there may be put back as it was.
        foreach (var problem in LinkRules.Check(decision, goal!.Parts).Where(p => p.Rule != "reason-missing")) Wrong(problem.Field, problem.Rule);
        return problems.Count > wrong ? null : decision;

        T Term<T>(string field, string rule) where T : struct, Enum
        {
            if (row[field].All(char.IsLetter) && Enum.TryParse<T>(row[field], ignoreCase: true, out var term)) return term;
            Wrong(field, rule);
            return default;
        }
        short? Number(string field)
        {
            if (row[field].Length == 0) return null;
            if (short.TryParse(row[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
            Wrong(field, "number-unknown");
            return null;
        }
        DateOnly? Date(string field)
        {
            if (row[field].Length == 0) return null;
            if (DateOnly.TryParseExact(row[field], Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            Wrong(field, "date-unknown");
            return null;
        }
    }

    private static string Lower<T>(T term) where T : struct, Enum => term.ToString().ToLowerInvariant();

    private static string Text(short? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture) ?? "";
}
