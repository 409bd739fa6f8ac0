using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Schools.Calendar;

/// <summary>Times and school years as messages write them (xs:date, xs:dateTime, RFC 3339). Without an offset it is Amsterdam time.</summary>
public static partial class WrittenTime
{
    /// <param name="text">"2026-02-27T09:30:00Z", "2026-02-27T09:30:00", or a date, which is read as noon.</param>
    /// <returns>The moment in UTC, or null when the text is no time.</returns>
    public static DateTimeOffset? Instant(string? text)
    {
        if (text is null) return null;
        text = text.Trim();
        if (Day(text) is { } day && !text.Contains('T', StringComparison.OrdinalIgnoreCase)) return SchoolTime.Noon(day);
        if (!Timestamp().IsMatch(text)) return null;
        if (Offset().IsMatch(text))
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment.ToUniversalTime() : null;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? SchoolTime.FromLocal(local) : null;
    }

    /// <summary>It says in which time zone it is.</summary>
    public static bool HasOffset(string text) => Offset().IsMatch(text.Trim());

    /// <param name="text">xs:date; the time zone that xs:date allows ("2026-02-27+01:00") and a time behind it are ignored.</param>
    public static DateOnly? Day(string? text) =>
        text is not null && Date().Match(text.Trim()) is { Success: true } match
        && DateOnly.TryParseExact(match.Groups[1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <param name="text">"2026-2027", also inside a longer name of a period ("2026-2027-S1").</param>
    /// <returns>The first calendar year, or null when the text names no two consecutive years.</returns>
    public static short? SchoolYear(string? text)
    {
        if (text is null || Years().Match(text) is not { Success: true } match) return null;
        var first = short.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return short.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) == first + 1 ? first : null;
    }

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2})(T.*|Z|[+-]\d{2}:\d{2})?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Date();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"(Z|[+-]\d{2}:?\d{2})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Offset();

    [GeneratedRegex(@"(?<!\d)([12]\d{3})-([12]\d{3})(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Years();
}
