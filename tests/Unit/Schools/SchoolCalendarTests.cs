using Dashboard.Schools.Calendar;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Schools;

public sealed class SchoolCalendarTests
{
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    private static SchoolCalendar Of(HolidayRegion region, params string[] studyDays) => new(region, studyDays.Select(Day));

    [Theory]
    [InlineData("2026-10-12", false, true, true)]   // herfstvakantie noord
    [InlineData("2026-10-19", true, false, false)]  // herfstvakantie midden en zuid
    [InlineData("2027-02-15", true, true, false)]   // voorjaarsvakantie zuid
    [InlineData("2027-07-19", false, false, true)]  // zomervakantie: zuid gaat nog
    [InlineData("2026-12-21", false, false, false)] // kerstvakantie
    [InlineData("2026-11-21", false, false, false)] // zaterdag
    [InlineData("2026-11-20", true, true, true)]
    [InlineData("2027-03-29", false, false, false)] // tweede paasdag
    [InlineData("2027-05-06", false, false, false)] // Hemelvaart
    [InlineData("2028-02-28", true, false, false)]  // voorjaarsvakantie 2028 begint midden en zuid een week later
    public void A_day_is_a_school_day_by_region(string day, bool north, bool middle, bool south) => Assert.Equal((north, middle, south),
        (Of(HolidayRegion.North).IsSchoolDay(Day(day)), Of(HolidayRegion.Middle).IsSchoolDay(Day(day)), Of(HolidayRegion.South).IsSchoolDay(Day(day))));

    [Theory]
    [InlineData("2026-11-16", "2026-11-23", 5)]  // maandag tot maandag
    [InlineData("2026-11-20", "2026-11-22", 0)]  // vrijdag tot zondag
    [InlineData("2026-10-16", "2026-10-26", 1)]  // over de herfstvakantie heen
    [InlineData("2026-12-18", "2027-01-08", 5)]  // over Kerst heen
    [InlineData("2026-11-20", "2026-11-16", 0)]  // nooit negatief
    public void School_days_between_two_days_leave_weekends_and_holidays_out(string from, string to, int days) =>
        Assert.Equal(days, Of(HolidayRegion.Middle).SchoolDaysBetween(Day(from), Day(to)));

    [Fact]
    public void A_study_day_of_the_school_is_no_school_day()
    {
        var calendar = Of(HolidayRegion.Middle, "2026-11-18");
        Assert.False(calendar.IsSchoolDay(Day("2026-11-18")));
        Assert.Equal(4, calendar.SchoolDaysBetween(Day("2026-11-16"), Day("2026-11-23")));
        Assert.Equal(Day("2026-11-19"), calendar.AddSchoolDays(Day("2026-11-17"), 1));
        Assert.Equal(Day("2026-11-17"), calendar.Before(Day("2026-11-19")));
    }

    [Fact]
    public void The_next_school_day_after_the_last_one_before_a_holiday_is_the_first_after_it()
    {
        var calendar = Of(HolidayRegion.Middle);
        Assert.Equal(Day("2026-10-26"), calendar.AddSchoolDays(Day("2026-10-16"), 1));
        Assert.Equal(Day("2026-10-16"), calendar.Before(Day("2026-10-26")));
        Assert.Equal(Day("2027-08-30"), calendar.AddSchoolDays(Day("2027-07-16"), 1));
    }

    [Fact]
    public void Nothing_is_late_after_a_weekend_or_a_holiday()
    {
        var friday = new DateTimeOffset(2026, 10, 16, 14, 0, 0, TimeSpan.Zero); // 16:00 in Amsterdam
        Assert.Equal(17, Of(HolidayRegion.Middle).SchoolHours(friday, new DateTimeOffset(2026, 10, 26, 8, 0, 0, TimeSpan.Zero)), 3);
        Assert.Equal(0, Of(HolidayRegion.Middle).SchoolHours(friday, friday), 3);
        Assert.True(Of(HolidayRegion.North).SchoolHours(friday, friday.AddDays(5)) > 36);
    }

    [Fact]
    public void Four_school_years_are_known_and_the_source_is_named()
    {
        Assert.Equal([2024, 2025, 2026, 2027], Holidays.Years);
        Assert.Contains("rijksoverheid.nl", Holidays.Source, StringComparison.Ordinal);
        foreach (var region in Enum.GetValues<HolidayRegion>())
        {
            var holidays = Holidays.Of(region);
            Assert.Equal(20, holidays.Count); // five a year
            Assert.All(holidays, h => Assert.Equal((DayOfWeek.Saturday, DayOfWeek.Sunday), (h.First.DayOfWeek, h.Last.DayOfWeek)));
            Assert.All(Holidays.Years, y => Assert.Equal(55, WeekDaysFree(holidays, y))); // 1 + 2 + 1 + 1 + 6 weeks
        }
    }

    private static int WeekDaysFree(IEnumerable<Holiday> holidays, short year) =>
        holidays.Where(h => SchoolTime.SchoolYear(h.First) == year).Sum(h => Enumerable.Range(0, h.Last.DayNumber - h.First.DayNumber + 1)
            .Count(i => h.First.AddDays(i).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));

    [Theory]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2028, 4, 16)]
    public void Easter_is_when_it_is(int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), Holidays.Easter(year));
}
