using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Mapping.Proposals;

/// <summary>The groepen in a publisher's level: "groep 5", "groep 4-5", "groep 3, 4 en 5". Anything else says nothing about years.</summary>
public static partial class Years
{
    public static IReadOnlyCollection<short> Of(string? level)
    {
        if (level is null || Groep().Match(level) is not { Success: true } match) return [];
        var years = new SortedSet<short>();
        foreach (Match part in Range().Matches(match.Groups[1].Value))
        {
            var from = short.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture);
            var to = part.Groups[2].Success ? short.Parse(part.Groups[2].Value, CultureInfo.InvariantCulture) : from;
            for (var year = from; year <= to; year++) years.Add(year);
        }
        return years;
    }

    [GeneratedRegex(@"\bgroep(?:en)?\s+([1-8](?:\s*(?:-|–|t/m|tot en met|,|en|/)\s*[1-8])*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Groep();

    [GeneratedRegex(@"([1-8])(?:\s*(?:-|–|t/m|tot en met)\s*([1-8]))?", RegexOptions.IgnoreCase)]
    private static partial Regex Range();
}
