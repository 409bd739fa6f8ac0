using Dashboard.Samples.School;

namespace Dashboard.Samples.Classroom;

/// <summary>One pupil at work in one tool: turns rounds into exercises with a time, a number and a name.</summary>
internal sealed class Desk(string tool, SamplePupil pupil, PracticeDays days, IReadOnlyDictionary<string, SampleMethodGoal> goals)
{
    private readonly Dictionary<(string Goal, DateOnly Day), int> times = [];
    private readonly Dictionary<string, int> done = [];

    public List<Exercise> Exercises { get; } = [];

    public int Done(string goal) => done.GetValueOrDefault(goal);

    public void Work(string goal, DateOnly day, Round round, Cue? cue = null)
    {
        var time = times[(goal, day)] = times.GetValueOrDefault((goal, day)) + 1;
        var n = done[goal] = Done(goal) + 1;
        var chance = Chance.For("exercise", tool, pupil.LasKey, goal, Days.Write(day), time.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Exercises.Add(Exercise(tool, pupil, goals[goal], n, days.Moment(day, TimeOfDay(day, chance)), round, chance, cue));
    }

    /// <param name="n">1 for the pupil's first exercise on this goal: it gives the exercise its name.</param>
    public static Exercise Exercise(string tool, SamplePupil pupil, SampleMethodGoal goal, int n, DateTimeOffset at, Round round, Chance chance, Cue? cue) => new()
    {
        Attempt = chance.Token(12),
        Tool = tool,
        Pupil = pupil,
        Goal = goal.Code,
        Name = round.Passed is null ? goal.ExampleExercises[(n - 1) % goal.ExampleExercises.Count] : $"Sprongtoets {goal.Title}",
        At = at,
        Right = Spread(round.Right, round.Items, chance),
        Seconds = round.Minutes * 60,
        ExplanationSeconds = round.Explain * 60,
        Rating = round.Rating,
        StandardError = round.Error,
        State = round.State,
        Modus = round.Modus,
        Effort = round.Effort,
        Passed = round.Passed,
        Cue = cue,
    };

    // Muiswerk in the early morning, Rekentuin before noon, Numo in the afternoon; at weekends in between, at home.
    private TimeOnly TimeOfDay(DateOnly day, Chance chance)
    {
        var from = PracticeDays.Weekend(day) ? 10 * 60 : tool switch { "muiswerk" => 8 * 60 + 45, "rekentuin" => 10 * 60 + 30, _ => 13 * 60 };
        return TimeOnly.MinValue.AddMinutes(from + chance.Below(90));
    }

    private static bool[] Spread(int right, int items, Chance chance)
    {
        var row = Enumerable.Range(0, items).Select(i => i < right).ToArray();
        for (var i = items - 1; i > 0; i--)
        {
            var j = chance.Below(i + 1);
            (row[i], row[j]) = (row[j], row[i]);
        }
        return row;
    }
}

internal static class Days
{
    public static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
