using System.Globalization;
using System.Text.Json;
using Dashboard.Store.Tables;

namespace Dashboard.Schools.Calendar;

/// <summary>One holiday in one region, both days included.</summary>
public readonly record struct Holiday(string Name, DateOnly First, DateOnly Last)
{
    public bool Has(DateOnly day) => day >= First && day <= Last;
}

/// <summary>The school holidays as Rijksoverheid publishes them (holidays.json), and the public holidays on which schools are closed.</summary>
public static class Holidays
{
    private sealed record File(string Source, Dictionary<short, Dictionary<string, Dictionary<string, string>>> Years);

    private static readonly File Data = Read();

    /// <summary>Where the dates come from.</summary>
    public static string Source => Data.Source;

    /// <summary>School years (first calendar year) whose holidays are known. Outside them only weekends and public holidays are free.</summary>
    public static IReadOnlyCollection<short> Years => Data.Years.Keys;

    public static IReadOnlyList<Holiday> Of(HolidayRegion region) =>
        [.. from year in Data.Years.Values from holiday in year from dates in holiday.Value
            where dates.Key == "All" || dates.Key == region.ToString()
            select Between(holiday.Key, dates.Value)];

    /// <summary>New Year, Easter Monday, King's Day, Ascension, Whit Monday and Christmas: free by law or in every school's collective agreement.</summary>
    public static string? Public(DateOnly day)
    {
        var easter = Easter(day.Year);
        var king = new DateOnly(day.Year, 4, 27);
        if (king.DayOfWeek == DayOfWeek.Sunday) king = king.AddDays(-1);
        return (day.Month, day.Day) switch
        {
            (1, 1) => "Nieuwjaarsdag",
            (12, 25) or (12, 26) => "Kerst",
            _ when day == easter.AddDays(1) => "Tweede paasdag",
            _ when day == king => "Koningsdag",
            _ when day == easter.AddDays(39) => "Hemelvaartsdag",
            _ when day == easter.AddDays(50) => "Tweede pinksterdag",
            _ => null,
        };
    }

    /// <summary>Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8).</summary>
    internal static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }

    private static Holiday Between(string name, string dates)
    {
        static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var parts = dates.Split('/');
        return new Holiday(name, Day(parts[0]), Day(parts[1]));
    }

    private static File Read()
    {
        using var stream = typeof(Holidays).Assembly.GetManifestResourceStream("holidays.json")!;
        return JsonSerializer.Deserialize<File>(stream, JsonSerializerOptions.Web)!;
    }
}
