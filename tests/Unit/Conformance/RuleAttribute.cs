using Xunit.v3;

namespace Dashboard.Tests.Conformance;

/// <summary>
/// The rule of a standard that a test proves; its name says which. "bash tests/run.sh --conformance" prints the table of
/// rules from the results of the run.
/// </summary>
/// <param name="standard">"Edu-V Results", "EDEXML", …</param>
/// <param name="rule">In the standard's own words where that is short.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuleAttribute(string standard, string rule) : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Rule", $"{standard}: {rule}")];
}
