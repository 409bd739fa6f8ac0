using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Contracts;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.EduV;
using Dashboard.Tests.Publishers;

namespace Dashboard.Tests.Conformance;

/// <summary>The Edu-V Progress draft 0.0.5.</summary>
public class ProgressRules
{
    private const string Draft = "Edu-V Progress";

    [Theory, Rule(Draft, "every required field is required; courseId may be missing")]
    [InlineData("student", 11), InlineData("assignableUnitId", 11), InlineData("status", 11), InlineData("timestamp", 11), InlineData("courseId", 0)]
    public void Every_required_field_is_required(string field, int status)
    {
        var (one, notes) = Read(m => m.Remove(field));
        Assert.Equal(status > 0, one is null);
        Assert.Equal(field, status > 0 ? notes.Refused.Single().Field : notes.ReadOver.Single().Field);
    }

    [Theory, Rule(Draft, "status is not-started, started, completed or abandoned")]
    [InlineData("not-started", ResultStatus.Missing), InlineData("started", ResultStatus.InProgress), InlineData("completed", ResultStatus.Final), InlineData("abandoned", ResultStatus.Final)]
    public void Status_is_one_of_four(string status, ResultStatus expected) => Assert.Equal(expected, Good(m => m["status"] = status).Status);

    [Theory, Rule(Draft, "pleaseFollowup, as the example spells it too")]
    [InlineData("pleaseFollowup"), InlineData("pleaseFollowUp")]
    public void PleaseFollowup_raises_the_tool_s_trigger(string name) => Assert.Equal(SignalKind.Stuck, Good(m => m[name] = true).Trigger!.Kind);

    [Fact, Rule(Draft, "pleaseFollowup is false by default, which takes an earlier one back")]
    public void Without_pleaseFollowup_the_trigger_is_taken_back() => Assert.Equal((true, null), Good(_ => { }).Trigger is var t ? (t is not null, t?.Kind) : default);

    [Fact, Rule(Draft, "additionalInfo is at most 15 characters; longer is kept and reported")]
    public void A_long_additionalInfo_is_kept_and_reported()
    {
        var (one, notes) = Read(m => m["additionalInfo"] = "meer dan vijftien tekens");
        Assert.Equal(("meer dan vijftien tekens", "additionalInfo"), (one!.Result.Context!.Single().Value, notes.ReadOver.Single().Field));
        Assert.Empty(Read(m => m["additionalInfo"] = ":)").Notes.ReadOver);
    }

    [Fact, Rule(Draft, "PUT on an id creates or changes: the id of the address is the key, the timestamp the version")]
    public void The_id_of_the_address_is_the_key()
    {
        var result = Good(m => m.Remove("id"));
        Assert.Equal(("numo-1", new DateTimeOffset(2026, 10, 29, 9, 30, 0, TimeSpan.Zero)), (result.ResultId, result.Modified));
        Assert.Equal("id", Read(m => m["id"] = "anders").Notes.Refused.Single().Field);
    }

    [Fact, Rule(Draft, "an indication is about its assignable unit, never combined for a chapter")]
    public void An_indication_is_about_its_assignable_unit() => Assert.Equal(["numo-klok"], Good(_ => { }).CodeCandidates);

    [Fact, Rule(Draft, "the dashboard block says which trigger and why")]
    public void The_block_says_which_trigger_and_why()
    {
        var trigger = Good(m => { m["pleaseFollowup"] = true; m["dashboard"] = JsonNode.Parse("""{ "trigger": { "kind": "FastProgress", "reasonText": "Drie doelen in een week" } }"""); }).Trigger!;
        Assert.Equal((SignalKind.FastProgress, "Drie doelen in een week"), (trigger.Kind, trigger.ReasonText));
    }

    private static Result Good(Action<JsonObject> change)
    {
        var (one, notes) = Read(change);
        Assert.Empty(notes.Refused);
        return one!.Result;
    }

    private static (IncomingResult? One, EduVNotes Notes) Read(Action<JsonObject> change)
    {
        var message = JsonNode.Parse("""
            { "id": "numo-1", "student": { "userIds": [ { "userId": "lln-maaike", "userIdType": "ASI" } ] },
              "school": { "organisationIds": [ { "organisationId": "99XX", "organisationIdType": "OIE_CODE" } ] },
              "assignableUnitId": "numo-klok", "courseId": "numo-rekenen", "status": "completed", "timestamp": "2026-10-29T09:30:00Z" }
            """)!.AsObject();
        change(message);
        var (progress, notes) = (message.Deserialize(EduVJson.Default.SimpleProgress)!, new EduVNotes());
        ProgressReader.Check("numo-1", progress, notes);
        return (notes.Any ? null : ProgressReader.Read("numo-1", progress, EduVMessage.Tool("numo"), notes), notes);
    }
}
