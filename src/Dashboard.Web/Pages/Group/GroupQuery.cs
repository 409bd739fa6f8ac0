using Dashboard.Schools.Calendar;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Recording;
using Dashboard.Web.Signals;
using Dashboard.Web.States;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Group;

/// <summary>Everything the group page stands on: projections only, never the results.</summary>
public sealed record GroupFacts(
    SchoolGroup Group, IReadOnlyList<ClassMate> Pupils, IReadOnlyList<ToolInSchool> Tools, GoalMap Goals, IReadOnlyList<Topic> Untouched,
    IReadOnlyList<GoalFacts> States, IReadOnlyList<SignalFacts> Signals, IReadOnlyList<MarkFacts> Marks, long Version, DateTimeOffset Now)
{
    /// <summary>What teachers agreed to do with these pupils, what is to be looked back on first.</summary>
    public IReadOnlyList<FollowUpFacts> FollowUps { get; init; } = [];

    /// <summary>More than one in a combination or composite group.</summary>
    public IReadOnlyList<short> Years => YearGroups.Of(Group, Pupils);

    /// <summary>Something came in about this group this school year.</summary>
    public bool Heard { get; init; } = States.Count + Signals.Count > 0;

    /// <summary>The goal of an address: one that a tool of the school touches, one that none touches, or a tool's own goal without one.</summary>
    public Topic? Topic(string key) => Goals.Topics.FirstOrDefault(t => t.Key == key) ?? Untouched.FirstOrDefault(t => t.Key == key)
        ?? Goals.ToolGoals.Where(g => Goals.Of(g.MethodGoalId).Count == 0).Select(Goals.Unlinked).FirstOrDefault(t => t.Key == key);

    public ToolInSchool Tool(int id) => Tools.First(t => t.ToolId == id);
    public ClassMate Pupil(int id) => Pupils.First(p => p.PupilId == id);
}

/// <summary>A dozen queries, whatever the size of the group.</summary>
public static class GroupQuery
{
    /// <summary>Signals are read from here on: two periods, so that what was withdrawn lately is still known.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(84);

    public static async Task<GroupFacts> Read(StoreContext tables, SchoolGroup group, int me, DateTimeOffset now, CancellationToken stop)
    {
        var year = SchoolTime.SchoolYear(SchoolTime.Day(now));
        var pupils = await tables.ClassOf(group, stop);
        var ids = pupils.Select(p => p.PupilId).ToArray();
        var tools = await tables.ToolsOf(group.SchoolId, now, stop);
        var goals = await GoalMap.Read(tables, group.SchoolId, tools.Where(t => t is { State: not null, Profile.TestsOnly: false }).ToDictionary(t => t.ToolId, t => t.Key), SchoolTime.Day(now), stop);
        var untouched = await goals.Untouched(tables, YearGroups.Of(group, pupils), stop);
        var states = await tables.GoalStates.AsNoTracking()
            .Where(s => s.SchoolId == group.SchoolId && s.SchoolYear == year && ids.Contains(s.PupilId))
            .Select(s => new GoalFacts(s.PupilId, s.MethodGoalId, s.Exercises, s.Items, s.Correct, s.Seconds, s.ExplanationSeconds, s.LastAt, s.SkippedAt, s.NotOfferedAt, s.HarderAt))
            .ToListAsync(stop);
        var followUps = await tables.FollowUpsOf(group.SchoolId, ids, SchoolTime.Day(now), stop);
        var signals = await tables.SignalsOf(group.SchoolId, group.GroupId, ids, now - Back, me, followUps, stop);
        var marks = await tables.MarksOf(goals, group.SchoolId, group.GroupId, ids, stop);
        var version = await tables.GroupVersions.AsNoTracking().Where(v => v.SchoolId == group.SchoolId && v.GroupId == group.GroupId)
            .Select(v => v.Version).FirstOrDefaultAsync(stop);
        return new GroupFacts(group, pupils, tools, goals, untouched, states, signals, marks, version, now) { FollowUps = followUps };
    }
}
