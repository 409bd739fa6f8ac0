using Dashboard.Mapping.Links;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Mapping;

public sealed class LinkRuleTests
{
    private static readonly string[] Clock = ["analoge klok", "digitale klok"];

    private static LinkDecision Decision(short? parts = 1, short? of = 2, string[]? names = null, string? reason = "alleen wijzers", DateOnly? from = null, DateOnly? until = null) =>
        new(1, 1, false, LinkStatus.Approved, LinkRelation.Narrow, LinkRole.Practise, parts, of, names ?? ["analoge klok"], reason, from, until);

    private static string[] Rules(LinkDecision decision, string[]? parts = null) => [.. LinkRules.Check(decision, parts ?? Clock).Select(p => p.Rule)];

    [Fact, Trait("Requirement", "LD-14")]
    public void Coverage_is_a_count_of_named_parts_or_a_count_or_unknown()
    {
        Assert.Empty(Rules(Decision()));
        Assert.Empty(Rules(Decision(names: [])));
        Assert.Empty(Rules(Decision(null, null, [])));
        Assert.Empty(Rules(Decision(1, 4, []), []));
    }

    [Theory]
    [InlineData(3, 2, new string[0], "coverage-invalid")]
    [InlineData(1, 0, new string[0], "coverage-invalid")]
    [InlineData(2, 2, new[] { "analoge klok" }, "coverage-differs-from-names")]
    [InlineData(1, 3, new[] { "analoge klok" }, "coverage-differs-from-names")]
    [InlineData(1, 2, new[] { "zonnewijzer" }, "part-unknown")]
    public void Coverage_that_cannot_be_is_refused(int parts, int of, string[] names, string rule) => Assert.Contains(rule, Rules(Decision((short)parts, (short)of, names)));

    [Fact]
    public void Half_a_coverage_no_reason_and_an_end_before_the_start_are_refused()
    {
        Assert.Equal(["coverage-invalid"], Rules(Decision(1, null, [])));
        Assert.Equal(["reason-missing"], Rules(Decision(reason: " ")));
        Assert.Equal(["reason-too-long"], Rules(Decision(reason: new string('x', 501))));
        Assert.Equal(["ends-before-it-starts"], Rules(Decision(from: new DateOnly(2026, 2, 1), until: new DateOnly(2026, 1, 31))));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("2026-11-20", "2026-11-20", true)]
    [InlineData("2026-11-21", null, false)]
    [InlineData(null, "2026-11-19", false)]
    public void An_approved_link_counts_from_its_first_day_to_its_last(string? from, string? until, bool counts)
    {
        var link = new GoalLink { Status = LinkStatus.Approved, ValidFrom = from is null ? null : DateOnly.Parse(from, null), ValidUntil = until is null ? null : DateOnly.Parse(until, null) };
        Assert.Equal(counts, link.Counts(new DateOnly(2026, 11, 20)));
        Assert.False(new GoalLink { Status = LinkStatus.Proposed }.Counts(new DateOnly(2026, 11, 20)));
    }

    [Fact]
    public void A_link_says_the_same_whoever_decided_it()
    {
        var one = new LinkState(LinkRelation.Narrow, LinkRole.Practise, LinkStatus.Approved, 1, 2, ["analoge klok"], "reden", null, null, "Muiswerk");
        Assert.True(one.SaysTheSame(one with { Author = "iemand" }));
        Assert.False(one.SaysTheSame(one with { PartNames = ["digitale klok"] }));
        Assert.Equal(one.ToJson(), LinkState.Parse(one.ToJson())!.ToJson());
    }
}
