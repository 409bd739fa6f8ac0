using Dashboard.Schools.Calendar;
using Dashboard.Teaching.Views;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Pages.Group;

/// <summary>What the reader chose; plain query values, so that a page can be kept and shared.</summary>
/// <param name="Period">"vandaag", "week", "zes" or, on the group page, "vorige": since the last visit.</param>
/// <param name="Subject">Vakgebied, or null for all.</param>
/// <param name="Domain">Domain within the subject, or null for all.</param>
/// <param name="AllGoals">All goals of the year instead of those at hand.</param>
/// <param name="SignalFirst">Pupils with a signal first in the matrix.</param>
public sealed record GroupFilter(string Period, string? Subject, string? Domain, bool AllGoals, bool SignalFirst)
{
    public const string LastVisit = "vorige";
    public static readonly string[] Periods = ["vandaag", "week", "zes"];

    /// <summary>Those of the group page.</summary>
    public static readonly string[] GroupPeriods = [.. Periods, LastVisit];

    private const int LongestName = 100;

    /// <summary>The end of the reader's visit before this one; null: there was none, or it does not matter here.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Key of the goal by which the pupils are ordered; null: by name, or signal first.</summary>
    public string? ByGoal { get; init; }

    public static GroupFilter From(IQueryCollection query, string usual = "week") => new(
        GroupPeriods.Contains(query["periode"].ToString()) ? query["periode"].ToString() : usual,
        Text(query["vak"]), Text(query["domein"]), query["doelen"] == "alle", query["volgorde"] == "signaal")
    {
        ByGoal = query["volgorde"].ToString() is { Length: > 0 and <= LongestName } order and not "signaal" ? order : null,
    };

    /// <summary>What the reader chose in this address; null: nothing, so that what she chose last time stays.</summary>
    public static ViewChoice? Chosen(IQueryCollection query) =>
        GroupPeriods.Contains(query["periode"].ToString()) ? new ViewChoice(query["periode"].ToString(), Text(query["vak"]), Text(query["domein"])) : null;

    /// <summary>The address, filled up with what she chose last time.</summary>
    public static GroupFilter From(IQueryCollection query, GroupView view) =>
        From(query) with { Period = view.Period, Subject = view.Subject, Domain = view.Domain, Since = view.BeforeAt };

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Length > LongestName ? value[..LongestName] : value;

    /// <summary>The first moment of the period: today, the last seven days, six weeks, or the end of the last visit (without one: seven days).</summary>
    public DateTimeOffset From(DateOnly today) => Period == LastVisit && Since is { } since ? since : SchoolTime.StartOf(Period switch
    {
        "vandaag" => today,
        "zes" => today.AddDays(-41),
        _ => today.AddDays(-6),
    });

    /// <summary>The choices as fields of a form.</summary>
    public IEnumerable<(string Name, string? Value)> Fields() => new (string, string?)[]
        { ("periode", Period), ("vak", Subject), ("domein", Domain), ("doelen", AllGoals ? "alle" : null), ("volgorde", SignalFirst ? "signaal" : ByGoal) }.Where(f => f.Item2 is not null);

    /// <summary>The same choices with some changed, as a query string; null removes one.</summary>
    public string With(params (string Name, string? Value)[] changes)
    {
        List<(string, string?)> values = [.. Fields()];
        foreach (var change in changes)
        {
            values.RemoveAll(v => v.Item1 == change.Name);
            values.Add(change);
        }
        return "?" + string.Join('&', values.Where(v => v.Item2 is not null).Select(v => v.Item1 + "=" + Uri.EscapeDataString(v.Item2!)));
    }
}
