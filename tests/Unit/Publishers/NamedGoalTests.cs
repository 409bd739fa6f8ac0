using Dashboard.Contracts;
using Dashboard.Publishers.Extension;

namespace Dashboard.Tests.Publishers;

public sealed class NamedGoalTests
{
    private const string Id = "326eb7a4-e04d-454b-b900-3db3b349d221", Slo = "https://opendata.slo.nl/curriculum/uuid";

    [Theory, Trait("Requirement", "LD-13")]
    [InlineData(Id, Slo)]
    [InlineData(Id, "https://opendata.slo.nl/curriculum/uuid/")]
    [InlineData("326EB7A4-E04D-454B-B900-3DB3B349D221", "http://purl.edustandaard.nl/begrippenkader")]
    [InlineData(Slo + "/" + Id, null)]
    public void A_code_bound_to_a_vocabulary_of_SLO_is_a_goal(string code, string? vocabulary)
    {
        var named = new NamedGoals([new DashboardGoal { Code = code, Vocabulary = vocabulary }, new DashboardGoal { Code = "KLOK-1" }]);

        Assert.Equal([$"{Slo}/{Id}"], named.Uris);
        Assert.Equal(["KLOK-1"], named.Codes);
    }

    [Fact]
    public void Any_other_code_is_the_publishers_own()
    {
        var named = new NamedGoals([new DashboardGoal { Code = Id }, new DashboardGoal { Code = "x", Vocabulary = Slo }, new DashboardGoal { Code = Id, Vocabulary = "urn:muiswerk" }]);

        Assert.Equal([Id, "x"], named.Codes);
        Assert.Null(named.Uris);
        Assert.Null(new NamedGoals(null).Codes);
    }

    [Fact, Trait("Requirement", "DA-23")]
    public void Goals_of_a_statement_with_several_parts_are_not_multiplied_by_its_parts()
    {
        Result Row(string part) => new() { Part = part, GoalCodes = ["A", "B"], GoalUris = [$"{Slo}/{Id}"] };
        Result[] parts = [Row("1"), Row("2")], whole = [Row(""), Row("")];

        NamedGoals.OfTheWhole(parts);
        NamedGoals.OfTheWhole(whole);

        Assert.All(parts, p => Assert.True(p is { GoalCodes: null, GoalUris: null }));
        Assert.All(whole, p => Assert.Equal(2, p.GoalCodes!.Count));
    }

    [Theory]
    [InlineData("326eb7a4-e04d-454b-b900-3db3b349d221", " vocabulaire=\"https://opendata.slo.nl/curriculum/uuid/\"", true)]
    [InlineData("326eb7a4-e04d-454b-b900-3db3b349d221", " vocabulaire=\"http://purl.edustandaard.nl/begrippenkader\"", true)]
    [InlineData("https://opendata.slo.nl/curriculum/uuid/326eb7a4-e04d-454b-b900-3db3b349d221", "", true)]
    [InlineData("326eb7a4-e04d-454b-b900-3db3b349d221", "", false)]
    [InlineData("326eb7a4-e04d-454b-b900-3db3b349d221", " vocabulaire=\"http://uitgever.example/doelen\"", false)]
    [InlineData("KLOK-HEEL", " vocabulaire=\"https://opendata.slo.nl/curriculum/uuid\"", false)]
    public void A_code_of_UWLR_that_is_bound_to_a_vocabulary_of_goals_names_the_goal(string code, string vocabulary, bool named)
    {
        var tests = $"<toetsen><toets><toetscode>TIJD</toetscode><toetsonderdelen><toetsonderdeel><toetsonderdeelvolgnummer>1</toetsonderdeelvolgnummer><toetsonderdeelcode{vocabulary}>{code}</toetsonderdeelcode></toetsonderdeel></toetsonderdelen></toets></toetsen>";
        var part = Assert.Single(UwlrMessage.Read(UwlrMessage.Body(UwlrMessage.Result(code: "<toetscode>TIJD</toetscode>", part: $"<toetsonderdeelcode>{code}</toetsonderdeelcode>"), tests: tests)).Results).Result;
        Assert.Equal(named ? [$"{Slo}/326eb7a4-e04d-454b-b900-3db3b349d221"] : null, part.GoalUris);
        Assert.Equal($"TIJD/{code}", part.CodeCandidates[0]);

        var whole = Assert.Single(UwlrMessage.Read(UwlrMessage.Body(UwlrMessage.Result(code: $"<toetscode>{code}</toetscode>", part: ""), tests: $"<toetsen><toets><toetscode{vocabulary}>{code}</toetscode></toets></toetsen>")).Results).Result;
        Assert.Equal(named, whole.GoalUris is not null);
    }
}
