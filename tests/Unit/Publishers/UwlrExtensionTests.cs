using Dashboard.Contracts;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Publishers.UwlrMessage;

namespace Dashboard.Tests.Publishers;

public class UwlrExtensionTests
{
    [Fact, Trait("Requirement", "DA-07"), Trait("Requirement", "DA-08"), Trait("Requirement", "DA-09"), Trait("Requirement", "DA-16"), Trait("Requirement", "SI-06")]
    public void Our_anderresultaat_wraps_a_score_and_carries_the_block()
    {
        var result = One(Result("""
            <anderresultaat xsi:type="u:anderresultaat">
              <u:score>4</u:score><u:originKind>progressTest</u:originKind><u:modus>remediërend</u:modus><u:items>12</u:items><u:correct>4</u:correct>
              <u:minutes>15</u:minutes><u:explanationMinutes>2.5</u:explanationMinutes><u:effort>hoog</u:effort>
              <u:context><u:key>hints</u:key><u:label>Hints</u:label><u:value>3</u:value><u:unit>keer</u:unit><u:explanation>Hoe vaak om hulp</u:explanation></u:context>
              <u:goals><u:code>KLOK-1</u:code></u:goals><u:goals><u:code>KLOK-2</u:code></u:goals>
              <u:trigger><u:kind>Stuck</u:kind><u:reasonText>Drie keer mis</u:reasonText><u:reasonCode>doneBadly</u:reasonCode><u:items>12</u:items>
                <u:from>2026-10-20</u:from><u:to>2026-10-29T10:00:00Z</u:to><u:adaptive>true</u:adaptive><u:targetLevelUsed>0</u:targetLevelUsed></u:trigger>
            </anderresultaat>
            """));
        Assert.Equal(("score", 4d, 10d, OriginKind.ProgressTest, "remediërend"), (result.ScoreType, result.Score, result.ScoreMax, result.Origin, result.Modus));
        Assert.Equal((12, 4, 900, 150, "hoog"), (result.Items, result.Correct, result.Seconds, result.ExplanationSeconds, result.Effort));
        var context = Assert.Single(result.Context!);
        Assert.Equal(("hints", "Hints", "3", "keer", "Hoe vaak om hulp"), (context.Key, context.Label, context.Value, context.Unit, context.Explanation));
        Assert.Equal(["KLOK-1", "KLOK-2"], result.GoalCodes);
        var trigger = result.Trigger!;
        Assert.Equal((SignalKind.Stuck, "Drie keer mis", TriggerReason.DoneBadly, 12), (trigger.Kind, trigger.ReasonText, trigger.Reason, trigger.Items));
        Assert.Equal((true, false), (trigger.Adaptive, trigger.TargetLevelUsed));
        Assert.Equal(new DateTimeOffset(2026, 10, 29, 10, 0, 0, TimeSpan.Zero), trigger.To);
    }

    [Fact]
    public void Wrapped_lists_and_attributes_are_read_too()
    {
        var result = One(Result("""
            <anderresultaat xsi:type="u:anderresultaat"><u:items>10</u:items><u:correct>9</u:correct>
              <u:context><u:item key="k" label="l" value="v"/></u:context><u:goals><u:goal code="A"/><u:goal><u:code>B</u:code></u:goal></u:goals><u:trigger kind="FastProgress"/></anderresultaat>
            """));
        Assert.Equal(("ander", ScoreMeaning.ProportionCorrect, 9d, 10d), (result.ScoreType, result.Meaning, result.Score, result.ScoreMax));
        Assert.Equal("v", Assert.Single(result.Context!).Value);
        Assert.Equal(["A", "B"], result.GoalCodes);
        Assert.Equal(SignalKind.FastProgress, result.Trigger!.Kind);
    }

    [Fact]
    public void It_may_wrap_an_osoresultaat_whose_own_counts_stay()
    {
        var result = One(Result("""
            <anderresultaat xsi:type="u:anderresultaat"><u:osoresultaat><oso:toetsscore><oso:aantalopgaven>8</oso:aantalopgaven><oso:aantalgoed>3</oso:aantalgoed><oso:tijd>60</oso:tijd></oso:toetsscore></u:osoresultaat>
              <u:items>99</u:items><u:minutes>99</u:minutes><u:explanationMinutes>1</u:explanationMinutes></anderresultaat>
            """));
        Assert.Equal(("oso", 8, 3, 60, 60), (result.ScoreType, result.Items, result.Correct, result.Seconds, result.ExplanationSeconds));
    }

    [Fact]
    public void A_trigger_without_a_kind_takes_that_of_the_profile()
    {
        var result = One(Result("<anderresultaat xsi:type=\"u:anderresultaat\"><u:score>4</u:score><u:trigger><u:reasonText>Kijk even</u:reasonText></u:trigger></anderresultaat>"),
            ToolOf(new ToolProfile { DefaultTrigger = SignalKind.NewProgress }));
        Assert.Equal(SignalKind.NewProgress, result.Trigger!.Kind);
    }

    [Fact]
    public void Of_an_unknown_own_format_the_andere_score_is_kept_in_words()
    {
        var (results, notes) = Read(Body(Result("<anderresultaat xsi:type=\"oso:iets\"><andere_score>7-</andere_score></anderresultaat>")));
        Assert.Empty(notes.Refused);
        Assert.Equal(("ander", "7-", null), (results[0].Result.ScoreType, results[0].Result.Label, results[0].Result.Score));
        Assert.Equal("own-format", Assert.Single(notes.ReadOver).Code);
    }

    [Fact]
    public void A_link_that_names_the_pupil_is_withheld_and_the_result_kept()
    {
        var (results, notes) = Read(Body(Result(more: "<infourl>https://muiswerk.example/rapport?leerling=L-0001</infourl>")));
        Assert.Null(results[0].Result.DeepLink);
        Assert.Equal(("link-withheld", "infourl", "afn-1001-7"), (notes.ReadOver[0].Code, notes.ReadOver[0].Field, notes.ReadOver[0].ResultId));
        Assert.Empty(notes.Refused);
    }
}
