namespace Dashboard.Schools.Calendar;

/// <summary>A teaching period: blocks of six weeks, Monday to Sunday, counted from the first Monday on or after 15 August.</summary>
public readonly record struct Period(DateOnly First, DateOnly Last)
{
    public const int Weeks = 6;

    public static Period Around(DateOnly day)
    {
        var start = SchoolYearStart(SchoolTime.SchoolYear(day));
        var block = (int)Math.Floor((day.DayNumber - start.DayNumber) / (Weeks * 7.0));
        var first = start.AddDays(block * Weeks * 7);
        return new Period(first, first.AddDays(Weeks * 7 - 1));
    }

    private static DateOnly SchoolYearStart(int year)
    {
        var day = new DateOnly(year, 8, 15);
        return day.AddDays(((int)DayOfWeek.Monday - (int)day.DayOfWeek + 7) % 7);
    }
}
