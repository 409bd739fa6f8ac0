using Dashboard.Contracts;
using Dashboard.Web.Class;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Recording;

namespace Dashboard.Web.Pages.Lesson;

/// <summary>One goal for the next lesson: who is stuck on it, and what runs already.</summary>
public sealed record LessonLine(SignalRow Row, IReadOnlyList<FollowUpFacts> Running)
{
    public bool Has(ClassMate pupil) => Running.Any(f => f.Pupils.Contains(pupil.PupilId));
}

/// <summary>
/// What for the next lesson? Goals on which pupils got stuck in the last days (V-02), who goes fast, what is to be looked back on, and of
/// whom nothing was heard.
/// </summary>
public sealed record LessonLines(IReadOnlyList<LessonLine> Stuck, IReadOnlyList<SignalRow> Fast, IReadOnlyList<FollowUpFacts> LookBack, IReadOnlyList<ClassMate> Quiet)
{
    /// <param name="facts">Of the group.</param>
    /// <param name="filter">Which days, which subject.</param>
    /// <param name="lesson">The day of the lesson.</param>
    /// <param name="today">In the school's time zone.</param>
    public static LessonLines Of(GroupFacts facts, GroupFilter filter, DateOnly lesson, DateOnly today)
    {
        var rows = SignalRows.Build(facts, filter, today);
        var silent = facts.FollowUps.Where(f => f.Runs(today)).ToList();
        return new LessonLines(
            [.. rows.Where(r => r.Kind == SignalKind.Stuck).Select(r => new LessonLine(r, [.. silent.Where(f => f.Topic == r.Topic.Key)]))],
            [.. rows.Where(r => r.Kind == SignalKind.FastProgress)],
            [.. facts.FollowUps.Where(f => f.EvaluateOn <= lesson)],
            Silence.Of(facts).Quiet);
    }
}
