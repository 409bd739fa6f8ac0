using Dashboard.Samples.Classroom;

namespace Dashboard.Samples.Publisher.EduV;

/// <summary>
/// An Edu-V message has one time for all of its pupils. What lies behind goes together in blocks of four hours, so that one
/// message holds a class; what is done today goes with its own time. Either way an exercise always gets the same time.
/// </summary>
public static class Sittings
{
    private const int HoursTogether = 4;

    /// <param name="assessment">Which exercises stand in one message.</param>
    /// <param name="most">Pupils in one message.</param>
    public static IEnumerable<(string Assessment, DateTimeOffset At, int Year, Exercise[] Exercises)> Of(
        Classroom.Classroom classroom, IEnumerable<Exercise> exercises, Func<Exercise, string> assessment, int most) =>
        exercises
            .GroupBy(e => (Assessment: assessment(e), At: Time(classroom, e.At), Year: classroom.SchoolYearOf(e.At)))
            .OrderBy(g => g.Key.At).ThenBy(g => g.Key.Assessment, StringComparer.Ordinal)
            .SelectMany(g => g.Chunk(most).Select(part => (g.Key.Assessment, g.Key.At, g.Key.Year, part)));

    private static DateTimeOffset Time(Classroom.Classroom classroom, DateTimeOffset at) =>
        classroom.IsHistory(at) ? new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour / HoursTogether * HoursTogether, 0, 0, TimeSpan.Zero) : at;
}
