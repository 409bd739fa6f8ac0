using Dashboard.Schools.Calendar;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Recording;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.MyList;

/// <summary>One thing that comes back: exactly one of the last three is set.</summary>
/// <param name="Group">Whose.</param>
/// <param name="Pupils">About whom.</param>
/// <param name="Topic">Key of the goal.</param>
/// <param name="TopicName">As in a sentence.</param>
/// <param name="On">The day it comes back; of what was ended, the day it ended.</param>
/// <param name="By">Who recorded it.</param>
public sealed record ListItem(SchoolGroup Group, IReadOnlyList<ClassMate> Pupils, string Topic, string TopicName, DateOnly On, string By)
{
    public FollowUpFacts? FollowUp { get; init; }
    public IReadOnlyList<MarkFacts> Marks { get; init; } = [];
    /// <summary>Answers "later".</summary>
    public IReadOnlyList<Guid> Later { get; init; } = [];
}

/// <summary>What comes back today, what this week, what runs, and what was done. Follow-ups and marks are shared by who teaches the group; "later" is one's own.</summary>
public sealed record ListItems(IReadOnlyList<ListItem> Today, IReadOnlyList<ListItem> Week, IReadOnlyList<ListItem> Running, IReadOnlyList<ListItem> Done)
{
    private const int DoneWeeks = 6;

    public static ListItems Sort(IEnumerable<ListItem> items, DateOnly today)
    {
        var all = items.OrderBy(i => i.On).ThenBy(i => i.TopicName, StringComparer.OrdinalIgnoreCase).ToList();
        var (done, open) = (all.Where(i => i.FollowUp?.EndedAt is not null && i.On > today.AddDays(-7 * DoneWeeks)).OrderByDescending(i => i.On).ToList(), all.Where(i => i.FollowUp?.EndedAt is null).ToList());
        return new ListItems([.. open.Where(i => i.On <= today)], [.. open.Where(i => i.On > today && i.On <= today.AddDays(7))], [.. open.Where(i => i.On > today.AddDays(7))], done);
    }

    /// <summary>Of a teacher's groups everything; an intern begeleider, who sees every group, gets her own.</summary>
    public static async Task<ListItems> Read(StoreContext tables, Person person, IReadOnlyList<SchoolGroup> groups, DateTimeOffset now, CancellationToken stop)
    {
        var (school, today) = (person.School, SchoolTime.Day(now));
        var items = new List<ListItem>();
        var seen = new HashSet<Guid>();
        var goals = await Goals(tables, school, now, stop);
        foreach (var group in groups)
        {
            var mates = await tables.ClassOf(group, stop);
            var ids = mates.Select(p => p.PupilId).ToArray();
            IReadOnlyList<ClassMate> Of(IEnumerable<int> pupils) => [.. mates.Where(m => pupils.Contains(m.PupilId))];
            bool Mine(int staff) => person.Role == Role.Teacher || staff == person.StaffId;
            items.AddRange((await tables.FollowUpsOf(school, ids, today, stop, ended: true)).Where(f => Mine(f.StaffId) && seen.Add(f.Id))
                .Select(f => new ListItem(group, Of(f.Pupils), f.Topic, f.TopicName, f.EndedAt is { } ended ? SchoolTime.Day(ended) : f.EvaluateOn, f.By) { FollowUp = f }));
            items.AddRange((await tables.MarksOf(goals, school, group.GroupId, ids, stop)).Where(m => m.Until is not null && m.Runs(today) && Mine(m.StaffId) && seen.Add(m.Id))
                .GroupBy(m => (m.Kind, m.GoalKey, m.Until, m.By))
                .Select(g => new ListItem(group, Of(g.Select(m => m.PupilId).OfType<int>()), g.Key.GoalKey, Topic.Lower(g.First().GoalName), g.Key.Until!.Value, g.Key.By) { Marks = [.. g] }));
            var later = await (
                from reaction in tables.Reactions.AsNoTracking()
                join signal in tables.Signals.AsNoTracking() on new { reaction.SchoolId, reaction.SignalId } equals new { signal.SchoolId, signal.SignalId }
                where reaction.SchoolId == school && reaction.StaffId == person.StaffId && reaction.Kind == ReactionKind.Later && reaction.UndoneAt == null && reaction.Until > today.AddDays(-7)
                    && ids.Contains(signal.PupilId) && signal.State == SignalState.Raised
                select new { reaction.ReactionId, reaction.Until, signal.PupilId, signal.MethodGoalId }).ToListAsync(stop);
            if (later.Count == 0) continue;
            items.AddRange(later.Where(l => seen.Add(l.ReactionId)).GroupBy(l => (Topic: goals.TopicOf(l.MethodGoalId), l.Until)).Where(g => g.Key.Topic is not null)
                .Select(g => new ListItem(group, Of(g.Select(l => l.PupilId)), g.Key.Topic!.Key, g.Key.Topic.InSentence, g.Key.Until!.Value, person.DisplayName) { Later = [.. g.Select(l => l.ReactionId)] }));
        }
        return Sort(items, today);
    }

    private static async Task<GoalMap> Goals(StoreContext tables, int school, DateTimeOffset now, CancellationToken stop)
    {
        var tools = await tables.ToolsOf(school, now, stop);
        return await GoalMap.Read(tables, school, tools.Where(t => t.State is not null).ToDictionary(t => t.ToolId, t => t.Key), SchoolTime.Day(now), stop);
    }
}
