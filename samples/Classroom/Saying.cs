using Dashboard.Samples.School;

namespace Dashboard.Samples.Classroom;

/// <summary>The remarks of a tool about one pupil: the stories' own, and why adaptive tools have nothing on a goal.</summary>
internal static class Saying
{
    public static IEnumerable<Remark> Of(string tool, SamplePupil pupil, PracticeDays days, Programme programme, IReadOnlyList<Story> stories)
    {
        foreach (var story in stories.Where(s => s.Tool == tool && s.Pupil == pupil.LasKey))
            if (story.Remark is { } remark)
                yield return Write(story.Goal, days.Back(remark.Back), remark.Status, remark.FollowUp, remark.Cue);
        foreach (var (goal, cell) in Season.Drawn(tool, pupil, programme, stories))
            if (cell is Cell.NotOffered or Cell.Harder)
                yield return Write(goal, days.Back(Chance.For("said", tool, pupil.LasKey, goal).Between(2, 12)), "not-started", false,
                    new Cue(null, null, cell == Cell.NotOffered ? "notOffered" : "harderLevel"));

        Remark Write(string goal, DateOnly day, string status, bool followUp, Cue? cue) => new(
            Chance.For("remark", tool, pupil.LasKey, goal).Token(12), tool, pupil, goal,
            days.Moment(day, new TimeOnly(14, 40)), status, followUp, cue);
    }
}
