using Dashboard.Store.Tables;

namespace Dashboard.Signalling.Rules;

/// <summary>What a school chose for a tool: which rules, with which values, from which moment.</summary>
/// <param name="From">It counts for what was made from here on.</param>
/// <param name="Derived">False: the dashboard derives nothing; the tool's own triggers stay.</param>
/// <param name="Set">How right and wrong answers are judged.</param>
/// <param name="Thresholds">"rule.parameter" to the school's value; what is not named is as published.</param>
public sealed record RuleChoice(DateTimeOffset From, bool Derived, RuleSet Set, IReadOnlyDictionary<string, double> Thresholds)
{
    public static readonly RuleChoice Shipped = new(DateTimeOffset.MinValue, true, RuleSet.Model, new Dictionary<string, double>());

    /// <summary>The rules in force, in the order in which they are asked, each with the values of its parameters.</summary>
    public IReadOnlyList<(Rule Rule, IReadOnlyDictionary<string, double> Values)> Rules { get; } =
        [.. RuleList.Of(Set).Select(r => (r, (IReadOnlyDictionary<string, double>)r.Parameters.ToDictionary(p => p.Name, p => Value(r, p, Thresholds))))];

    public static string Name(Rule rule, Parameter parameter) => rule.Id + "." + parameter.Name;

    /// <summary>What is wrong with the thresholds: a name that no rule has, a fixed one, or a value out of bounds.</summary>
    public IEnumerable<(string Threshold, double Min, double Max)> Problems()
    {
        var known = RuleList.All.SelectMany(r => r.Parameters.Where(p => p.Adjustable).Select(p => (Name: Name(r, p), Parameter: p))).ToDictionary(p => p.Name, p => p.Parameter);
        foreach (var (name, value) in Thresholds)
            if (!known.TryGetValue(name, out var parameter)) yield return (name, 0, 0);
            else if (!(value >= parameter.Min && value <= parameter.Max)) yield return (name, parameter.Min, parameter.Max);
    }

    private static double Value(Rule rule, Parameter parameter, IReadOnlyDictionary<string, double> thresholds) =>
        parameter.Adjustable && thresholds.TryGetValue(Name(rule, parameter), out var value) ? Math.Clamp(value, parameter.Min, parameter.Max) : parameter.Value;
}
