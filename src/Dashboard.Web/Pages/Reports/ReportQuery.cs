using Dashboard.Contracts;
using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Pages.Reports;

/// <summary>A count that says nothing about a single child: under ten it is not given.</summary>
public readonly record struct Counted(int N)
{
    /// <summary>k ≥ 10 (privacy.md §5).</summary>
    public const int Least = 10;

    /// <summary>Nothing at all is no secret.</summary>
    public bool IsSmall => N is > 0 and < Least;
}

/// <summary>One tool in the report.</summary>
/// <param name="Pupils">Who practised in it.</param>
/// <param name="Minutes">Added up.</param>
public sealed record ToolUse(string Tool, Counted Pupils, Counted Minutes, DateTimeOffset? Last, bool On);

/// <summary>A school's half year in counts: use, freshness, signals, follow-ups. No group, no teacher, no pupil, no score.</summary>
public sealed record SchoolReport(DateOnly From, DateOnly To, IReadOnlyList<ToolUse> Tools, IReadOnlyList<(SignalKind Kind, Counted Signals)> Signals, IReadOnlyList<(FollowUpKind Kind, Counted FollowUps, Counted LookedBack)> FollowUps, Counted Teachers);

public static class ReportQuery
{
    public static async Task<SchoolReport> Read(StoreContext t, int school, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (since, until) = (SchoolTime.StartOf(from), SchoolTime.StartOf(to.AddDays(1)));
        var tools = await (from f in t.Feeds.AsNoTracking() join tool in t.Tools.AsNoTracking() on f.ToolId equals tool.ToolId where f.SchoolId == school orderby tool.Name select new { tool.ToolId, tool.Name, f.State, f.LastDeliveryAt }).ToListAsync(stop);
        var use = await t.Results.AsNoTracking().Where(r => r.SchoolId == school && r.IsPrimary && r.Status == ResultStatus.Final && r.TakenAt >= since && r.TakenAt < until)
            .GroupBy(r => r.ToolId).Select(g => new { g.Key, Pupils = g.Select(r => r.PupilId).Distinct().Count(), Seconds = g.Sum(r => (long)(r.Seconds ?? 0)) }).ToDictionaryAsync(g => g.Key, stop);
        var signals = await t.Signals.AsNoTracking().Where(s => s.SchoolId == school && s.RaisedAt >= since && s.RaisedAt < until).GroupBy(s => s.Kind).Select(g => new { g.Key, N = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.N, stop);
        var followUps = await t.FollowUps.AsNoTracking().Where(f => f.SchoolId == school && f.UndoneAt == null && f.At >= since && f.At < until).GroupBy(f => f.Kind).Select(g => new { g.Key, N = g.Count(), Back = g.Count(f => f.EndedAt != null) }).ToDictionaryAsync(g => g.Key, stop);
        var teachers = await t.Audits.AsNoTracking().Where(a => a.SchoolId == school && (a.Action == "view-group" || a.Action == "view-pupil") && a.At >= since && a.At < until).Select(a => a.Actor).Distinct().CountAsync(stop);
        return new SchoolReport(from, to,
            [.. tools.Select(x => new ToolUse(x.Name, new(use.GetValueOrDefault(x.ToolId)?.Pupils ?? 0), new((int)((use.GetValueOrDefault(x.ToolId)?.Seconds ?? 0) / 60)), x.LastDeliveryAt, x.State == FeedState.On))],
            [.. Enum.GetValues<SignalKind>().Select(k => (k, new Counted(signals.GetValueOrDefault(k))))],
            [.. Enum.GetValues<FollowUpKind>().Select(k => (k, new Counted(followUps.GetValueOrDefault(k)?.N ?? 0), new Counted(followUps.GetValueOrDefault(k)?.Back ?? 0)))], new(teachers));
    }
}
