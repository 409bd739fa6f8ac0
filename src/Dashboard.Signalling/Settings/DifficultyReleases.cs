using Dashboard.Schools.Calendar;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Rules;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Settings;

/// <summary>
/// Makes a difficulty release: how hard each goal of a tool is for the pupils of this very school, from its own results of this school
/// year, dated now. What was made before it keeps the release that was in force then (design §4), so history stays as it was.
/// </summary>
public sealed class DifficultyReleases(Database database, ToolSettings tools, PartPayload payloads, TimeProvider clock)
{
    /// <summary>Only the first items of each pupil count: practice makes later ones easier.</summary>
    public const int FirstItems = 10;
    /// <summary>A goal with fewer gets no difficulty of its own: the shipped constant stays.</summary>
    public const int MinPupils = 5, MinItems = 20;

    /// <summary>
    /// One release per school, tool and period of six weeks, of feeds that brought something since the last: often enough for a goal
    /// that turns out hard, seldom enough to know by which release a signal came. Two nodes at the same time make one.
    /// </summary>
    /// <returns>How many were made.</returns>
    public async Task<int> MakeDue(CancellationToken stop)
    {
        List<(int School, int Tool)> feeds;
        await using (var look = await database.Begin(DatabaseRole.Signalling, Scope.None, stop))
        {
            var schools = await look.Tables.Schools.AsNoTracking().Select(s => s.SchoolId).ToListAsync(stop);
            await using var session = await database.Begin(DatabaseRole.Signalling, Scope.Of(schools), stop);
            feeds = [.. (await session.Tables.Feeds.AsNoTracking().Where(f => f.LastDeliveryAt != null && !session.Tables.DifficultyReleases.Any(r => r.SchoolId == f.SchoolId && r.ToolId == f.ToolId && r.ValidFrom >= f.LastDeliveryAt))
                .Select(f => new { f.SchoolId, f.ToolId }).ToListAsync(stop)).Select(f => (f.SchoolId, f.ToolId)).Order()];
        }
        var made = 0;
        foreach (var (school, tool) in feeds)
            if (await Make(school, tool, stop, onlyDue: true) is not null) made++;
        return made;
    }

    /// <param name="school">The school.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="stop">Cancels.</param>
    /// <param name="onlyDue">Not when this period has one already.</param>
    /// <returns>The release with its goals; null when no goal has enough results, or none is due.</returns>
    public async Task<DifficultyRelease?> Make(int school, int tool, CancellationToken stop, bool onlyDue = false)
    {
        var now = SignalChoices.Microseconds(clock.GetUtcNow());
        var profile = (await tools.Read([], stop)).Profiles[tool];
        await using var session = await database.Begin(DatabaseRole.Signalling, Scope.School(school), stop);
        var (year, period) = (SchoolTime.SchoolYear(SchoolTime.Day(now)), SchoolTime.StartOf(Period.Around(SchoolTime.Day(now)).First));
        await session.LockDifficulty(school, tool, stop);
        if (onlyDue && await session.Tables.DifficultyReleases.AnyAsync(r => r.SchoolId == school && r.ToolId == tool && r.ValidFrom >= period, stop)) return null;
        var pupils = await session.Tables.Results.AsNoTracking().Where(r => r.SchoolId == school && r.SchoolYear == year && r.ToolId == tool).Select(r => r.PupilId).Distinct().ToListAsync(stop);
        var units = pupils.Select(p => new FoldUnit(new UnitKey(school, year, p, tool))).ToList();
        await session.ReadAll(units, stop);
        var goals = Count(units.Select(u => u.Events.Where(e => e.Result.TakenAt < now)), profile);
        if (goals.Count == 0) return null;
        var release = new DifficultyRelease { SchoolId = school, ToolId = tool, ValidFrom = now, Pupils = pupils.Count, Goals = goals.Count };
        session.Tables.DifficultyReleases.Add(release);
        await session.Tables.SaveChangesAsync(stop);
        foreach (var goal in goals) session.Tables.Difficulties.Add(new Difficulty { SchoolId = school, ToolId = tool, ValidFrom = now, MethodGoalId = goal.MethodGoal, Pupils = goal.Pupils, Items = goal.Items, Success = goal.Success });
        await session.Tables.SaveChangesAsync(stop);
        await SignalChoices.Refold(session, payloads, school, tool, [], now, stop);
        await session.Commit(stop);
        return release;
    }

    /// <summary>The first items of each pupil on each goal, of goals with enough of them.</summary>
    /// <param name="events">Per pupil.</param>
    /// <param name="profile">How to read the tool's scores.</param>
    internal static List<(int MethodGoal, int Pupils, double Items, double Success)> Count(IEnumerable<IEnumerable<TrackEvent>> events, ToolProfile profile)
    {
        var goals = new Dictionary<int, (int Pupils, double Items, double Success)>();
        foreach (var pupil in events)
        {
            var own = new Dictionary<int, (double Items, double Success)>();
            foreach (var one in pupil.Order())
            {
                var (evidence, goal) = (Evidence.Of(one.Result, profile), one.Result.MethodGoalId);
                var (items, success) = own.GetValueOrDefault(goal);
                var room = Math.Min(evidence.Weight, FirstItems - items);
                if (evidence.Kind == EvidenceKind.Answers && room > 0) own[goal] = (items + room, success + room * evidence.Share);
            }
            foreach (var (goal, (items, success)) in own)
            {
                var sum = goals.GetValueOrDefault(goal);
                goals[goal] = (sum.Pupils + 1, sum.Items + items, sum.Success + success);
            }
        }
        return [.. goals.Where(g => g.Value.Pupils >= MinPupils && g.Value.Items >= MinItems).OrderBy(g => g.Key).Select(g => (g.Key, g.Value.Pupils, g.Value.Items, g.Value.Success))];
    }
}
