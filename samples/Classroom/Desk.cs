using System.Globalization;
using Dashboard.Samples.School;

namespace Dashboard.Samples.Classroom;

/// <summary>One pupil at work in one tool: turns rounds into exercises with a time, a number and a name.</summary>
internal sealed class Desk(string tool, SamplePupil pupil, PracticeDays days, IReadOnlyDictionary<string, SampleMethodGoal> goals)
{
    public List<Exercise> Exercises { get; } = [];

    /// <summary>
    /// The n-th round of a story, or of what lies behind. Its number does not depend on the day: when the story is told again
    /// on a later day, the same exercises move along.
    /// </summary>
    public void Tell(string goal, int n, int back, Round round, Cue? cue = null)
    {
        var chance = Chance.For("told", tool, pupil.LasKey, goal, n.ToString(CultureInfo.InvariantCulture));
        var day = days.Back(back);
        Exercises.Add(Write(tool, pupil, goals[goal], n, n, days.Moment(day, TimeOfDay(day, chance)), round, chance, cue));
    }

    /// <summary>An ordinary exercise: one of a goal on a day, the same whenever it is asked.</summary>
    public void Work(string goal, int n, DateOnly day, Round round)
    {
        var chance = Chance.For("exercise", tool, pupil.LasKey, goal, Days.Write(day));
        var time = TimeOfDay(day, chance);
        var sequence = day.DayNumber * 1440L + (long)time.ToTimeSpan().TotalMinutes;
        Exercises.Add(Write(tool, pupil, goals[goal], n, sequence, days.Moment(day, time), round, chance, null));
    }

    /// <param name="n">1 for the pupil's first exercise on this goal: it gives the exercise its name.</param>
    public static Exercise Write(string tool, SamplePupil pupil, SampleMethodGoal goal, int n, long sequence, DateTimeOffset at, Round round, Chance chance, Cue? cue) => new()
    {
        Attempt = chance.Token(12),
        Sequence = sequence,
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
    public static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
