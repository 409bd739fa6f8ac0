using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Texts;

/// <summary>Dates, times and durations as people say them, in the school's time zone and the reader's language.</summary>
public sealed class Moments(TextBook texts, TimeProvider clock)
{
    /// <summary>Exactly noon: the message had a date and no time (UWLR afnamedatum), so no time is shown.</summary>
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    public DateOnly Today => SchoolTime.Day(clock.GetUtcNow());

    /// <summary>"vrijdag 20 november, 10:48".</summary>
    public string Now()
    {
        var now = SchoolTime.Local(clock.GetUtcNow());
        return texts.Plain("time.now", ("day", now.ToString("dddd d MMMM", texts.Culture)), ("time", Clock(now)));
    }

    /// <summary>"2 min geleden", "vannacht 03:10", "vandaag 10:42", "gisteren 16:10", "14 november".</summary>
    public string When(DateTimeOffset utc)
    {
        var ago = clock.GetUtcNow() - utc;
        if (SchoolTime.Local(utc).TimeOfDay == Noon) ago = TimeSpan.MinValue;
        if (ago >= TimeSpan.Zero && ago < TimeSpan.FromMinutes(1)) return texts["time.just"];
        if (ago >= TimeSpan.Zero && ago < TimeSpan.FromHours(1)) return texts.Plain("time.ago", ("n", (int)ago.TotalMinutes));
        var (local, day) = (SchoolTime.Local(utc), SchoolTime.Day(utc));
        if (local.TimeOfDay == Noon) return day == Today ? texts["time.thisDay"] : day == Today.AddDays(-1) ? texts["time.dayBefore"] : Day(day);
        if (day == Today && local.Hour < 6) return texts.Plain("time.tonight", ("time", Clock(local)));
        if (day == Today) return texts.Plain("time.today", ("time", Clock(local)));
        if (day == Today.AddDays(-1)) return texts.Plain("time.yesterday", ("time", Clock(local)));
        return Day(day);
    }

    /// <summary>"20 november", with the year when it is another.</summary>
    public string Day(DateOnly day) => day.ToString(day.Year == Today.Year ? "d MMMM" : "d MMMM yyyy", texts.Culture);

    /// <inheritdoc cref="Day(DateOnly)"/>
    public string Day(DateTimeOffset utc) => Day(SchoolTime.Day(utc));

    /// <summary>"20 nov", never broken over two lines.</summary>
    public string ShortDay(DateOnly day) => day.ToString(day.Year == Today.Year ? "d MMM" : "d MMM yyyy", texts.Culture).Replace(".", "", StringComparison.Ordinal).Replace(' ', '\u00a0');

    /// <inheritdoc cref="ShortDay(DateOnly)"/>
    public string ShortDay(DateTimeOffset utc) => ShortDay(SchoolTime.Day(utc));

    /// <summary>"vr 20 nov".</summary>
    public string WeekDay(DateTimeOffset utc) => SchoolTime.Local(utc).ToString("ddd ", texts.Culture).Replace(".", "", StringComparison.Ordinal) + ShortDay(utc);

    /// <summary>"10:42".</summary>
    public string Clock(DateTimeOffset local) => local.ToString("HH:mm", texts.Culture);

    /// <summary>Whole minutes, at least one when anything was done.</summary>
    public static int Minutes(int seconds) => seconds <= 0 ? 0 : Math.Max(1, (int)Math.Round(seconds / 60.0));

    /// <summary>"12 min", "3 uur 10 min".</summary>
    public string Duration(int seconds)
    {
        var minutes = Minutes(seconds);
        return minutes < 60
            ? texts.Plain("time.minutes", ("n", minutes))
            : texts.Plain("time.hours", ("h", minutes / 60), ("m", minutes % 60));
    }
}
