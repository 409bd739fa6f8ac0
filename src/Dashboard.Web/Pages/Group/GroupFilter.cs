using Dashboard.Schools.Calendar;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Pages.Group;

/// <summary>What the reader chose; plain query values, so that a page can be kept and shared.</summary>
/// <param name="Period">"vandaag", "week" or "zes".</param>
/// <param name="Subject">Vakgebied, or null for all.</param>
/// <param name="Domain">Domain within the subject, or null for all.</param>
/// <param name="AllGoals">All goals of the year instead of those at hand.</param>
/// <param name="SignalFirst">Pupils with a signal first in the matrix.</param>
public sealed record GroupFilter(string Period, string? Subject, string? Domain, bool AllGoals, bool SignalFirst)
{
    public static readonly string[] Periods = ["vandaag", "week", "zes"];

    public static GroupFilter From(IQueryCollection query, string usual = "week") => new(
        Periods.Contains(query["periode"].ToString()) ? query["periode"].ToString() : usual,
        Text(query["vak"]), Text(query["domein"]), query["doelen"] == "alle", query["volgorde"] == "signaal");

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    /// <summary>The first moment of the period: today, the last seven days, or six weeks.</summary>
    public DateTimeOffset From(DateOnly today) => SchoolTime.StartOf(Period switch
    {
        "vandaag" => today,
        "zes" => today.AddDays(-41),
        _ => today.AddDays(-6),
    });

    /// <summary>The same choices with some changed, as a query string; null removes one.</summary>
    public string With(params (string Name, string? Value)[] changes)
    {
        var values = new List<(string, string?)>
        {
            ("periode", Period), ("vak", Subject), ("domein", Domain), ("doelen", AllGoals ? "alle" : null), ("volgorde", SignalFirst ? "signaal" : null),
        };
        foreach (var change in changes)
        {
            values.RemoveAll(v => v.Item1 == change.Name);
            values.Add(change);
        }
        return "?" + string.Join('&', values.Where(v => v.Item2 is not null).Select(v => v.Item1 + "=" + Uri.EscapeDataString(v.Item2!)));
    }
}
