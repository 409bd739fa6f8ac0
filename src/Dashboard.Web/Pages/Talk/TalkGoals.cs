using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Pupil;
using Dashboard.Web.States;

namespace Dashboard.Web.Pages.Talk;

/// <summary>A goal to talk about, in words for a pupil: what she practised on it and how long. No score, no signal.</summary>
public sealed record TalkGoal(Topic Topic, IReadOnlyList<string> Tools, int Exercises, int Seconds);

/// <summary>The pupil's own goals of the period, the most practised first, and those that were chosen for her.</summary>
public static class TalkGoals
{
    public const int Most = 8;

    public static IReadOnlyList<TalkGoal> Of(IReadOnlyList<PupilDomain> domains) => [.. domains.SelectMany(d => d.Rows)
        .Select(r => new TalkGoal(r.Topic, [.. r.Tools.Where(t => t.Exercises > 0).Select(t => t.Tool.Name).Distinct()], r.Tools.Sum(t => t.Exercises), r.Seconds))
        .Where(g => g.Exercises > 0).OrderByDescending(g => g.Seconds).Take(Most)];

    /// <summary>What she works on because a teacher said so.</summary>
    public static IReadOnlyList<Topic> Chosen(IReadOnlyList<PupilDomain> domains) => [.. domains.SelectMany(d => d.Rows).Where(r => r.Marks.Any(m => m.Kind != Store.Tables.MarkKind.SufficientlyTreated)).Select(r => r.Topic)];

    /// <summary>Goals of a domain that she works in, about which no tool told anything yet.</summary>
    public static IReadOnlyList<Topic> NotYet(IReadOnlyList<PupilDomain> domains) => [.. domains.Where(d => d.Seen && d.Domain.Length > 0).SelectMany(d => d.Rows).Where(r => r.Mark <= CellMark.NoData).Select(r => r.Topic).Take(Most)];
}
