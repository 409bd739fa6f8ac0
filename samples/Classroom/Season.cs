using Dashboard.Samples.School;

namespace Dashboard.Samples.Classroom;

/// <summary>One pupil in one tool, from the first day to a moment: the stories, what lies behind, and day by day the ordinary.</summary>
internal sealed class Season(
    string tool, SamplePupil pupil, PracticeDays days, IReadOnlyDictionary<string, SampleMethodGoal> goals, Programme programme, IReadOnlyList<Story> stories)
{
    /// <summary>A goal gets its first rounds before others come back: reaching it is history, not news.</summary>
    private const int FirstRounds = 2;

    private readonly Desk desk = new(tool, pupil, days, goals);

    public IReadOnlyList<Exercise> Until(DateTimeOffset until)
    {
        foreach (var story in Told(tool, pupil, stories))
            foreach (var (round, i) in story.Rounds.Select((round, i) => (round, i)))
                desk.Work(story.Goal, days.Back(round.Back), round, i == story.Rounds.Count - 1 ? story.Cue : null);
        foreach (var (goal, cell) in Behind()) Past(goal, cell);
        var ordinary = Ordinary(tool, pupil, programme, stories);
        for (var day = days.First; ordinary.Count > 0 && day <= PracticeDays.DayOf(until); day = day.AddDays(1)) Day(day, ordinary);
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

    private IEnumerable<(string Goal, Cell Cell)> Behind() => Drawn(tool, pupil, programme, stories).Where(c => c.Cell != Cell.Ordinary);

    private void Past(string goal, Cell cell)
    {
        var chance = Chance.For("past", tool, pupil.LasKey, goal);
        if (cell == Cell.Old)
            foreach (var back in (int[])[29, 27, 25])
                desk.Work(goal, days.Back(back - chance.Below(2)), Practice.Of(tool, pupil, goal, desk.Done(goal), chance));
        if (cell == Cell.TooLittle)
            desk.Work(goal, days.Back(chance.Between(3, 14)), Practice.Of(tool, pupil, goal, 0, chance) with { Items = 3, Right = 2, Minutes = 2 });
        if (cell == Cell.Skipped)
            desk.Work(goal, days.Back(chance.Between(18, 28)), new Round(0, chance.Between(7, 8), 8, chance.Between(5, 7), Passed: true));
    }

    private void Day(DateOnly day, IReadOnlyList<string> ordinary)
    {
        var chance = Chance.For("day", tool, pupil.LasKey, Days.Write(day));
        var left = HowMany(day, chance);
        var today = new HashSet<string>();
        while (left-- > 0 && today.Count < ordinary.Count)
        {
            var goal = Next(ordinary.Where(g => !today.Contains(g)).ToList(), chance);
            today.Add(goal);
            desk.Work(goal, day, Practice.Of(tool, pupil, goal, desk.Done(goal), chance));
        }
    }

    private int HowMany(DateOnly day, Chance chance)
    {
        if (PracticeDays.Weekend(day)) return chance.Percent(8) ? 1 : 0;
        var draw = chance.Below(100);
        return tool == "numo" ? draw switch { < 35 => 0, < 85 => 1, _ => 2 } : draw switch { < 20 => 0, < 80 => 1, _ => 2 };
    }

    private string Next(List<string> goals, Chance chance)
    {
        var least = goals.Min(desk.Done);
        return least < FirstRounds ? chance.Pick(goals.Where(g => desk.Done(g) == least).ToList()) : chance.Pick(goals);
    }
}
