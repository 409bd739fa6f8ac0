using Dashboard.Contracts;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.States;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Group;

/// <summary>Everything behind "Waarom zie ik dit?": one signal in full, and the others of its row in a line each.</summary>
/// <param name="Row">The row it stands in.</param>
/// <param name="Signal">The signal in question.</param>
/// <param name="Pupil">Whose it is.</param>
/// <param name="Tool">Which tool it comes from.</param>
/// <param name="Touch">The link that carries it to the goal; null without a learning goal.</param>
/// <param name="Results">The last exercises behind it, the newest first.</param>
/// <param name="Elsewhere">Other connected tools with the same goal: also to practise there.</param>
public sealed record Why(SignalRow Row, SignalFacts Signal, ClassMate Pupil, ToolInSchool Tool, Touch? Touch,
    IReadOnlyList<WhyResult> Results, IReadOnlyList<Touch> Elsewhere)
{
    /// <summary>Every signal of the row, in the order of the class list.</summary>
    public IEnumerable<(ClassMate Pupil, SignalFacts Signal)> Everyone => Row.Pupils.SelectMany(p => p.Latest.Select(s => (p.Pupil, s)));

    /// <summary>The next goal of the same domain, for who moves fast; null: none.</summary>
    public Topic? Next { get; init; }
    public required string GroupKey { get; init; }

    public IEnumerable<ClassMate> Others => Row.Pupils.Select(p => p.Pupil).Where(p => p.PupilId != Pupil.PupilId);
}

/// <summary>One exercise behind a signal: a score with what it means, where it comes from, items, minutes and date.</summary>
public sealed record WhyResult(Guid Key, DateTimeOffset At, string Exercise, OriginKind Origin, ScoreMeaning Meaning,
    double? Score, double? ScoreMax, double? Uncertainty, string? Label, int? Items, int? Correct, int? Seconds);

/// <summary>The only place where the group page reads results: those behind one signal.</summary>
public static class WhyQuery
{
    private const int Last = 5;

    public static async Task<Why> Read(StoreContext tables, GroupFacts facts, SignalRow row, Guid signal, CancellationToken stop)
    {
        var found = row.Signals.First(s => s.Id == signal);
        var (from, to) = (found.Evidence.From.AddMinutes(-1), found.Evidence.To.AddMinutes(1));
        var results = await tables.Results.AsNoTracking()
            .Where(r => r.SchoolId == facts.Group.SchoolId && r.PupilId == found.PupilId && r.ToolId == found.ToolId && r.MethodGoalId == found.MethodGoalId
                && r.IsPrimary && r.Status != ResultStatus.Cancelled && r.TakenAt >= from && r.TakenAt <= to)
            .OrderByDescending(r => r.TakenAt).ThenByDescending(r => r.Sequence).Take(Last)
            .Select(r => new WhyResult(r.ResultKey, r.TakenAt, r.Exercise ?? "", r.Origin, r.Meaning, r.Score, r.ScoreMax, r.Uncertainty, r.Label, r.Items, r.Correct, r.Seconds))
            .ToListAsync(stop);
        var elsewhere = facts.Goals.Under(row.Topic.Key)
            .Where(t => t.ToolGoal.ToolId != found.ToolId && facts.Tool(t.ToolGoal.ToolId).On)
            .DistinctBy(t => t.ToolGoal.ToolId).ToList();
        return new Why(row, found, facts.Pupil(found.PupilId), facts.Tool(found.ToolId),
            facts.Goals.Of(found.MethodGoalId).FirstOrDefault(t => t.Topic.Key == row.Topic.Key), results, elsewhere)
        {
            GroupKey = facts.Group.Key,
            Next = row.Topic.GoalId is null ? null : facts.Goals.Topics.Concat(facts.Untouched).Where(t => t.SetId == row.Topic.SetId && t.Domain == row.Topic.Domain && t.Position > row.Topic.Position).MinBy(t => t.Position),
        };
    }
}
