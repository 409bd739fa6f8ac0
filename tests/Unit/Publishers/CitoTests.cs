using Dashboard.Contracts;
using Dashboard.Publishers.Cito;
using Dashboard.Publishers.DeepLinks;
using Dashboard.Publishers.Styles;

namespace Dashboard.Tests.Publishers;

/// <summary>Standardised tests that are fetched: which come through, and how they are read.</summary>
public sealed class CitoTests
{
    private static readonly string[] Ladder = ["bb", "kb", "gt", "havo", "vwo"];

    /// <summary>The five options against the five relative levels (CI-07 … CI-11).</summary>
    [Theory]
    [InlineData(2, true, true, true, true, true)]
    [InlineData(1, true, true, true, true, false)]
    [InlineData(0, true, true, true, false, false)]
    [InlineData(-1, true, true, false, false, false)]
    [InlineData(-2, true, false, false, false, false)]
    [Trait("Requirement", "CI-06")]
    [Trait("Requirement", "CI-07")]
    [Trait("Requirement", "CI-09")]
    [Trait("Requirement", "CI-10")]
    [Trait("Requirement", "CI-11")]
    public void The_five_options(int option, bool twoBelow, bool oneBelow, bool at, bool oneAbove, bool twoAbove)
    {
        Assert.Equal([twoBelow, oneBelow, at, oneAbove, twoAbove], new[] { -2, -1, 0, 1, 2 }.Select(relative => ReturnLevel.Passes(relative, option)));
    }

    [Theory]
    [InlineData("havo", true)]
    [InlineData("vmbo-gt", true)]
    [InlineData("bb", true)]
    [InlineData("vwo", false)]
    [Trait("Requirement", "CI-08")]
    public void A_havo_test_with_option_0_brings_havo_and_lower(string reached, bool comes)
    {
        Assert.Equal(comes, ReturnLevel.Passes(ReturnLevel.Relative("havo", reached), 0));
    }

    [Fact]
    [Trait("Requirement", "CI-06")]
    public void What_comes_through_is_never_above_the_chosen_level()
    {
        // Every pair of levels, every option.
        foreach (var (test, from) in Ladder.Select((l, i) => (l, i)))
            foreach (var (reached, to) in Ladder.Select((l, i) => (l, i)))
                foreach (var option in Enumerable.Range(-2, 5))
                    Assert.Equal(option == 2 || Math.Max(to - from, -2) <= option, ReturnLevel.Passes(ReturnLevel.Relative(test, reached), option));
    }

    [Fact]
    public void What_cannot_be_compared_comes_only_with_everything()
    {
        Assert.Null(ReturnLevel.Relative("M5", "havo"));
        Assert.Null(ReturnLevel.Relative(null, "havo"));
        Assert.Equal([true, false, true], new int?[] { 2, 1, null }.Select(option => ReturnLevel.Passes(null, option)));
        Assert.Equal(-2, ReturnLevel.Relative("E6", "M4"));
    }

    [Fact]
    [Trait("Requirement", "DA-11")]
    [Trait("Requirement", "CI-19")]
    [Trait("Requirement", "CI-20")]
    [Trait("Requirement", "CI-21")]
    public void A_result_is_a_standardised_test_with_its_level_in_words_and_the_chain_of_ids()
    {
        var (results, problems) = Read(null, Test("t-1", "M5", "E5", new CitoPupil("https://ketenid.nl/x", "1234", "C9")));

        Assert.Empty(problems);
        Assert.Equal(2, results.Count);
        var (year, first) = results[0];
        Assert.Equal(((short)2026, OriginKind.StandardisedTest, ScoreMeaning.NormLabel, (string?)"E5", (int?)40, (int?)29, true), (year, first.Result.Origin, first.Result.Meaning, first.Result.Label, first.Result.Items, first.Result.Correct, first.Result.Primary));
        Assert.Equal(["https://ketenid.nl/x", "1234", "1234", "cito:C9"], first.Pupil.Select(p => p.Value));
        Assert.Equal((ScoreMeaning.Points, 152d, false, (int?)null), (results[1].Result.Result.Meaning, results[1].Result.Result.Score, results[1].Result.Result.Primary, results[1].Result.Result.Items));
    }

    [Fact]
    public void The_filter_keeps_results_out_and_says_how_many()
    {
        var (results, problems) = Read(0, Test("t-1", "M5", "E5"), Test("t-2", "M5", "M5"));

        Assert.Equal(["t-2", "t-2"], results.Select(r => r.Result.Result.ResultId));
        Assert.Equal("level-filter", Assert.Single(problems).Code);
        Assert.StartsWith("1 resultaten", problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_cannot_be_read_is_said_and_holds_up_nobody()
    {
        var good = Test("t-9", "M5", "M5");
        var (results, problems) = Read(null, good with { Id = null }, good with { Id = "t-2", Afnamedatum = "vorige week" }, good with { Id = "t-3", Leerling = null },
            good with { Id = "t-4", Goed = 41 }, good with { Id = "t-5", Toets = null }, good, good with { Id = "t-6", Status = "vervallen" });

        Assert.Equal(["id-missing", "date-invalid", "pupil-missing", "count-invalid", "test-missing"], problems.Select(p => p.Code));
        Assert.Equal(["t-9", "t-9", "t-6"], results.Select(r => r.Result.Result.ResultId));
        Assert.Equal((ResultStatus.Cancelled, Result.Whole), (results[2].Result.Result.Status, results[2].Result.Result.Part));
    }

    private static (List<(short Year, Dashboard.Publishers.Deliveries.IncomingResult Result)> Results, List<Dashboard.Publishers.Deliveries.DeliveryProblem> Problems) Read(int? option, params CitoResult[] page) =>
        CitoReader.Read(page, option, new ReadingTool(CitoStyle.Style.Profile, CitoStyle.Style, new DeepLinkRule([], false)));

    private static CitoResult Test(string id, string level, string reached, CitoPupil? pupil = null) => new(
        id, "2026-11-20T12:00:00Z", pupil ?? new CitoPupil(null, "1234", null), new CitoTest("RW-" + level, "Rekenen-Wiskunde", level), null, "2026-11-12", "2026-2027", reached, 152, 40, 29, 35, "definitief");
}
