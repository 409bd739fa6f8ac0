using Dashboard.Contracts;
using Dashboard.Publishers.Styles;
using Dashboard.Schools.Calendar;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Publishers;

public class StyleTests
{
    [Fact, Trait("Requirement", "DA-13"), Trait("Requirement", "DA-20"), Trait("Requirement", "DA-29")]
    public void Every_style_says_how_to_read_it_in_two_languages_and_keeps_its_own_character()
    {
        Assert.Equal(["muiswerk", "rekentuin", "numo", "cito"], PublisherStyles.All.Select(s => s.Key));
        Assert.All(PublisherStyles.All, s =>
        {
            var stored = ToolProfile.Parse(s.Profile.ToJson());
            Assert.Equal(["en", "nl"], stored.HowToRead.Keys.Order());
            Assert.Equal(["en", "nl"], stored.ScoreLabel.Keys.Order());
            Assert.All(stored.NotOffered.Values, texts => Assert.Equal(["en", "nl"], texts.Keys.Order()));
            Assert.Equal(s.Key == "cito" ? OriginKind.StandardisedTest : OriginKind.Practice, stored.Origins["*"]);
        });
        Assert.Equal([ScoreMeaning.ProportionCorrect, ScoreMeaning.MasteryRating, ScoreMeaning.GoalState, ScoreMeaning.NormLabel], PublisherStyles.All.Select(s => s.Profile.Meaning));
        Assert.Equal([false, true, true, false], PublisherStyles.All.Select(s => s.Profile.Adaptive));
        Assert.Equal([false, true, false, false], PublisherStyles.All.Select(s => s.Profile.FreePractice));
    }

    [Fact, Trait("Requirement", "DA-11")]
    public void Origin_and_modus_come_from_the_exact_code_then_the_longest_beginning_then_the_rest()
    {
        var tool = UwlrMessage.ToolOf(new ToolProfile
        {
            Origins = { ["*"] = OriginKind.Practice, ["A*"] = OriginKind.EntryTest, ["AB*"] = OriginKind.ProgressTest, ["ABC"] = OriginKind.StandardisedTest },
            Modi = { ["T/P"] = "taakgericht" },
        });
        foreach (var (code, origin) in new[] { ("ABC", OriginKind.StandardisedTest), ("ABD", OriginKind.ProgressTest), ("AX", OriginKind.EntryTest), ("X", OriginKind.Practice) })
        {
            var result = new Result();
            tool.Finish(result, code);
            Assert.Equal((origin, null), (result.Origin, result.Modus));
        }
        var known = new Result { Origin = OriginKind.EntryTest };
        tool.Finish(known, "T/P", "P", "T");
        Assert.Equal((OriginKind.EntryTest, "taakgericht"), (known.Origin, known.Modus));
    }

    [Theory]
    [InlineData("2026-10-29T09:30:00Z", "2026-10-29T09:30:00Z")]
    [InlineData("2026-10-29T09:30:00.123+02:00", "2026-10-29T07:30:00.123Z")]
    [InlineData("2026-10-29T09:30:00", "2026-10-29T08:30:00Z")]
    [InlineData("2026-07-01T09:30", "2026-07-01T07:30:00Z")]
    [InlineData("2026-10-29", "2026-10-29T11:00:00Z")]
    [InlineData("29-10-2026", null)]
    [InlineData("2026-13-01T00:00:00Z", null)]
    [InlineData(null, null)]
    public void A_time_without_an_offset_is_Amsterdam_time(string? text, string? utc) =>
        Assert.Equal(utc is null ? null : DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), WrittenTime.Instant(text));

    [Theory]
    [InlineData("2026-2027", 2026)]
    [InlineData("S1 2026-2027", 2026)]
    [InlineData("2026-2028", null)]
    [InlineData("12026-2027", null)]
    public void A_school_year_is_found_in_the_name_of_a_period(string text, int? year) => Assert.Equal(year, (int?)WrittenTime.SchoolYear(text));
}
