using System.Text.Json;

namespace Dashboard.Web.Pages.AuditLog;

/// <summary>What is looked for in the audit trail.</summary>
/// <param name="Who">Key of a member of staff.</param>
/// <param name="Pupil">Key of a pupil: lines about it, and pages on which it stood.</param>
/// <param name="Before">Number of the last line of the page before this one.</param>
public sealed record LogFilter(DateTimeOffset? From, DateTimeOffset? To, Guid? Who, string? Action, Guid? Pupil, long? Before);

/// <summary>One line, with names put to its keys for who may read them; the trail itself has none.</summary>
/// <param name="Count">On how many pupils the page was, when it was not about one.</param>
public sealed record LogLine(long Id, DateTimeOffset At, string Who, string Action, string? What, Guid? Pupil, int Count, string? Detail);

/// <summary>A page of the trail in four queries.</summary>
public static class LogQuery
{
    public const int PageSize = 50;

    public static async Task<(IReadOnlyList<LogLine> Lines, bool More)> Read(StoreContext tables, int school, LogFilter filter, CancellationToken stop)
    {
        var found = tables.Audits.AsNoTracking().Where(a => a.SchoolId == school);
        if (filter.From is { } from) found = found.Where(a => a.At >= from);
        if (filter.To is { } to) found = found.Where(a => a.At < to);
        if (filter.Who is { } who) found = found.Where(a => a.Actor == who.ToString());
        if (filter.Action is { Length: > 0 } action) found = found.Where(a => a.Action == action);
        if (filter.Pupil is { } pupil)
        {
            var onPage = JsonSerializer.Serialize(new { pupils = new[] { pupil } });
            found = found.Where(a => a.Subject == pupil.ToString() || (a.Detail != null && EF.Functions.JsonContains(a.Detail, onPage)));
        }
        if (filter.Before is { } before) found = found.Where(a => a.AuditId < before);
        var rows = await found.OrderByDescending(a => a.AuditId).Take(PageSize + 1).ToListAsync(stop);
        var more = rows.Count > PageSize;
        var page = rows.Take(PageSize).ToList();
        var staff = await tables.Staff.AsNoTracking().Where(s => s.SchoolId == school).Select(s => new { s.Key, s.DisplayName }).ToDictionaryAsync(s => s.Key.ToString(), s => s.DisplayName, stop);
        var keys = page.Select(r => r.Subject).OfType<string>().Where(s => Guid.TryParse(s, out _)).Select(Guid.Parse).Distinct().ToArray();
        var pupils = await (from p in tables.Pupils.AsNoTracking()
                            join n in tables.PupilNames.AsNoTracking() on new { p.SchoolId, p.PupilId } equals new { n.SchoolId, n.PupilId }
                            where p.SchoolId == school && keys.Contains(p.Key)
                            select new { p.Key, n.GivenName, n.Prefix, n.FamilyName }).ToDictionaryAsync(p => p.Key, p => string.Join(' ', new[] { p.GivenName, p.Prefix, p.FamilyName }.Where(n => !string.IsNullOrEmpty(n))), stop);
        var subjects = page.Select(r => r.Subject).OfType<string>().Distinct().ToArray();
        var groups = await tables.Groups.AsNoTracking().Where(g => g.SchoolId == school && subjects.Contains(g.Key)).ToDictionaryAsync(g => g.Key, g => g.Name, stop);
        return ([.. page.Select(r =>
        {
            Guid? about = Guid.TryParse(r.Subject, out var key) && pupils.ContainsKey(key) ? key : null;
            return new LogLine(r.AuditId, r.At, staff.GetValueOrDefault(r.Actor, r.Actor), r.Action, about is { } p ? pupils[p] : groups.GetValueOrDefault(r.Subject ?? ""), about, Count(r.Detail), Route(r.Detail));
        })], more);
    }

    /// <summary>Everything about one pupil, the newest first: who looked, who changed what.</summary>
    public static async Task<IReadOnlyList<LogLine>> All(StoreContext tables, int school, Guid pupil, int most, CancellationToken stop)
    {
        var (all, filter) = (new List<LogLine>(), new LogFilter(null, null, null, null, pupil, null));
        while (all.Count < most)
        {
            var (lines, more) = await Read(tables, school, filter, stop);
            all.AddRange(lines);
            if (!more) break;
            filter = filter with { Before = lines[^1].Id };
        }
        return all;
    }

    /// <summary>In words where there are words for it, else as it is written.</summary>
    public static string Say(Texts.TextBook texts, string action) => texts.Has("log.do." + action) ? texts["log.do." + action] : action;

    private static int Count(string? detail) => detail is not null && Root(detail) is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("pupils", out var pupils) && pupils.ValueKind == JsonValueKind.Array ? pupils.GetArrayLength() : 0;

    private static string? Route(string? detail) => detail is not null && Root(detail) is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("route", out var route) ? route.GetString() : null;

    private static JsonElement Root(string detail) => JsonDocument.Parse(detail).RootElement;
}
