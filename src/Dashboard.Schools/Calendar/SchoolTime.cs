namespace Dashboard.Schools.Calendar;

/// <summary>The school's clock: stored in UTC, read in Europe/Amsterdam; input without an offset is Amsterdam time.</summary>
public static class SchoolTime
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static DateTimeOffset Local(DateTimeOffset utc) => TimeZoneInfo.ConvertTime(utc, Zone);

    public static DateOnly Day(DateTimeOffset utc) => DateOnly.FromDateTime(Local(utc).DateTime);

    /// <summary>A wall-clock time in Amsterdam as UTC.</summary>
    public static DateTimeOffset FromLocal(DateTime local) =>
        new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone.GetUtcOffset(local)).ToUniversalTime();

    /// <summary>A date without a time (UWLR afnamedatum): noon, so that no time zone moves it to another day.</summary>
    public static DateTimeOffset Noon(DateOnly day) => FromLocal(day.ToDateTime(new TimeOnly(12, 0)));

    public static DateTimeOffset StartOf(DateOnly day) => FromLocal(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>First calendar year of the school year of a day; a school year begins on 1 August.</summary>
    public static short SchoolYear(DateOnly day) => (short)(day.Month >= 8 ? day.Year : day.Year - 1);
}
