using Dashboard.Contracts;
using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Recording;

/// <summary>A follow-up as pages show it: agreed, not ended yet.</summary>
public sealed record FollowUpFacts(Guid Id, FollowUpKind Kind, string Topic, string TopicName, IReadOnlyList<int> MethodGoals, IReadOnlyList<int> Pupils,
    int StaffId, string By, DateTimeOffset At, DateOnly StartsOn, DateOnly EvaluateOn, string? Partner, string? Expectation)
{
    /// <summary>Silent until the day of looking back; from then on it waits for an end.</summary>
    public bool Runs(DateOnly today) => StartsOn <= today && today < EvaluateOn;

    /// <summary>When somebody looked back and ended it.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was practised on it since it began, in all tools: exercises and minutes may be added.</summary>
    public int Exercises { get; init; }
    public int Seconds { get; init; }
}

/// <summary>Reads the follow-ups of some pupils that were not taken back.</summary>
public static class FollowUpReading
{
    /// <param name="ended">Also those that were ended.</param>
    public static async Task<IReadOnlyList<FollowUpFacts>> FollowUpsOf(this StoreContext tables, int school, IReadOnlyCollection<int> pupils, DateOnly today, CancellationToken stop, bool ended = false)
    {
        var rows = await (
            from followUp in tables.FollowUps.AsNoTracking()
            join staff in tables.Staff on new { followUp.SchoolId, followUp.StaffId } equals new { staff.SchoolId, staff.StaffId }
            join one in tables.FollowUpPupils on new { followUp.SchoolId, followUp.FollowUpId } equals new { one.SchoolId, one.FollowUpId }
            where followUp.SchoolId == school && (ended || followUp.EndedAt == null) && followUp.UndoneAt == null
            orderby followUp.EvaluateOn, followUp.FollowUpId
            select new { F = followUp, staff.DisplayName, one.PupilId }).ToListAsync(stop);
        var facts = rows.GroupBy(r => r.F.FollowUpId).Where(g => g.Any(r => pupils.Contains(r.PupilId)))
            .Select(g => (g.First().F, g.First().DisplayName, Pupils: g.Select(r => r.PupilId).ToList()))
            .Select(r => new FollowUpFacts(r.F.FollowUpId, r.F.Kind, r.F.Topic, r.F.TopicName, r.F.MethodGoals, r.Pupils, r.F.StaffId, r.DisplayName, r.F.At,
                r.F.StartsOn, r.F.EvaluateOn, r.F.Partner, r.F.Expectation) { EndedAt = r.F.EndedAt }).ToList();
        return facts.Exists(f => f.EvaluateOn <= today) ? await Practised(tables, school, facts, today, stop) : facts;
    }

    /// <summary>Only for those whose day has come.</summary>
    private static async Task<IReadOnlyList<FollowUpFacts>> Practised(StoreContext tables, int school, List<FollowUpFacts> facts, DateOnly today, CancellationToken stop)
    {
        var due = facts.Where(f => f.EvaluateOn <= today).ToList();
        var (pupils, goals, since) = (due.SelectMany(f => f.Pupils).Distinct().ToArray(), due.SelectMany(f => f.MethodGoals).Distinct().ToArray(), SchoolTime.StartOf(due.Min(f => f.StartsOn)));
        var results = await tables.Results.AsNoTracking()
            .Where(r => r.SchoolId == school && pupils.Contains(r.PupilId) && goals.Contains(r.MethodGoalId) && r.TakenAt >= since && r.IsPrimary && r.Status == ResultStatus.Final)
            .Select(r => new { r.PupilId, r.MethodGoalId, r.TakenAt, r.Seconds }).ToListAsync(stop);
        return [.. facts.Select(f =>
        {
            var own = results.Where(r => f.EvaluateOn <= today && f.Pupils.Contains(r.PupilId) && f.MethodGoals.Contains(r.MethodGoalId) && SchoolTime.Day(r.TakenAt) >= f.StartsOn).ToList();
            return f with { Exercises = own.Count, Seconds = own.Sum(r => r.Seconds ?? 0) };
        })];
    }
}
