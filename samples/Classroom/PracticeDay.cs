namespace Dashboard.Samples.Classroom;

/// <summary>The school's day of a moment.</summary>
public static class PracticeDay
{
    public static DateOnly Of(DateTimeOffset moment) => PracticeDays.DayOf(moment);
}
