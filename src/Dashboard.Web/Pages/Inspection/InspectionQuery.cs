using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Schools.Calendar;
using Dashboard.Web.Pages.AuditLog;
using Dashboard.Web.Signals;

namespace Dashboard.Web.Pages.Inspection;

/// <summary>One kind of data about the pupil, as a table.</summary>
/// <param name="Key">Of the texts "inzage.…"; its purpose stands in "inzage.why.…".</param>
/// <param name="Columns">Keys of the texts "inzage.col.…".</param>
/// <param name="Rows">A text per column.</param>
public sealed record Section(string Key, string[] Columns, IReadOnlyList<string[]> Rows);

/// <summary>Everything that is kept about one pupil (AVG art. 15), in words that a parent can read.</summary>
public sealed class InspectionQuery(KeyRing keys, TextBook texts, Moments moments)
{
    private const int MostRows = 20_000;

    public async Task<IReadOnlyList<Section>> Read(StoreContext t, int school, Store.Tables.Pupil pupil, DateTimeOffset now, CancellationToken stop)
    {
        var id = pupil.PupilId;
        var tools = await t.Tools.AsNoTracking().ToDictionaryAsync(x => x.ToolId, x => x.Name, stop);
        var goals = await t.MethodGoals.AsNoTracking().ToDictionaryAsync(x => x.MethodGoalId, x => x.Title, stop);
        var staff = await t.Staff.AsNoTracking().Where(s => s.SchoolId == school).ToDictionaryAsync(s => s.StaffId, s => s.DisplayName, stop);
        string Tool(int key) => tools.GetValueOrDefault(key, "–");
        string Goal(int key) => goals.GetValueOrDefault(key, texts["inzage.noGoal"]);
        string Who(int key) => staff.GetValueOrDefault(key, "–");

        var names = await t.PupilNames.AsNoTracking().Where(n => n.SchoolId == school && n.PupilId == id).ToListAsync(stop);
        var aliases = await t.PupilAliases.AsNoTracking().Where(a => a.SchoolId == school && a.PupilId == id).OrderBy(a => a.ValidFrom).ToListAsync(stop);
        var groups = await (from m in t.Memberships.AsNoTracking() join g in t.Groups.AsNoTracking() on new { m.SchoolId, m.GroupId } equals new { g.SchoolId, g.GroupId } where m.SchoolId == school && m.PupilId == id orderby g.SchoolYear descending select g).ToListAsync(stop);
        var results = await t.Results.AsNoTracking().Where(r => r.SchoolId == school && r.PupilId == id).OrderByDescending(r => r.TakenAt).Take(MostRows).ToListAsync(stop);
        var resultKeys = results.Select(r => r.ResultKey).ToArray();
        var history = await t.ResultHistory.AsNoTracking().Where(h => h.SchoolId == school && resultKeys.Contains(h.ResultKey)).OrderByDescending(h => h.ReplacedAt).ToListAsync(stop);
        var states = await t.GoalStates.AsNoTracking().Where(s => s.SchoolId == school && s.PupilId == id).OrderByDescending(s => s.LastAt).ToListAsync(stop);
        var signals = await t.Signals.AsNoTracking().Where(s => s.SchoolId == school && s.PupilId == id).OrderByDescending(s => s.RaisedAt).ToListAsync(stop);
        var signalIds = signals.Select(s => s.SignalId).ToArray();
        var notices = await t.Notices.AsNoTracking().Where(n => n.SchoolId == school && signalIds.Contains(n.SignalId)).ToListAsync(stop);
        var reactions = await t.Reactions.AsNoTracking().Where(r => r.SchoolId == school && signalIds.Contains(r.SignalId)).OrderByDescending(r => r.At).ToListAsync(stop);
        var marks = await (from m in t.Marks.AsNoTracking() join g in t.Goals.AsNoTracking() on m.GoalId equals g.GoalId where m.SchoolId == school && m.PupilId == id orderby m.At descending select new { m, g.Title }).ToListAsync(stop);
        var followUps = await (from p in t.FollowUpPupils.AsNoTracking() join f in t.FollowUps.AsNoTracking() on new { p.SchoolId, p.FollowUpId } equals new { f.SchoolId, f.FollowUpId } where p.SchoolId == school && p.PupilId == id orderby f.At descending select f).ToListAsync(stop);
        var notes = await t.Notes.AsNoTracking().Where(n => n.SchoolId == school && n.PupilId == id).OrderByDescending(n => n.At).ToListAsync(stop);
        var targets = await t.TargetLevels.AsNoTracking().Where(x => x.SchoolId == school && x.PupilId == id).OrderByDescending(x => x.ValidFrom).ToListAsync(stop);
        var looked = await LogQuery.All(t, school, pupil.Key, MostRows, stop);
        var sees = await WhoSees.Pupil(t, school, id, now, stop);

        return
        [
            new("who", ["name", "left"], [.. names.Select(n => new[] { string.Join(' ', new[] { n.GivenName, n.Prefix, n.FamilyName }.Where(x => !string.IsNullOrEmpty(x))), pupil.LeftOn is { } left ? moments.Day(left) : "" })]),
            new("aliases", ["kind", "value", "from", "until"], [.. aliases.Select(a => new[] { texts["alias." + a.Kind], Encoding.UTF8.GetString(keys.Decrypt(school, a.Value)), At(a.ValidFrom), a.ValidUntil is { } end ? At(end) : "" })]),
            new("groups", ["group", "year"], [.. groups.Select(g => new[] { g.Name, $"{g.SchoolYear}-{g.SchoolYear + 1}" })]),
            new("results", ["when", "tool", "exercise", "goal", "origin", "score", "items", "minutes", "more"], [.. results.Select(r => new[]
                { At(r.TakenAt), Tool(r.ToolId), r.Exercise ?? "", Goal(r.MethodGoalId), texts["origin." + r.Origin], Score(r), r.Items is null ? "" : $"{r.Correct}/{r.Items}", r.Seconds is { } s ? Moments.Minutes(s).ToString(texts.Culture) : "", More(r.Detail) })]),
            new("history", ["when", "before"], [.. history.Select(h => new[] { At(h.ReplacedAt), Plain(h.Content) })]),
            new("states", ["goal", "exercises", "items", "minutes", "last"], [.. states.Select(s => new[] { Goal(s.MethodGoalId), $"{s.Exercises}", $"{s.Correct}/{s.Items}", $"{Moments.Minutes(s.Seconds)}", At(s.LastAt) })]),
            new("signals", ["when", "signal", "goal", "why", "ended", "told"], [.. signals.Select(s => new[]
                { At(s.RaisedAt), texts["three." + s.Kind], Goal(s.MethodGoalId), Why(s, Tool(s.ToolId)), s.EndedAt is { } end ? $"{texts["inzage.state." + s.State]}, {At(end)}" : texts["inzage.state." + s.State], string.Join(", ", notices.Where(n => n.SignalId == s.SignalId).Select(n => moments.Day(n.OnDay)).Distinct()) })]),
            new("reactions", ["when", "byWhom", "what"], [.. reactions.Select(r => new[] { At(r.At), Who(r.StaffId), texts["inzage.reaction." + r.Kind] + Undone(r.UndoneAt) })]),
            new("marks", ["when", "byWhom", "what", "goal", "note"], [.. marks.Select(x => new[] { At(x.m.At), Who(x.m.StaffId), texts["inzage.mark." + x.m.Kind] + Undone(x.m.UndoneAt), x.Title, x.m.Text ?? "" })]),
            new("notes", ["when", "byWhom", "what", "goal", "note"], [.. notes.Select(n => new[]
                { At(n.At), Who(n.StaffId), texts["inzage.note." + n.Kind] + (n.Judgement is { } judged ? ": " + texts["judgement." + judged] : "") + Undone(n.UndoneAt), n.TopicName ?? "", n.Text ?? "" })]),
            new("followUps", ["when", "byWhom", "goal", "from", "until", "note"], [.. followUps.Select(f => new[] { At(f.At), Who(f.StaffId), f.TopicName, moments.Day(f.StartsOn), moments.Day(f.EvaluateOn), string.Join(" · ", new[] { f.Partner, f.Expectation }.Where(x => !string.IsNullOrEmpty(x))) })]),
            new("targets", ["when", "byWhom", "what"], [.. targets.Select(x => new[] { At(x.ValidFrom), Who(x.StaffId), $"{x.Domain}: {(x.Level is { } level ? level.ToString() : "–")}" })]),
            new("sees", ["byWhom", "what"], [.. sees.Select(s => new[] { s.Who.DisplayName, texts.Plain("sees.ground." + s.Ground, ("group", s.Group?.Name ?? "")) })]),
            new("looked", ["when", "byWhom", "what"], [.. looked.Select(l => new[] { At(l.At), l.Who, LogQuery.Say(texts, l.Action) })]),
        ];
    }

    private string At(DateTimeOffset utc) => SchoolTime.Local(utc).ToString("d MMM yyyy HH:mm", texts.Culture);

    private string Undone(DateTimeOffset? at) => at is { } when ? $" ({texts["inzage.undone"]} {At(when)})" : "";

    private string Score(StoredResult r) => r.Label ?? (r.Score is { } score ? $"{score.ToString("0.##", texts.Culture)}{(r.ScoreMax is { } max ? $" / {max.ToString("0.##", texts.Culture)}" : "")} ({texts["meaning." + r.Meaning]})" : "");

    /// <summary>What the tool sent beside the score, in its own words.</summary>
    private static string More(string? detail) => SignalReading.Detail(detail) is { } d
        ? string.Join("; ", (d.Context ?? []).Select(c => $"{c.Label ?? c.Key}: {c.Value} {c.Unit}".TrimEnd()).Append(d.Modus ?? "").Append(d.Effort ?? "").Append(d.Trigger?.ReasonText ?? "").Where(x => x.Length > 0)) : "";

    /// <summary>Who said so, by which rule, and on what.</summary>
    private string Why(Signal s, string tool)
    {
        var e = JsonSerializer.Deserialize<SignalEvidence>(s.Evidence, JsonSerializerOptions.Web) ?? new SignalEvidence();
        return texts.Plain(s.Provenance == Provenance.Tool ? "inzage.byTool" : "inzage.derived", ("tool", tool), ("rule", s.Rule), ("version", s.RuleVersion), ("n", e.Exercises), ("items", e.Items), ("correct", e.Correct), ("minutes", Moments.Minutes(e.Seconds)));
    }

    /// <summary>{"score": 3} → score: 3</summary>
    private static string Plain(string json) => JsonDocument.Parse(json).RootElement is { ValueKind: JsonValueKind.Object } root
        ? string.Join("; ", root.EnumerateObject().Where(p => p.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array)).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}: {p.Value}"))) : json;
}
