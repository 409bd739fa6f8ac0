using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Recording;
using Dashboard.Web.Signals;
using Dashboard.Web.States;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Start;

/// <summary>What the sentence of each group needs, in six queries for all groups together.</summary>
public static class StartQuery
{
    public static async Task<IReadOnlyList<GroupFacts>> Read(StoreContext tables, IReadOnlyList<SchoolGroup> groups, int me, DateTimeOffset now, bool everyKind, CancellationToken stop)
    {
        if (groups.Count == 0) return [];
        var (school, year) = (groups[0].SchoolId, SchoolTime.SchoolYear(SchoolTime.Day(now)));
        var (ids, yearEnds) = (groups.Select(g => g.GroupId).ToArray(), new DateOnly(groups[0].SchoolYear + 1, 8, 1));
        var members = await (
            from member in tables.Memberships.AsNoTracking()
            join pupil in tables.Pupils on new { member.SchoolId, member.PupilId } equals new { pupil.SchoolId, pupil.PupilId }
            where member.SchoolId == school && ids.Contains(member.GroupId) && (pupil.LeftOn == null || pupil.LeftOn >= yearEnds)
            select new { member.GroupId, Mate = new ClassMate(pupil.PupilId, pupil.Key, "") }).ToListAsync(stop);
        var pupils = members.Select(m => m.Mate.PupilId).Distinct().ToArray();
        var tools = await tables.ToolsOf(school, now, stop);
        var goals = await GoalMap.Read(tables, school, tools.Where(t => t is { State: not null, Profile.TestsOnly: false }).ToDictionary(t => t.ToolId, t => t.Key), SchoolTime.Day(now), stop);
        var followUps = await tables.FollowUpsOf(school, pupils, SchoolTime.Day(now), stop);
        var signals = (await tables.SignalsOf(school, 0, pupils, now - CellState.OldAfter, me, followUps, stop)).Where(s => s.State == SignalState.Raised && (everyKind || s.Kind != SignalKind.NewProgress)).ToList();
        var told = signals.Select(s => s.PupilId).Distinct().ToArray();
        var states = await tables.GoalStates.AsNoTracking().Where(s => s.SchoolId == school && s.SchoolYear == year && told.Contains(s.PupilId))
            .Select(s => new GoalFacts(s.PupilId, s.MethodGoalId, s.Exercises, s.Items, s.Correct, s.Seconds, s.ExplanationSeconds, s.LastAt, s.SkippedAt, s.NotOfferedAt, s.HarderAt)).ToListAsync(stop);
        var heard = (await tables.GoalStates.AsNoTracking().Where(s => s.SchoolId == school && s.SchoolYear == year && pupils.Contains(s.PupilId)).Select(s => s.PupilId).Distinct().ToListAsync(stop)).ToHashSet();
        return [.. groups.Select(group =>
        {
            var mates = members.Where(m => m.GroupId == group.GroupId).Select(m => m.Mate).ToList();
            var own = mates.Select(m => m.PupilId).ToHashSet();
            return new GroupFacts(group, mates, tools, goals, [], [.. states.Where(s => own.Contains(s.PupilId))], [.. signals.Where(s => own.Contains(s.PupilId))], [], 0, now)
            {
                Heard = own.Overlaps(heard),
                FollowUps = [.. followUps.Where(f => f.Pupils.Any(own.Contains))],
            };
        })];
    }
}
