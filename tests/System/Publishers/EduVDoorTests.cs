using System.Text.Json;
using Dashboard.Contracts;

namespace Dashboard.SystemTests.Publishers;

public sealed class EduVDoorTests(RealParts parts)
{
    private const string Results = "/eduv/v2/results";

    [Fact, Trait("Requirement", "DA-18")]
    public async Task Without_a_token_or_its_scope_it_is_401_without_a_body()
    {
        await using var door = await Door.Open(parts);
        foreach (var token in new[] { null, "onzin", await door.Token("numo", "eduv.progress") })
        {
            var (status, body, delivery) = await door.Send(HttpMethod.Post, Results, Message(), token);
            Assert.Equal((401, ""), (status, body));
            Assert.NotEqual(Guid.Empty, delivery);
        }
        Assert.Equal([["", "2"], ["numo", "1"]], await door.Database.Query("select client, count(*) from delivery group by 1 order by 1"));
    }

    [Fact]
    public async Task Good_is_202_and_kept_and_a_fault_in_one_statement_stores_nothing()
    {
        await using var door = await Door.Open(parts);
        var token = await door.Token("numo");
        var (bad, body, _) = await door.Send(HttpMethod.Post, Results, Message(score: "11"), token);
        Assert.Equal(400, bad);
        var status = Assert.Single(JsonDocument.Parse(body).RootElement.EnumerateArray());
        Assert.Equal(("s-1", 11), (status.GetProperty("id").GetString(), status.GetProperty("status").GetInt32()));
        Assert.Empty(await door.Kept());

        var (ok, empty, _) = await door.Send(HttpMethod.Post, Results, Message(), token);
        Assert.Equal((202, ""), (ok, empty));
        Assert.Equal(("s-1", ScoreMeaning.ProportionCorrect, 9), Assert.Single(await door.Kept()) is var r ? (r.ResultId, r.Meaning, r.Correct!.Value) : default);
    }

    [Fact, Trait("Requirement", "DA-19")]
    public async Task An_unknown_school_is_23_and_a_feed_that_is_off_22()
    {
        await using var door = await Door.Open(parts);
        var token = await door.Token("numo");
        var (unknown, body, _) = await door.Send(HttpMethod.Post, Results, Message(school: "99ZZ"), token);
        Assert.Equal((400, 23), (unknown, Status(body)));
        var (off, forbidden, _) = await door.Send(HttpMethod.Post, Results, Message(school: "11BB"), token);
        Assert.Equal((403, 22), (off, Status(forbidden)));
        Assert.Equal(["delivery-refused", door.OtherSchool.ToString(System.Globalization.CultureInfo.InvariantCulture)], (await door.Database.Query("select action, school_id from audit where action <> 'roster-import' and school_id <> 0")).Single());
    }

    [Fact, Trait("Requirement", "SI-06")]
    public async Task Progress_comes_in_only_where_the_feed_takes_it()
    {
        await using var door = await Door.Open(parts);
        const string progress = """
            { "student": { "userIds": [ { "userId": "lln-1", "userIdType": "ASI" } ] }, "school": { "organisationIds": [ { "organisationId": "beuk", "organisationIdType": "AS_ID" } ] },
              "assignableUnitId": "numo-klok", "courseId": "c", "status": "completed", "timestamp": "2026-11-19T09:30:00Z", "pleaseFollowup": true }
            """;
        var (no, body, _) = await door.Send(HttpMethod.Put, "/eduv/v0/progress/p-1", progress, await door.Token("rekentuin"));
        Assert.Equal((403, 22), (no, Status(body)));
        var (yes, _, _) = await door.Send(HttpMethod.Put, "/eduv/v0/progress/p-1", progress, await door.Token("numo"));
        Assert.Equal(202, yes);
        Assert.Equal(("p-1", SignalKind.Stuck), Assert.Single(await door.Kept()) is var r ? (r.ResultId, r.Trigger!.Kind!.Value) : default);
    }

    internal static string Message(string score = "9", string school = "11AA") => $$"""
        { "id": "m", "assessmentDateTime": "2026-11-19T09:30:00Z", "timestamp": "2026-11-19T10:00:00Z", "schoolPeriod": "2026-2027",
          "school": { "organisationIds": [ { "organisationId": "{{school}}", "organisationIdType": "OIE_CODE" } ] }, "assessmentDefinition": { "id": "numo-klok", "name": "Klok" },
          "studentScoresAndResults": [ { "id": "s-1", "student": { "userIds": [ { "userId": "lln-1", "userIdType": "ASI" } ] }, "dateCreated": "2026-11-19T09:30:00Z", "dateLastModified": "2026-11-19T09:30:00Z",
            "scores": [ { "scoreType": "NumberCorrect", "scoreValue": "{{score}}", "scoreMaximum": "10", "assessmentId": "numo-klok" } ] } ] }
        """;

    private static int Status(string body) => JsonDocument.Parse(body).RootElement[0].GetProperty("status").GetInt32();
}
