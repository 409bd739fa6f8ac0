using System.Text.Json.Nodes;
using Dashboard.Contracts;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Publishers.EduVMessage;

namespace Dashboard.Tests.Publishers;

public class EduVStatementTests
{
    [Fact, Trait("Requirement", "DA-02"), Trait("Requirement", "DA-04"), Trait("Requirement", "DA-05"), Trait("Requirement", "DA-21"), Trait("Requirement", "DA-23")]
    public void For_Rekentuin_the_rating_is_the_score_and_counts_stand_beside_it()
    {
        var result = Assert.Single(Good(Message().Scores(("SkillScore", "287.5", null, null), ("NumberItems", "20", null, null), ("NumberCorrect", "15", null, null), ("DurationInSeconds", "600.4", null, null))));
        Assert.Equal(("ssr-12", "", "SkillScore", true), (result.ResultId, result.Part, result.ScoreType, result.Primary));
        Assert.Equal((ScoreMeaning.MasteryRating, 287.5), (result.Meaning, result.Score));
        Assert.Equal((20, 15, 600), (result.Items, result.Correct, result.Seconds));
        Assert.Equal(["rekentuin-klok"], result.CodeCandidates);
        Assert.Equal((OriginKind.Practice, "adaptief", "Klok", 12), (result.Origin, result.Modus, result.Exercise, result.Sequence));
        Assert.Equal((new DateTimeOffset(2026, 10, 29, 9, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 29, 9, 56, 0, TimeSpan.Zero)), (result.TakenAt, result.Modified));
    }

    [Fact, Trait("Requirement", "DA-21")]
    public void In_Rekentuin_a_proportion_correct_never_stands_as_a_score()
    {
        var result = Assert.Single(Good(Message().Scores(("NumberItems", "20", null, null), ("NumberCorrect", "15", null, null))));
        Assert.Equal((ScoreMeaning.None, null, 20, 15), (result.Meaning, result.Score, result.Items, result.Correct));
    }

    [Fact]
    public void Parts_become_results_of_their_own_with_three_codes_to_match()
    {
        var results = Good(Message().Scores(("NumberCorrect", "6", "8", "heel"), ("ScorePoints", "14", "20", "half")), "muiswerk");
        Assert.Equal(["heel", "half"], results.Select(r => r.Part));
        Assert.Equal(["rekentuin-klok/heel", "heel", "rekentuin-klok"], results[0].CodeCandidates);
        Assert.Equal((6d, 8d, 8, 6, "Klok: Hele uren"), (results[0].Score, results[0].ScoreMax, results[0].Items, results[0].Correct, results[0].Exercise));
        Assert.Equal((14d, 20d, ScoreMeaning.ProportionCorrect), (results[1].Score, results[1].ScoreMax, results[1].Meaning));
        Assert.All(results, r => Assert.True(r.Primary));
    }

    [Fact]
    public void Further_scores_and_results_are_second_rows_without_items()
    {
        var results = Good(Message().Scores(("NumberItems", "10", null, null), ("NumberCorrect", "9", null, null), ("PercentageCorrect", "90", null, null), ("SkillScore", "-1.5", null, null)).Results(("OVG", "G")), "muiswerk");
        Assert.Equal(["NumberCorrect", "PercentageCorrect", "SkillScore", "OVG"], results.Select(r => r.ScoreType));
        Assert.Equal([true, false, false, false], results.Select(r => r.Primary));
        Assert.Equal((null, null, -1.5), (results[2].Items, results[2].Seconds, results[2].Score));
        Assert.Equal(("G", ScoreMeaning.NormLabel, null), (results[3].Label, results[3].Meaning, results[3].Score));
        Assert.All(results, r => Assert.Equal(results[0].CodeCandidates, r.CodeCandidates));
    }

    [Fact]
    public void Results_alone_are_primary()
    {
        var results = Good(Message().Results(("PassOrFail", "Pass"), ("OVG", "V")));
        Assert.Equal([("PassOrFail", true, "Pass"), ("OVG", false, "V")], results.Select(r => (r.ScoreType, r.Primary, r.Label!)));
    }

    [Fact, Trait("Requirement", "DA-21"), Trait("Requirement", "NU-08")]
    public void Numo_s_goal_state_comes_before_its_counts()
    {
        var results = Good(Message().Scores(("NumberItems", "10", null, null), ("NumberCorrect", "4", null, null)).Results(("GoalState", "bezig")), "numo");
        var state = Assert.Single(results);
        Assert.Equal(("GoalState", ScoreMeaning.GoalState, "bezig", true, 10, 4), (state.ScoreType, state.Meaning, state.Label, state.Primary, state.Items, state.Correct));
    }

    [Fact, Trait("Requirement", "NU-04"), Trait("Requirement", "DA-11")]
    public void A_sprongtoets_is_an_entry_test()
    {
        var message = Message().Scores(("NumberCorrect", "9", "10", null));
        message["assessmentDefinition"]!["id"] = "sprong-klok";
        message.Statement()["scores"]![0]!["assessmentId"] = "sprong-klok";
        Assert.Equal(OriginKind.EntryTest, Assert.Single(Good(message, "numo")).Origin);
    }

    [Fact, Trait("Requirement", "NU-09"), Trait("Requirement", "NU-22"), Trait("Requirement", "DA-08")]
    public void The_extension_block_brings_origin_modus_effort_context_goals_and_trigger()
    {
        var message = Message().Scores(("NumberCorrect", "9", "10", null));
        message.Statement()["dashboard"] = JsonNode.Parse("""
            { "originKind": "entryTest", "modus": "taakgericht", "items": 99, "minutes": 7.5, "explanationMinutes": "2", "effort": "hoog",
              "context": [ { "key": "munten", "label": "Numo's", "value": 12 } ], "goals": [ { "code": "numo-klok" }, { "code": "numo-klok" } ],
              "trigger": { "kind": "fastProgress", "reasonCode": "harderLevel", "reasonText": "Klaar voor meer" } }
            """);
        var result = Assert.Single(Good(message, "numo"));
        Assert.Equal((OriginKind.EntryTest, "taakgericht", 10, 450, 120, "hoog"), (result.Origin, result.Modus, result.Items, result.Seconds, result.ExplanationSeconds, result.Effort));
        Assert.Equal(("munten", "12"), (result.Context![0].Key, result.Context[0].Value));
        Assert.Equal(["numo-klok"], result.GoalCodes);
        Assert.Equal((SignalKind.FastProgress, TriggerReason.HarderLevel, "Klaar voor meer"), (result.Trigger!.Kind, result.Trigger.Reason, result.Trigger.ReasonText));
    }

    [Fact]
    public void Unknown_terms_are_kept_opaque_and_reported()
    {
        var message = Message().Scores(("Sterren", "3 van 5", null, null)).Results(("Smiley", ":)"));
        message.Statement()["status"] = "definitief";
        message.Statement()["dashboard"] = JsonNode.Parse("""{ "originKind": "huiswerk", "trigger": { "kind": "Alarm" } }""");
        var (results, notes) = Read(message);
        Assert.Empty(notes.Refused);
        Assert.Equal(["unknown-status", "unknown-score-type", "unknown-result-type", "unknown-term", "unknown-term"], notes.ReadOver.Select(p => p.Code));
        Assert.Equal([("Sterren", "3 van 5"), ("Smiley", ":)")], results.Select(r => (r.Result.ScoreType, r.Result.Label!)));
        Assert.Null(results[0].Result.Trigger);
        Assert.Equal(OriginKind.Practice, results[0].Result.Origin);
    }

    [Fact]
    public void A_cancelled_statement_withdraws_everything_under_its_id()
    {
        var message = Message();
        message.Statement()["status"] = "Canceled";
        var (results, _) = Read(message);
        var one = Assert.Single(results);
        Assert.Equal((ResultStatus.Cancelled, Result.Whole, Result.Whole, "ssr-12"), (one.Result.Status, one.Result.Part, one.Result.ScoreType, one.Result.ResultId));
        Assert.Equal(new DateTimeOffset(2026, 10, 29, 9, 56, 0, TimeSpan.Zero), one.Result.Modified);
        Assert.Empty(one.Pupil);
    }

    [Fact]
    public void Missing_counts_for_every_part_of_the_assessment()
    {
        var message = Message();
        message.Statement()["missing"] = true;
        var results = Good(message);
        Assert.Equal(["heel", "half"], results.Select(r => r.Part));
        Assert.All(results, r => Assert.Equal((ResultStatus.Missing, null), (r.Status, r.Score)));
    }

    [Fact]
    public void A_statement_s_own_link_goes_before_the_message_s_and_one_that_names_a_pupil_is_withheld()
    {
        var message = Message().Scores(("NumberCorrect", "9", "10", null));
        message["reviewUrl"] = "https://tool.example/groep";
        Assert.Equal("https://tool.example/groep", Good(message)[0].DeepLink);
        message.Statement()["reviewUrl"] = "https://tool.example/afname/7";
        Assert.Equal("https://tool.example/afname/7", Good(message)[0].DeepLink);
        message.Statement()["reviewUrl"] = "https://tool.example/lln-maaike";
        var (results, notes) = Read(message);
        Assert.Null(results[0].Result.DeepLink);
        Assert.Equal("link-withheld", Assert.Single(notes.ReadOver).Code);
    }

    [Fact]
    public void A_score_scale_gives_the_score_its_label()
    {
        foreach (var (value, label) in new[] { ("9", "Onvoldoende"), ("10", "Voldoende"), ("17.5", "Goed") })
        {
            var message = Message().Scores(("ScorePoints", value, "20", null));
            message.Statement()["scores"]![0]!["scoreScaleIds"] = new JsonArray("ovg");
            Assert.Equal(label, Good(message, "muiswerk")[0].Label);
        }
    }

    [Fact, Trait("Requirement", "CI-19"), Trait("Requirement", "CI-20"), Trait("Requirement", "CI-21")]
    public void A_pupil_is_known_by_ECK_iD_then_LAS_key_then_user_name_then_another_key()
    {
        var message = Message().Scores(("NumberCorrect", "9", "10", null));
        message.Statement()["student"] = JsonNode.Parse("""
            { "userMasterIdentifier": "https://ketenid.nl/pilot/x", "userIds": [ { "userId": "bp", "userIdType": "BPI" }, { "userId": "u@s", "userIdType": "NEPPI" }, { "userId": "las", "userIdType": "ASI" } ] }
            """);
        var (results, _) = Read(message);
        Assert.Equal([AliasKind.EckId, AliasKind.LasKey, AliasKind.UserName, AliasKind.PublisherKey], results[0].Pupil.Select(p => p.Kind));
    }
}
