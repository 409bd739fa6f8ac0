using Dashboard.Signalling.Rules;
using Dashboard.Web.Texts;

namespace Dashboard.Tests.Web;

public sealed class WhyTextTests
{
    /// <summary>A new rule is not done before it can explain itself in both languages.</summary>
    [Theory, Trait("Requirement", "SI-15"), Trait("Requirement", "SI-38")]
    [InlineData("nl")]
    [InlineData("en")]
    public void Every_rule_says_what_it_looks_at_and_tells_its_counts(string language)
    {
        var sentences = TextBook.In(language).Sentences;
        Assert.NotEmpty(RuleList.All);
        Assert.All(RuleList.All.SelectMany(r => (string[])["rule." + r.Id, "why.rule." + r.Id]).Append("rule.trigger"), key => Assert.Contains(key, sentences.Keys));
        Assert.All(RuleList.All, r => Assert.Contains("{name}", sentences["why.rule." + r.Id], StringComparison.Ordinal));
        Assert.All(RuleList.All, r => Assert.Contains("{tool}", sentences["why.rule." + r.Id], StringComparison.Ordinal));
    }
}
