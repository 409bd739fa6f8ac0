using Dashboard.Store.Tables;

namespace Dashboard.Schools.Calendar;

/// <summary>
/// Which days are school days: not in a weekend, not in the region's holidays, no public holiday, no study day of this school.
/// Days are Europe/Amsterdam days (<see cref="SchoolTime"/>). Immutable.
/// </summary>
/// <param name="region">Region of the school holidays.</param>
/// <param name="studyDays">The school's own free days.</param>
public sealed class SchoolCalendar(HolidayRegion region, IEnumerable<DateOnly> studyDays)
{
    /// <summary>Longer than any summer holiday: a search that finds no school day in so many days gives up.</summary>
    private const int Horizon = 120;

    private readonly HashSet<DateOnly> _studyDays = [.. studyDays];
    private readonly IReadOnlyList<Holiday> _holidays = Holidays.Of(region);

    /// <summary>Region midden without study days: for a school that said nothing yet.</summary>
    public static readonly SchoolCalendar Usual = new(HolidayRegion.Middle, []);

    public HolidayRegion Region => region;

    public bool IsSchoolDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_studyDays.Contains(day) && HolidayOn(day) is null && Holidays.Public(day) is null;

    /// <summary>The holiday that a day falls in, if any.</summary>
    public Holiday? HolidayOn(DateOnly day)
    {
        foreach (var holiday in _holidays) if (holiday.Has(day)) return holiday;
        return null;
    }

    /// <summary>School days after <paramref name="from"/>, up to and including <paramref name="to"/>: from Monday to the next Monday 5. Never negative.</summary>
    public int SchoolDaysBetween(DateOnly from, DateOnly to)
    {
        var days = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1)) if (IsSchoolDay(day)) days++;
        return days;
    }

    /// <summary>The <paramref name="count"/>th school day after a day: 1 is the next one.</summary>
    public DateOnly AddSchoolDays(DateOnly day, int count)
    {
        var free = 0;
        while (count > 0 && free < Horizon)
        {
            day = day.AddDays(1);
            if (IsSchoolDay(day)) (count, free) = (count - 1, 0);
            else free++;
        }
        return day;
    }

    /// <summary>The last school day before a day.</summary>
    public DateOnly Before(DateOnly day)
    {
        for (var back = 1; back <= Horizon; back++) if (IsSchoolDay(day.AddDays(-back))) return day.AddDays(-back);
        return day.AddDays(-1);
    }

    /// <summary>Hours of school days between two moments: nothing is late on Monday because of a weekend or a holiday. Stops counting at 60 days.</summary>
    public double SchoolHours(DateTimeOffset from, DateTimeOffset to)
    {
        var hours = 0.0;
        for (var (at, end) = (SchoolTime.Local(from).DateTime, SchoolTime.Local(to).DateTime); at < end && hours <= 24 * 60;)
        {
            var midnight = at.Date.AddDays(1);
            var until = midnight < end ? midnight : end;
            if (IsSchoolDay(DateOnly.FromDateTime(at))) hours += (until - at).TotalHours;
            at = until;
        }
        return hours;
    }
}
