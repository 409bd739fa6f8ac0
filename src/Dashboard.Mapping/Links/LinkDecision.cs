using Dashboard.Store.Tables;

namespace Dashboard.Mapping.Links;

/// <summary>What a person decides about one method goal and one goal.</summary>
/// <param name="MethodGoal">Id of the method goal.</param>
/// <param name="Goal">Id of the goal, a version of it.</param>
/// <param name="OwnSchool">Only for the person's own school; else for every school that has the tool.</param>
/// <param name="Parts">How many parts of the goal the method goal touches; null: unknown (LD-14).</param>
/// <param name="PartNames">Which; empty when only the count is known.</param>
/// <param name="Reason">Why; never empty.</param>
/// <param name="ValidFrom">First day; null: always was.</param>
/// <param name="ValidUntil">Last day; null: no end.</param>
public sealed record LinkDecision(
    int MethodGoal, int Goal, bool OwnSchool, LinkStatus Status, LinkRelation Relation, LinkRole Role, short? Parts, short? OfParts, IReadOnlyList<string> PartNames,
    string? Reason, DateOnly? ValidFrom = null, DateOnly? ValidUntil = null)
{
    /// <summary>The last change of the link that the person saw; 0: none; null: do not check.</summary>
    public long? Seen { get; init; }
}

/// <param name="Field">What is wrong.</param>
/// <param name="Rule">A stable name; pages and files word it.</param>
public sealed record LinkProblem(string Field, string Rule);

/// <param name="Change">The change that was made; null: nothing to change, or it was refused.</param>
public sealed record LinkOutcome(long? Change, IReadOnlyList<LinkProblem> Problems)
{
    public static LinkOutcome Refused(string field, string rule) => new(null, [new(field, rule)]);
}

/// <summary>What a link may say. Pure.</summary>
public static class LinkRules
{
    public const int LongestReason = 500;

    /// <param name="goalParts">Named parts of the goal; empty where it has none.</param>
    public static IReadOnlyList<LinkProblem> Check(LinkDecision decision, IReadOnlyCollection<string> goalParts)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var problems = new List<LinkProblem>();
        if (!Enum.IsDefined(decision.Relation)) problems.Add(new("relation", "relation-unknown"));
        if (!Enum.IsDefined(decision.Role)) problems.Add(new("role", "role-unknown"));
        if (!Enum.IsDefined(decision.Status)) problems.Add(new("status", "status-unknown"));
        if (string.IsNullOrWhiteSpace(decision.Reason)) problems.Add(new("reason", "reason-missing"));
        else if (decision.Reason.Length > LongestReason) problems.Add(new("reason", "reason-too-long"));
        if (decision.ValidUntil < decision.ValidFrom) problems.Add(new("validUntil", "ends-before-it-starts"));
        problems.AddRange(Coverage(decision.Parts, decision.OfParts, decision.PartNames, goalParts));
        return problems;
    }

    /// <summary>Coverage is a count of parts, with their names where the goal has named parts, or unknown. It is never a share.</summary>
    public static IEnumerable<LinkProblem> Coverage(int? parts, int? of, IReadOnlyCollection<string> names, IReadOnlyCollection<string> goalParts)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(goalParts);
        if (parts is null != of is null || parts < 0 || of < 1 || parts > of) yield return new("coverage", "coverage-invalid");
        else if (names.Count > 0 && (parts != names.Count || of != goalParts.Count)) yield return new("coverage", "coverage-differs-from-names");
        if (names.Distinct().Count() != names.Count || names.Except(goalParts).Any()) yield return new("partNames", "part-unknown");
    }
}
