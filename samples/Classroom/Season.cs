using Dashboard.Samples.School;

namespace Dashboard.Samples.Classroom;

/// <summary>
/// One pupil in one tool, until a moment: the stories, what lies behind, and day by day the ordinary. The ordinary is counted
/// from the start of the school year, so that a day always has the same in it; only the last six weeks are told.
/// </summary>
internal sealed class Season(
    string tool, SamplePupil pupil, PracticeDays days, IReadOnlyDictionary<string, SampleMethodGoal> goals, Programme programme, IReadOnlyList<Story> stories)
{
    private readonly Desk desk = new(tool, pupil, days, goals);
    private readonly Dictionary<string, int> done = [];

    public IReadOnlyList<Exercise> Until(DateTimeOffset until)
    {
        foreach (var story in Told(tool, pupil, stories))
            for (var i = 0; i < story.Rounds.Count; i++)
                desk.Tell(story.Goal, i + 1, story.Rounds[i].Back, story.Rounds[i], i == story.Rounds.Count - 1 ? story.Cue : null);
        foreach (var (goal, cell) in Drawn(tool, pupil, programme, stories)) Past(goal, cell);
        var ordinary = Ordinary(tool, pupil, programme, stories);
        for (var day = days.StartOfYear; ordinary.Count > 0 && day <= PracticeDays.DayOf(until); day = day.AddDays(1)) Day(day, ordinary);
        return desk.Exercises;
    }

    public static IReadOnlyList<string> Ordinary(string tool, SamplePupil pupil, Programme programme, IReadOnlyList<Story> stories) =>
        [.. Drawn(tool, pupil, programme, stories).Where(c => c.Cell == Cell.Ordinary).Select(c => c.Goal)];

    /// <summary>The goals of the programme that no story tells about.</summary>
    public static IEnumerable<(string Goal, Cell Cell)> Drawn(string tool, SamplePupil pupil, Programme programme, IReadOnlyList<Story> stories)
    {
        var told = Told(tool, pupil, stories).Select(s => s.Goal).ToHashSet();
        return Cells.Of(tool, pupil.LasKey, programme.Goals(pupil.Group, tool).Where(g => !told.Contains(g))).Select(c => (c.Key, c.Value));
    }

    private static IEnumerable<Story> Told(string tool, SamplePupil pupil, IReadOnlyList<Story> stories) =>
        stories.Where(s => s.Tool == tool && s.Pupil == pupil.LasKey);

    private void Past(string goal, Cell cell)
    {
        var chance = Chance.For("past", tool, pupil.LasKey, goal);
        if (cell == Cell.Old)
            for (var n = 0; n < 3; n++)
                desk.Tell(goal, n + 1, 29 - 2 * n - chance.Below(2), Practice.Of(tool, pupil, goal, n, chance));
        if (cell == Cell.TooLittle)
            desk.Tell(goal, 1, chance.Between(3, 14), Practice.Of(tool, pupil, goal, 0, chance) with { Items = 3, Right = 2, Minutes = 2 });
        if (cell == Cell.Skipped)
            desk.Tell(goal, 1, chance.Between(18, 28), new Round(0, chance.Between(7, 8), 8, chance.Between(5, 7), Passed: true));
    }

    private void Day(DateOnly day, IReadOnlyList<string> ordinary)
    {
        var chance = Chance.For("day", tool, pupil.LasKey, Days.Write(day));
        var menu = programme.Menu(pupil.Group, tool, day).Intersect(ordinary).ToList();
        for (var left = HowMany(day, chance); left > 0 && menu.Count > 0; left--)
        {
            var goal = Next(menu, chance);
            menu.Remove(goal);
            var n = done[goal] = done.GetValueOrDefault(goal) + 1;
            var round = Practice.Of(tool, pupil, goal, n, chance);
            if (day >= days.First) desk.Work(goal, n, day, round);
        }
    }

    private int HowMany(DateOnly day, Chance chance)
    {
        if (PracticeDays.Weekend(day)) return chance.Percent(8) ? 1 : 0;
        var draw = chance.Below(100);
        return tool == "numo" ? draw switch { < 15 => 0, < 70 => 1, _ => 2 } : draw switch { < 12 => 0, < 68 => 1, _ => 2 };
    }

    /// <summary>Goals come round in turn, in no fixed order.</summary>
    private string Next(List<string> menu, Chance chance)
    {
        var least = menu.Min(g => done.GetValueOrDefault(g));
        return chance.Pick(menu.Where(g => done.GetValueOrDefault(g) == least).ToList());
    }
}
