using Dashboard.Contracts;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Recording;
using Dashboard.Web.States;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Group;

/// <summary>One line of the list: one kind of signal on one goal, with everyone it concerns (SI-16). OnDemand: nothing in it was pushed.</summary>
public sealed record SignalRow(SignalKind Kind, Topic Topic, IReadOnlyList<PupilSignal> Pupils, IReadOnlyList<ToolInSchool> Tools, bool OnDemand)
{
    public IEnumerable<SignalFacts> Signals => Pupils.SelectMany(p => p.Signals);

    /// <summary>The signal that stands for the row in addresses: the newest.</summary>
    public SignalFacts Lead => Signals.MaxBy(s => s.RaisedAt)!;

    public bool Has(Guid signal) => Signals.Any(s => s.Id == signal);
}

/// <summary>A pupil in a row. Items and minutes may be added over tools; scores may not, so there is none here.</summary>
public sealed record PupilSignal(ClassMate Pupil, IReadOnlyList<SignalFacts> Signals, IReadOnlyList<MarkFacts> Marks)
{
    public int Items => Latest.Sum(s => s.Evidence.Items);
    public int Seconds => Latest.Sum(s => s.Evidence.Seconds);

    /// <summary>One per goal of a tool: an earlier signal counts the same exercises.</summary>
    public IEnumerable<SignalFacts> Latest => Signals.GroupBy(s => s.MethodGoalId).Select(g => g.MaxBy(s => s.RaisedAt)!);
}

/// <summary>From signals to lines, in the order of the page: kind, then what was marked as important now, then number of pupils, then newest. No ranking of pupils.</summary>
public static class SignalRows
{
    public static IReadOnlyList<SignalRow> Build(GroupFacts facts, GroupFilter filter, DateOnly today)
    {
        var from = filter.From(today);
        var relevant = facts.Marks.Where(m => m.Kind == MarkKind.RelevantNow && m.Runs(today)).Select(m => m.GoalKey).ToHashSet();
        var last = facts.States.ToDictionary(s => (s.PupilId, s.MethodGoalId), s => s.LastAt);
        return [.. facts.Signals
            .Where(s => !s.IsAside(today) && Counts(s, last.GetValueOrDefault((s.PupilId, s.MethodGoalId), s.RaisedAt), from, facts.Now))
            .Select(s => (Signal: s, Topic: facts.Goals.TopicOf(s.MethodGoalId)))
            .Where(x => x.Topic is not null && Fits(x.Topic, filter))
            .GroupBy(x => (x.Signal.Kind, x.Topic!.Key))
            .Select(g => Row(facts, g.First().Topic!, g.Select(x => x.Signal).ToList(), today))
            .OrderBy(r => Order(r.Kind)).ThenByDescending(r => relevant.Contains(r.Topic.Key)).ThenByDescending(r => r.Pupils.Count).ThenByDescending(r => r.Lead.RaisedAt)];
    }

    /// <summary>The row of one signal, also when it is closed or outside the period; null when it is not of this group.</summary>
    public static SignalRow? Single(GroupFacts facts, Guid signal, DateOnly today) =>
        facts.Signals.FirstOrDefault(s => s.Id == signal) is { } found && facts.Goals.TopicOf(found.MethodGoalId) is { } topic
            ? Row(facts, topic, [found], today)
            : null;

    /// <summary>The row of some signals on one goal.</summary>
    public static SignalRow Of(GroupFacts facts, Topic topic, IReadOnlySet<Guid> signals, DateOnly today) =>
        Row(facts, topic, [.. facts.Signals.Where(s => signals.Contains(s.Id))], today);

    /// <summary>Open, not aged, and about this period: raised in it, or stuck and still practised in it, or put off until now.</summary>
    private static bool Counts(SignalFacts signal, DateTimeOffset lastPractised, DateTimeOffset from, DateTimeOffset now) =>
        signal.State == SignalState.Raised && now - signal.RaisedAt <= CellState.OldAfter
        && (signal.RaisedAt >= from || (signal.Kind == SignalKind.Stuck && (lastPractised >= from || signal.FollowUp is not null || signal.Later is not null)));

    public static bool Fits(Topic topic, GroupFilter filter) =>
        (filter.Subject is null || topic.Subject == filter.Subject) && (filter.Domain is null || topic.Domain == filter.Domain);

    private static SignalRow Row(GroupFacts facts, Topic topic, List<SignalFacts> signals, DateOnly today)
    {
        var pupils = facts.Pupils
            .Where(p => signals.Any(s => s.PupilId == p.PupilId))
            .Select(p => new PupilSignal(p, [.. signals.Where(s => s.PupilId == p.PupilId)],
                [.. facts.Marks.Where(m => m.PupilId == p.PupilId && m.GoalKey == topic.Key && (m.Until is null || m.Until >= today))]))
            .ToList();
        var tools = signals.Select(s => s.ToolId).Distinct().Select(facts.Tool).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).ToList();
        return new SignalRow(signals[0].Kind, topic, pupils, tools, signals.All(s => s.Notice is not null and not NoticeKind.Pushed));
    }

    /// <summary>So many lines stand open when fewer were pushed; the others wait behind "Toon nog".</summary>
    private const int Places = 3;

    /// <summary>Lines that stand open: what was pushed, and in the places that are left the next in the order of the page.</summary>
    public static IReadOnlyList<SignalRow> Open(IReadOnlyList<SignalRow> rows)
    {
        var free = Places - rows.Count(r => !r.OnDemand);
        var filled = rows.Where(r => r.OnDemand).Take(Math.Max(0, free)).ToHashSet();
        return [.. rows.Where(r => !r.OnDemand || filled.Contains(r))];
    }

    internal static int Order(SignalKind kind) => kind switch { SignalKind.Stuck => 0, SignalKind.FastProgress => 1, _ => 2 };
}
