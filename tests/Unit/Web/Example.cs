using Dashboard.Contracts;
using Dashboard.Store.Tables;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Recording;
using Dashboard.Web.States;
using Dashboard.Web.Tools;

namespace Dashboard.Tests.Web;

/// <summary>A small group in memory: two tools, goals "a" (both tools), "b" (tool 1) and a tool's goal without a learning goal.</summary>
internal static class Example
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 11, 20);
    public static readonly Guid GoalA = new("11111111-0000-7000-8000-000000000001"), GoalB = new("11111111-0000-7000-8000-000000000002");
    public const int Clock = 11, ClockElsewhere = 21, Tables = 12, Unlinked = 13;
    public static readonly GroupFilter Week = new("week", null, null, false, false);

    public static ToolInSchool Tool(int id, string name, bool on = true) => new(id, name.ToLowerInvariant(), name, new ToolProfile(), on ? FeedState.On : FeedState.Off, Now, Now, false, on);

    public static Topic Topic(Guid key, string name, int position) => new(key.ToString(), position, name, name, "rekenen", "meten", position, [], null, "voorbeeld", 1, [5], "urn:" + key);

    public static GoalMap.Row Link(int goal, int tool, Topic? topic, int linkId, int? school = null, LinkStatus status = LinkStatus.Approved, LinkRelation relation = LinkRelation.Exact) =>
        new(new ToolGoal(goal, tool, "C" + goal, "Doel " + goal, "rekenen", "meten", null, []),
            topic is null ? null : new GoalLink { LinkId = linkId, MethodGoalId = goal, GoalId = topic.GoalId!.Value, SchoolId = school, Status = status, Relation = relation }, topic);

    public static readonly Topic A = Topic(GoalA, "Klokkijken, hele uren", 1), B = Topic(GoalB, "Tafels", 2);

    public static GoalMap Goals(params GoalMap.Row[] more) => new([Link(Clock, 1, A, 1), Link(ClockElsewhere, 2, A, 2), Link(Tables, 1, B, 3), Link(Unlinked, 1, null, 0), .. more],
        new Dictionary<int, string> { [1] = "muiswerk", [2] = "rekentuin" }, Today);

    public static SignalFacts Signal(int pupil, int goal, SignalKind kind = SignalKind.Stuck, double daysAgo = 1, SignalState state = SignalState.Raised, NoticeKind? notice = NoticeKind.Pushed,
        Provenance provenance = Provenance.Tool, int items = 12, int seconds = 900) =>
        new(new Guid($"00000000-0000-7000-8000-{pupil:D4}{goal:D4}{(int)kind:D4}"), pupil, goal / 10, goal, kind, provenance, state, Now.AddDays(-daysAgo), state == SignalState.Raised ? null : Now.AddDays(-1),
            EndReason.None, "stuck", "1.0", new SignalEvidence { Items = items, Correct = 4, Seconds = seconds, Meaning = ScoreMeaning.ProportionCorrect, From = Now.AddDays(-3), To = Now.AddDays(-daysAgo) }, notice);

    public static GoalFacts State(int pupil, int goal, int exercises = 3, int items = 12, double daysAgo = 1, double? skipped = null, double? notOffered = null, double? harder = null) =>
        new(pupil, goal, exercises, items, 8, 600, 0, Now.AddDays(-daysAgo), Ago(skipped), Ago(notOffered), Ago(harder));

    private static DateTimeOffset? Ago(double? days) => days is { } d ? Now.AddDays(-d) : null;

    public static GroupFacts Group(int pupils, IReadOnlyList<SignalFacts> signals, IReadOnlyList<GoalFacts>? states = null, IReadOnlyList<MarkFacts>? marks = null, GoalMap? goals = null) => new(
        new SchoolGroup { SchoolId = 1, GroupId = 1, Key = "groep-5", Name = "Groep 5", YearGroup = "5" },
        [.. Enumerable.Range(1, pupils).Select(i => new ClassMate(i, new Guid(i, 0, 0, new byte[8]), "Leerling " + (char)('A' + i - 1)))],
        [Tool(1, "Muiswerk"), Tool(2, "Rekentuin")], goals ?? Goals(), [], states ?? [], signals, marks ?? [], 1, Now);
}
