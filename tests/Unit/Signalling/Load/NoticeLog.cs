using Dashboard.Schools.Calendar;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling.Load;

/// <summary>The log of a whole school in memory, answering as the tables do, and what its teachers do with what they are told.</summary>
internal sealed class NoticeLog(SchoolCalendar calendar, IReadOnlyList<int[]> groups, Func<int, string> topicOf)
{
    private readonly Dictionary<(int Group, int Pupil, int Goal), LastTold> _told = [];
    private readonly Dictionary<(int Group, DateOnly Day), int> _pushed = [];
    private readonly Dictionary<(int Group, string Topic), DateOnly> _groupPushed = [];
    private readonly HashSet<(int Group, string Topic, DateOnly Day)> _groupAny = [];
    private readonly Dictionary<(int Pupil, int Goal), DateOnly> _answered = [];
    private readonly Dictionary<(int Pupil, int Goal), (DateOnly From, DateOnly Until)> _quiet = [];

    /// <summary>Open "loopt vast": pupil and goal.</summary>
    public Dictionary<(int Pupil, int Goal), Guid> Open { get; } = [];
    public List<(Notice Notice, int Pupil, int Goal)> Lines { get; } = [];
    public List<GroupNotice> GroupLines { get; } = [];

    public void Answer(int pupil, int goal, DateOnly day) => _answered[(pupil, goal)] = day;
    public void FollowUp(int pupil, int goal, DateOnly from, DateOnly until) => _quiet[(pupil, goal)] = (from, until);
    public bool IsQuiet(int pupil, int goal, DateOnly day) => _quiet.TryGetValue((pupil, goal), out var run) && run.From <= day && day < run.Until;

    /// <summary>Follow-ups that come back on a day.</summary>
    public IEnumerable<(int Pupil, int Goal)> Returning(DateOnly day) => _quiet.Where(q => q.Value.Until == day).Select(q => q.Key).Order().ToList();

    public void Tell(int group, IReadOnlyList<Candidate> candidates, DateTimeOffset now)
    {
        if (candidates.Count == 0) return;
        var day = NoticeRules.DayOf(calendar, now);
        var standing = Standing(group, candidates, day);
        var (notices, groupNotices) = new NoticeRules(_ => calendar, now).Decide(standing, candidates);
        var of = candidates.ToDictionary(c => c.Signal);
        foreach (var notice in notices)
        {
            var c = of[notice.SignalId];
            Lines.Add((notice, c.Pupil, c.MethodGoal));
            if (notice.SignalKind == Contracts.SignalKind.Stuck && (notice.Kind == NoticeKind.Pushed || notice.Reason == NoticeReason.GroupSignal)) _told[(group, c.Pupil, c.MethodGoal)] = new(notice.OnDay, notice.Items, notice.Risk);
            if (notice is { Kind: NoticeKind.Pushed, SignalKind: Contracts.SignalKind.Stuck }) _pushed[(group, notice.OnDay)] = _pushed.GetValueOrDefault((group, notice.OnDay)) + 1;
        }
        foreach (var notice in groupNotices)
        {
            GroupLines.Add(notice);
            _groupAny.Add((group, notice.Topic, notice.OnDay));
            if (notice.Kind != NoticeKind.Pushed) continue;
            _groupPushed[(group, notice.Topic)] = notice.OnDay;
            _pushed[(group, notice.OnDay)] = _pushed.GetValueOrDefault((group, notice.OnDay)) + 1;
        }
    }

    private Standing Standing(int group, IReadOnlyList<Candidate> candidates, DateOnly day)
    {
        var one = new GroupStanding { School = 1, Group = group, Size = groups[group].Length, PushedToday = _pushed.GetValueOrDefault((group, day)) };
        one.Pupils.UnionWith(groups[group]);
        var standing = new Standing();
        standing.Groups.Add(one);
        foreach (var (pupil, goal) in Open.Keys.Where(o => one.Pupils.Contains(o.Pupil)))
        {
            standing.Topics[(1, goal)] = topicOf(goal);
            (one.Stuck.TryGetValue(topicOf(goal), out var stuck) ? stuck : one.Stuck[topicOf(goal)] = []).Add(pupil);
        }
        foreach (var topic in one.Stuck.Keys)
        {
            if (_groupPushed.TryGetValue((group, topic), out var last)) one.GroupPushed[topic] = last;
            if (_groupAny.Contains((group, topic, day))) one.GroupToday.Add(topic);
        }
        foreach (var c in candidates)
        {
            if (_told.TryGetValue((group, c.Pupil, c.MethodGoal), out var told)) one.Told[(c.Pupil, c.MethodGoal)] = told;
            if (_answered.TryGetValue((c.Pupil, c.MethodGoal), out var answered)) standing.Answered[(1, c.Pupil, c.MethodGoal)] = answered;
            if (IsQuiet(c.Pupil, c.MethodGoal, day)) standing.Quiet[(1, c.Pupil, c.MethodGoal)] = _quiet[(c.Pupil, c.MethodGoal)].Until;
        }
        return standing;
    }
}
