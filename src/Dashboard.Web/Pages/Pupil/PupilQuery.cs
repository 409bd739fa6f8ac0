using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Recording;
using Dashboard.Web.Signals;
using Dashboard.Web.States;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Pupil;

/// <summary>Everything the pupil page stands on: one pupil, at most six weeks of results.</summary>
public sealed record PupilFacts(SchoolGroup Group, IReadOnlyList<ClassMate> Class, ClassMate Pupil, IReadOnlyList<ToolInSchool> Tools, GoalMap Goals,
    IReadOnlyList<GoalFacts> States, IReadOnlyList<SignalFacts> Signals, IReadOnlyList<MarkFacts> Marks, IReadOnlyList<ResultFacts> Results, DateTimeOffset Now)
{
    /// <summary>What teachers agreed to do, also what was ended.</summary>
    public IReadOnlyList<FollowUpFacts> FollowUps { get; init; } = [];

    /// <summary>What teachers wrote down, this school year and the one before: so it goes along to the next teacher.</summary>
    public IReadOnlyList<NoteFacts> Notes { get; init; } = [];

    public ToolInSchool Tool(int id) => Tools.First(t => t.ToolId == id);
}

/// <summary>One result with everything that must stand beside its score (DA-10).</summary>
public sealed record ResultFacts(Guid Key, int ToolId, int MethodGoalId, int[] OtherGoals, DateTimeOffset At, OriginKind Origin, ScoreMeaning Meaning,
    double? Score, double? ScoreMax, double? Uncertainty, string? Label, int? Items, int? Correct, int? Seconds, int? ExplanationSeconds,
    string? Exercise, bool CanOpen, bool Primary, ResultDetail Detail)
{
    public bool On(int methodGoal) => MethodGoalId == methodGoal || OtherGoals.Contains(methodGoal);

    /// <summary>Tests stand apart from practice.</summary>
    public bool IsTest => Origin is OriginKind.EntryTest or OriginKind.ProgressTest or OriginKind.StandardisedTest;
}

/// <summary>Eight queries.</summary>
public static class PupilQuery
{
    private const int MostResults = 2000;
    private static readonly TimeSpan SignalsBack = TimeSpan.FromDays(84);

    /// <returns>Null when the pupil is not in the group.</returns>
    public static async Task<PupilFacts?> Read(StoreContext tables, SchoolGroup group, Guid key, int me, DateTimeOffset now, CancellationToken stop)
    {
        var mates = await tables.ClassOf(group, stop);
        if (mates.FirstOrDefault(p => p.Key == key) is not { } pupil) return null;
        var (school, id, year) = (group.SchoolId, pupil.PupilId, SchoolTime.SchoolYear(SchoolTime.Day(now)));
        var tools = await tables.ToolsOf(school, now, stop);
        var goals = await GoalMap.Read(tables, school, tools.Where(t => t is { State: not null, Profile.TestsOnly: false }).ToDictionary(t => t.ToolId, t => t.Key), SchoolTime.Day(now), stop);
        var states = await tables.GoalStates.AsNoTracking()
            .Where(s => s.SchoolId == school && s.SchoolYear == year && s.PupilId == id)
            .Select(s => new GoalFacts(s.PupilId, s.MethodGoalId, s.Exercises, s.Items, s.Correct, s.Seconds, s.ExplanationSeconds, s.LastAt, s.SkippedAt, s.NotOfferedAt, s.HarderAt))
            .ToListAsync(stop);
        var followUps = await tables.FollowUpsOf(school, [id], SchoolTime.Day(now), stop, ended: true);
        var signals = await tables.SignalsOf(school, group.GroupId, [id], now - SignalsBack, me, [.. followUps.Where(f => f.EndedAt is null)], stop);
        var marks = await tables.MarksOf(goals, school, group.GroupId, [id], stop);
        var since = SchoolTime.StartOf(SchoolTime.Day(now).AddDays(-41));
        var results = await tables.Results.AsNoTracking()
            .Where(r => r.SchoolId == school && r.PupilId == id && r.TakenAt >= since && r.Status != ResultStatus.Cancelled && r.Status != ResultStatus.Missing)
            .OrderByDescending(r => r.TakenAt).ThenByDescending(r => r.Sequence).Take(MostResults)
            .Select(r => new
            {
                r.ResultKey, r.ToolId, r.MethodGoalId, r.OtherGoals, r.TakenAt, r.Origin, r.Meaning, r.Score, r.ScoreMax, r.Uncertainty, r.Label,
                r.Items, r.Correct, r.Seconds, r.ExplanationSeconds, r.Exercise, CanOpen = r.DeepLink != null, r.IsPrimary, r.Detail,
            }).ToListAsync(stop);
        return new PupilFacts(group, mates, pupil, tools, goals, states, signals, marks, [.. results.Select(r => new ResultFacts(
            r.ResultKey, r.ToolId, r.MethodGoalId, r.OtherGoals ?? [], r.TakenAt, r.Origin, r.Meaning, r.Score, r.ScoreMax, r.Uncertainty, r.Label,
            r.Items, r.Correct, r.Seconds, r.ExplanationSeconds, r.Exercise, r.CanOpen, r.IsPrimary, SignalReading.Detail(r.Detail)))], now) { FollowUps = followUps, Notes = await tables.NotesOf(school, [id], SchoolTime.StartOf(new DateOnly(year - 1, 8, 1)), stop) };
    }
}
