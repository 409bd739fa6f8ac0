using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Signalling.Lifecycle;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Signalling.Scenarios;

/// <summary>
/// One group and what its teachers are told, in memory: a log that answers as the tables do. Days are written "2026-11-16";
/// every answer is a few words: "pushed", "capped: Budget", "silent: CoolDown", "group 8 of 24, pushed".
/// </summary>
internal sealed class Staffroom(int size = 24, string region = "Middle", params string[] studyDays)
{
    private readonly SchoolCalendar _calendar = new(Enum.Parse<HolidayRegion>(region), studyDays.Select(Day));
    private readonly List<string> _pupils = [.. Enumerable.Range(1, size).Select(i => $"leerling {i}")];
    private readonly List<string> _goals = [];
    private readonly Dictionary<(int, int), (Guid Id, DateTimeOffset RaisedAt)> _open = [];
    private readonly List<(Notice Notice, int Pupil, int Goal)> _log = [];
    private readonly List<GroupNotice> _groupLog = [];
    private readonly HashSet<(int, int)> _above = [];
    private readonly Dictionary<(int, int), DateOnly> _answered = [];
    private readonly Dictionary<(int, int), (DateOnly From, DateOnly Until)> _followUps = [];
    private DateTimeOffset _now;
    private int _signals;

    public IReadOnlyList<GroupNotice> GroupLog => _groupLog;
    public IEnumerable<Notice> Log => _log.Select(l => l.Notice);

    /// <summary>It is this day, ten in the morning.</summary>
    public Staffroom On(string day)
    {
        _now = SchoolTime.FromLocal(Day(day).ToDateTime(new TimeOnly(10, 0)));
        return this;
    }

    /// <summary>A signal "loopt vast" comes in.</summary>
    /// <param name="pupil">Who.</param>
    /// <param name="goal">On what.</param>
    /// <param name="on">The day of the exercise; today if not said.</param>
    /// <param name="items">What the pupil did on this goal so far, and how many of it right.</param>
    /// <param name="correct">Right.</param>
    /// <param name="tool">The tool itself asks for attention.</param>
    /// <param name="risk">That practising on alone does not help, now.</param>
    public string Stuck(string pupil, string goal, string? on = null, int items = 8, int correct = 2, bool tool = false, SignalKind kind = SignalKind.Stuck, bool ended = false, float risk = 0.8f)
    {
        var raised = on is null ? _now : SchoolTime.FromLocal(Day(on).ToDateTime(new TimeOnly(9, 0)));
        var (id, key) = (new Guid(++_signals, 0, 0, new byte[8]), (Pupil(pupil), Goal(goal)));
        if (kind == SignalKind.Stuck && !ended) _open[key] = (id, raised);
        return Tell(new Candidate(1, key.Item1, id, key.Item2, kind, tool ? Provenance.Tool : Provenance.Derived, raised)
        { Ended = ended, Items = items, Correct = correct, Risk = risk, From = raised.AddDays(-1) });
    }

    /// <summary>The signal stands, and the pupil practised more.</summary>
    public string StillStuck(string pupil, string goal, int items, int correct, float? risk = 0.8f) => Stands(pupil, goal, items, correct, risk, Occasion.Again);

    /// <summary>The day of looking back has come.</summary>
    public string Returned(string pupil, string goal) => Stands(pupil, goal, 20, 8, 0.8f, Occasion.Returned);

    public void Better(string pupil, string goal) => _open.Remove((Pupil(pupil), Goal(goal)));

    /// <summary>A teacher said "afgehandeld" or "klopt niet".</summary>
    public void Answered(string pupil, string goal) => _answered[(Pupil(pupil), Goal(goal))] = SchoolTime.Day(_now);

    public void FollowUp(string pupil, string goal, string until) => _followUps[(Pupil(pupil), Goal(goal))] = (SchoolTime.Day(_now), Day(until));

    /// <summary>The teacher set a streefniveau, and the tool says that this goal is of a level.</summary>
    public void AimsAt(string pupil, TargetLevelKind target, string goal, string level)
    {
        if (LevelOfGoal.IsAbove(level, "5", target)) _above.Add((Pupil(pupil), Goal(goal)));
    }

    private string Stands(string pupil, string goal, int items, int correct, float? risk, Occasion occasion)
    {
        var key = (Pupil(pupil), Goal(goal));
        var (id, raised) = _open[key];
        return Tell(new Candidate(1, key.Item1, id, key.Item2, SignalKind.Stuck, Provenance.Derived, raised)
        { Occasion = occasion, Items = items, Correct = correct, Risk = risk, From = raised.AddDays(-1) });
    }

    private string Tell(Candidate candidate)
    {
        var (notices, groups) = new NoticeRules(_ => _calendar, _now).Decide(Standing(), [candidate]);
        _log.AddRange(notices.Select(n => (n, candidate.Pupil, candidate.MethodGoal)));
        _groupLog.AddRange(groups);
        var said = notices.Select(n => n.Reason == NoticeReason.None ? n.Kind.ToString().ToLowerInvariant() : $"{n.Kind.ToString().ToLowerInvariant()}: {n.Reason}")
            .Concat(groups.Select(g => $"group {g.Pupils} of {g.Size}, {g.Kind.ToString().ToLowerInvariant()}"));
        return string.Join("; ", said);
    }

    private Standing Standing()
    {
        var today = NoticeRules.DayOf(_calendar, _now);
        var group = new GroupStanding { School = 1, Group = 1, Size = _pupils.Count };
        for (var i = 0; i < _pupils.Count; i++) group.Pupils.Add(i);
        group.PushedToday = _log.Count(l => l.Notice is { Kind: NoticeKind.Pushed, SignalKind: SignalKind.Stuck } && l.Notice.OnDay == today)
            + _groupLog.Count(g => g.Kind == NoticeKind.Pushed && g.OnDay == today);
        foreach (var (notice, pupil, goal) in _log.Where(l => l.Notice.SignalKind == SignalKind.Stuck && (l.Notice.Kind == NoticeKind.Pushed || l.Notice.Reason == NoticeReason.GroupSignal)))
            group.Told[(pupil, goal)] = new LastTold(notice.OnDay, notice.Items, notice.Risk);
        group.AboveTarget.UnionWith(_above);
        foreach (var notice in _groupLog)
        {
            if (notice.Kind == NoticeKind.Pushed) group.GroupPushed[notice.Topic] = notice.OnDay;
            if (notice.OnDay == today) group.GroupToday.Add(notice.Topic);
        }
        var standing = new Standing();
        standing.Groups.Add(group);
        foreach (var (pupil, goal) in _open.Keys)
            (group.Stuck.TryGetValue(standing.TopicOf(1, goal), out var stuck) ? stuck : group.Stuck[standing.TopicOf(1, goal)] = []).Add(pupil);
        foreach (var ((pupil, goal), day) in _answered) standing.Answered[(1, pupil, goal)] = day;
        foreach (var ((pupil, goal), run) in _followUps) if (run.From <= today && today < run.Until) standing.Quiet[(1, pupil, goal)] = run.Until;
        return standing;
    }

    private int Pupil(string name)
    {
        var known = _pupils.IndexOf(name);
        if (known >= 0) return known;
        var free = _pupils.FindIndex(p => p.StartsWith("leerling ", StringComparison.Ordinal));
        _pupils[free] = name;
        return free;
    }

    private int Goal(string name)
    {
        if (!_goals.Contains(name)) _goals.Add(name);
        return _goals.IndexOf(name) + 1;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
