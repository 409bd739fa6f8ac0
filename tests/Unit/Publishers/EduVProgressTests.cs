using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Contracts;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.EduV;

namespace Dashboard.Tests.Publishers;

public class EduVProgressTests
{
    [Fact]
    public void Progress_becomes_a_result_in_words_under_the_id_of_the_address()
    {
        var (one, notes) = Read(Progress());
        Assert.Empty(notes.ReadOver);
        Assert.Equal(("numo-1", "progress", "completed", ResultStatus.Final), (one.Result.ResultId, one.Result.ScoreType, one.Result.Label, one.Result.Status));
        Assert.Equal(["numo-klok"], one.Result.CodeCandidates);
        Assert.Equal(new DateTimeOffset(2026, 10, 29, 9, 30, 0, TimeSpan.Zero), one.Result.Modified);
        Assert.Equal("lln-maaike", one.Pupil[0].Value);
        Assert.Null(one.Result.Trigger!.Kind);
    }

    [Theory, Trait("Requirement", "SI-06"), Trait("Requirement", "SI-07"), Trait("Requirement", "NU-14")]
    [InlineData("pleaseFollowup")]
    [InlineData("pleaseFollowUp")]
    public void A_bare_pleaseFollowup_takes_the_kind_of_the_profile_in_either_spelling(string name)
    {
        var progress = Progress();
        progress[name] = true;
        progress["additionalInfo"] = "!";
        var trigger = Read(progress).One.Result.Trigger!;
        Assert.Equal((SignalKind.Stuck, "!"), (trigger.Kind, trigger.ReasonText));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_extension_block_says_which_kind_and_why(bool pleaseFollowup)
    {
        var progress = Progress();
        progress["pleaseFollowup"] = pleaseFollowup;
        progress["additionalInfo"] = ":)";
        progress["dashboard"] = JsonNode.Parse("""{ "originKind": "practice", "items": 12, "correct": 11, "trigger": { "kind": "NewProgress", "reasonText": "Doel gehaald" } }""");
        var result = Read(progress).One.Result;
        Assert.Equal((SignalKind.NewProgress, "Doel gehaald", 12), (result.Trigger!.Kind, result.Trigger.ReasonText, result.Items));
        Assert.Equal(":)", result.Context!.Single(c => c.Key == "additionalInfo").Value);
    }

    [Theory]
    [InlineData("not-started", ResultStatus.Missing, 0)]
    [InlineData("started", ResultStatus.InProgress, 0)]
    [InlineData("abandoned", ResultStatus.Final, 0)]
    [InlineData("paused", ResultStatus.Final, 1)]
    public void The_four_statuses_are_known_and_another_is_kept(string status, ResultStatus expected, int reported)
    {
        var progress = Progress();
        progress["status"] = status;
        var (one, notes) = Read(progress);
        Assert.Equal((expected, status, reported), (one.Result.Status, one.Result.Label, notes.ReadOver.Count));
    }

    [Theory]
    [InlineData("student")]
    [InlineData("assignableUnitId")]
    [InlineData("status")]
    [InlineData("timestamp")]
    public void What_the_draft_requires_is_required(string field)
    {
        var progress = Progress();
        progress.Remove(field);
        Assert.Equal(field, Assert.Single(Check(progress).Refused).Field);
    }

    [Fact]
    public void The_id_in_the_body_is_the_one_in_the_address()
    {
        var progress = Progress();
        progress["id"] = "other";
        Assert.Equal("id", Assert.Single(Check(progress).Refused).Field);
    }

    private static JsonObject Progress() => JsonNode.Parse("""
        { "id": "numo-1", "student": { "userIds": [ { "userId": "lln-maaike", "userIdType": "ASI" } ] },
          "school": { "organisationIds": [ { "organisationId": "99XX", "organisationIdType": "OIE_CODE" } ] },
          "assignableUnitId": "numo-klok", "courseId": "numo-rekenen", "status": "completed", "timestamp": "2026-10-29T09:30:00Z" }
        """)!.AsObject();

    private static EduVNotes Check(JsonObject progress)
    {
        var notes = new EduVNotes();
        ProgressReader.Check("numo-1", progress.Deserialize(EduVJson.Default.SimpleProgress)!, notes);
        return notes;
    }

    private static (IncomingResult One, EduVNotes Notes) Read(JsonObject progress)
    {
        var notes = Check(progress);
        Assert.Empty(notes.Refused);
        return (ProgressReader.Read("numo-1", progress.Deserialize(EduVJson.Default.SimpleProgress)!, EduVMessage.Tool("numo"), notes), notes);
    }
}
