using Dashboard.Schools.Calendar;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Tools;

namespace Dashboard.Web.Pages.Activity;

/// <summary>One exercise of today, as little of it as this page needs: no score.</summary>
public sealed record Moment(int PupilId, int ToolId, int MethodGoalId, DateTimeOffset At, int Seconds);

/// <summary>What a pupil does or did today in one sitting.</summary>
/// <param name="Pupil">Who.</param>
/// <param name="Tool">In what.</param>
/// <param name="Goal">On what; null: the message named no goal.</param>
/// <param name="Since">When the sitting began.</param>
/// <param name="Last">When its last exercise came to an end.</param>
public sealed record Sitting(ClassMate Pupil, ToolInSchool Tool, Topic? Goal, DateTimeOffset Since, DateTimeOffset Last)
{
    public int Seconds => (int)(Last - Since).TotalSeconds;
}

/// <summary>
/// Who practises now, as far as the tools tell (NU-16). A tool that sends a date without a time says that somebody practised today, not when.
/// Quiet is not "does nothing": she may work on paper.
/// </summary>
public sealed record ActivityNow(IReadOnlyList<Sitting> Now, IReadOnlyList<Sitting> Stopped, IReadOnlyList<(ClassMate Pupil, IReadOnlyList<string> Tools)> Untimed, IReadOnlyList<ClassMate> Quiet)
{
    /// <summary>Tools send an exercise when it is done: so long after it somebody may still be busy with the next.</summary>
    public static readonly TimeSpan StillBusy = TimeSpan.FromMinutes(10);

    /// <summary>A longer pause begins another sitting.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    /// <param name="facts">Of the group.</param>
    /// <param name="today">Its exercises of today, in any order.</param>
    public static ActivityNow Of(GroupFacts facts, IReadOnlyCollection<Moment> today)
    {
        var timed = today.Where(m => SchoolTime.Local(m.At).TimeOfDay != TimeSpan.FromHours(12)).ToLookup(m => m.PupilId);
        var untimed = today.Except(timed.SelectMany(g => g)).ToLookup(m => m.PupilId);
        var sittings = facts.Pupils.Where(p => timed.Contains(p.PupilId)).Select(p => Last(facts, p, [.. timed[p.PupilId].OrderByDescending(m => m.At)])).ToList();
        var now = sittings.Where(s => facts.Now - s.Last <= StillBusy).ToList();
        return new ActivityNow(now, [.. sittings.Except(now)],
            [.. facts.Pupils.Where(p => !timed.Contains(p.PupilId) && untimed.Contains(p.PupilId)).Select(p => (p, (IReadOnlyList<string>)[.. untimed[p.PupilId].Select(m => facts.Tool(m.ToolId).Name).Distinct().Order()]))],
            [.. facts.Pupils.Where(p => !timed.Contains(p.PupilId) && !untimed.Contains(p.PupilId))]);
    }

    private static Sitting Last(GroupFacts facts, ClassMate pupil, List<Moment> newestFirst)
    {
        var last = newestFirst[0];
        var since = last.At.AddSeconds(-last.Seconds);
        foreach (var earlier in newestFirst.Skip(1))
        {
            if (since - earlier.At > Pause) break;
            since = new[] { since, earlier.At.AddSeconds(-earlier.Seconds) }.Min();
        }
        return new Sitting(pupil, facts.Tool(last.ToolId), facts.Goals.TopicOf(last.MethodGoalId), since, last.At);
    }
}
