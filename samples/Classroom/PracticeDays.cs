namespace Dashboard.Samples.Classroom;

/// <summary>The days of the sample school: six weeks up to the day of the story, and on from there.</summary>
/// <param name="storyMoment">When the sample school was first filled. "Today" in the story.</param>
internal sealed class PracticeDays(DateTimeOffset storyMoment)
{
    public const int Weeks = 6;
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
    private static readonly TimeOnly Opens = new(8, 30), Closes = new(15, 0);
    private static readonly TimeSpan Drawn = TimeSpan.FromHours(3);

    public DateOnly StoryDay { get; } = DayOf(storyMoment);

    public DateOnly First => StoryDay.AddDays(1 - Weeks * 7);

    /// <summary>From here ordinary exercises are counted: early enough for a story on the first day of the school year.</summary>
    public DateOnly StartOfYear => new(StoryDay.Month >= 8 ? StoryDay.Year : StoryDay.Year - 1, 6, 1);

    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    public static bool Weekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <param name="back">0 is the day of the story itself, also on a Sunday; 1 the last weekday before it, and so on.</param>
    public DateOnly Back(int back)
    {
        var day = StoryDay;
        while (back > 0)
        {
            day = day.AddDays(-1);
            if (!Weekend(day)) back--;
        }
        return day;
    }

    /// <summary>
    /// The moment, UTC. On the day of the story a time that is yet to come is drawn back to before the story's moment,
    /// so that today always has something, and nothing lies in the future.
    /// </summary>
    public DateTimeOffset Moment(DateOnly day, TimeOnly time)
    {
        var moment = Local(day, time);
        if (day != StoryDay || moment <= storyMoment) return moment;
        var midnight = Local(day, TimeOnly.MinValue);
        var from = midnight > storyMoment - Drawn ? midnight : storyMoment - Drawn;
        var part = Math.Clamp((time - Opens) / (Closes - Opens), 0, 1);
        var drawn = from + (storyMoment - from) * (0.98 * part);
        return new DateTimeOffset(drawn.Ticks - drawn.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }

    private static DateTimeOffset Local(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
