using System.Text.RegularExpressions;
using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>
/// Whether a tool's goal lies above what a teacher aims at for a pupil: then "loopt vast" is no reason to interrupt her (signals
/// research §4). By the words that publishers use for the level of a goal; a word that is not known is never above. Used for
/// pushing only: it is shown nowhere (SI-34).
/// </summary>
public static partial class LevelOfGoal
{
    /// <param name="level">As the publisher words it: "1F", "1S", "plus", "groep 6".</param>
    /// <param name="yearGroup">The pupil's: "5"; the goals of a later one are above an ordinary streefniveau.</param>
    /// <param name="target">The streefniveau that stands.</param>
    public static bool IsAbove(string level, string yearGroup, TargetLevelKind target) => Of(level, yearGroup) > target;

    private static TargetLevelKind? Of(string level, string yearGroup)
    {
        var word = level.Trim().ToLowerInvariant();
        if (Group().Match(word) is { Success: true } goal)
            return int.TryParse(yearGroup, out var own) && int.Parse(goal.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) > own ? TargetLevelKind.Plus : null;
        return word switch
        {
            "1f" or "basis" or "minimum" => TargetLevelKind.Basic,
            "1s" or "2f" or "gewoon" or "standaard" => TargetLevelKind.Standard,
            "plus" or "hoog" or "verrijking" or "verdieping" => TargetLevelKind.Plus,
            _ => null,
        };
    }

    [GeneratedRegex(@"^(?:groep|gr\.?) ?(\d)$")]
    private static partial Regex Group();
}
