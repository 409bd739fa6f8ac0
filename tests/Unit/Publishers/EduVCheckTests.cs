using System.Text.Json.Nodes;
using static Dashboard.Tests.Publishers.EduVMessage;

namespace Dashboard.Tests.Publishers;

public class EduVCheckTests
{
    [Theory]
    [InlineData("id")]
    [InlineData("assessmentDateTime")]
    [InlineData("timestamp")]
    [InlineData("schoolPeriod")]
    public void The_message_s_own_fields_are_required(string field)
    {
        var message = Filled();
        message.Remove(field);
        var (_, notes) = Read(message);
        var problem = Assert.Single(notes.Refused);
        Assert.Equal((null, field, "0011"), (problem.ResultId, problem.Field, problem.Code));
    }

    public static TheoryData<string, Action<JsonObject>> Bad => new()
    {
        { "student", m => m.Statement()["student"] = new JsonObject() },
        { "dateLastModified", m => m.Statement()["dateLastModified"] = "gisteren" },
        { "dateCreated", m => m.Statement().Remove("dateCreated") },
        { "scores/scoreValue", m => m.Score().Remove("scoreValue") },
        { "scores/scoreType", m => m.Score().Remove("scoreType") },
        { "scores/assessmentId", m => m.Score()["assessmentId"] = "iets anders" },
        { "scores/assessmentPartId", m => m.Score()["assessmentPartId"] = "kwart" },
        { "scores/scoreScaleIds", m => m.Score()["scoreScaleIds"] = new JsonArray("onbekend") },
        { "scores/NumberCorrect", m => m.Score()["scoreValue"] = "11" },
        { "scores/NumberCorrect", m => m.Score()["scoreValue"] = "9,5" },
        { "scores/NumberCorrect", m => m.Score()["scoreValue"] = "2.5" },
        { "scores/PercentageCorrect", m => m.Scores(("PercentageCorrect", "101", null, null)) },
        { "scores/SkillScore", m => m.Scores(("SkillScore", "NaN", null, null)) },
        { "scores/SkillScore", m => m.Scores(("SkillScore", "1e300", null, null)) },
        { "scores/ScorePoints", m => m.Scores(("ScorePoints", "21", "20", null)) },
        { "scores/ScorePoints", m => m.Scores(("ScorePoints", "-1", "20", null)) },
        { "scores/SkillScore", m => m.Scores(("SkillScore", "1", null, null), ("SkillScore", "2", null, null)) },
        { "results/OVG", m => m.Results(("OVG", "ZZZ")) },
        { "results/CPercentiel", m => m.Results(("CPercentiel", "140")) },
        { "results/assessmentId", m => { m.Results(("OVG", "G")); m.Statement()["results"]![0]!["assessmentId"] = "x"; } },
        { "scores", m => m.Scores() },
        { "dashboard/minutes", m => m.Statement()["dashboard"] = new JsonObject { ["minutes"] = -1 } },
        { "dashboard/context/key", m => m.Statement()["dashboard"] = new JsonObject { ["context"] = new JsonArray(new JsonObject { ["value"] = "x" }) } },
    };

    [Theory, MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void A_statement_that_cannot_be_granted_is_named_with_field_and_rule(string field, Action<JsonObject> change)
    {
        var message = Filled();
        change(message);
        var (_, notes) = Read(message);
        var problem = Assert.Single(notes.Refused);
        Assert.Equal(("ssr-12", field, "0011"), (problem.ResultId, problem.Field, problem.Code));
        Assert.DoesNotContain("lln-maaike", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_unchanged_message_is_good() => Assert.Single(Good(Filled()));

    [Fact]
    public void A_statement_id_is_unique_in_the_message()
    {
        var message = Filled();
        message["studentScoresAndResults"]!.AsArray().Add(message.Statement().DeepClone());
        var (_, notes) = Read(message);
        Assert.Equal(("ssr-12", "id"), (notes.Refused[0].ResultId, notes.Refused[0].Field));
    }

    private static JsonObject Filled() => Message().Scores(("NumberCorrect", "9", "10", "heel"));
}

file static class Change
{
    public static JsonObject Score(this JsonObject message) => message.Statement()["scores"]![0]!.AsObject();
}
