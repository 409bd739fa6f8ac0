using System.Text.Json;
using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Roster;

namespace Dashboard.Publishers.Deliveries;

/// <summary>What a school leaves out of a feed: results of other groups' pupils, and of before a day (decision 0093). A withdrawal always comes in.</summary>
public static class FeedLimits
{
    public const string OtherGroup = "other-group", TooEarly = "before-from";

    /// <returns>Why the result stays out, as its sender reads it; null: it comes in.</returns>
    public static DeliveryProblem? Out(Result result, bool inGroups, DateOnly? from)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Status == ResultStatus.Cancelled) return null;
        if (!inGroups) return new(result.ResultId, "student", OtherGroup, "De school gebruikt deze koppeling niet voor de groep van deze leerling. Dit resultaat is niet opgeslagen.");
        return from is { } day && SchoolTime.Day(result.TakenAt) < day
            ? new(result.ResultId, "takenAt", TooEarly, $"De school ontvangt resultaten vanaf {day:yyyy-MM-dd}. Dit resultaat is niet opgeslagen.") : null;
    }

    /// <summary>The line of the audit: how many stayed out for which reason, as JSON.</summary>
    internal const string Audited = "results-left-out";

    internal static string Counts(IEnumerable<DeliveryProblem> left) => JsonSerializer.Serialize(left.GroupBy(p => p.Code).ToDictionary(g => g.Key, g => g.Count()));

    /// <inheritdoc cref="Out(Result, bool, DateOnly?)"/>
    public static DeliveryProblem? Out(Result result, KnownPupil pupil) => Out(result, pupil.InGroups, pupil.From);
}
