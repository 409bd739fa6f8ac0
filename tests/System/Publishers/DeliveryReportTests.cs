using System.Text.Json;
using Dashboard.Contracts;

namespace Dashboard.SystemTests.Publishers;

public sealed class DeliveryReportTests(RealParts parts)
{
    [Fact]
    public async Task A_publisher_reads_its_own_deliveries_by_either_standard_and_no_other_s()
    {
        await using var door = await Door.Open(parts);
        var (_, _, uwlr) = await door.Soap(UwlrDoorTests.Envelope());
        var (_, _, refused) = await door.Soap(UwlrDoorTests.Envelope(score: "-1"));
        var (_, _, other) = await door.Send(HttpMethod.Post, "/eduv/v2/results", EduVDoorTests.Message(), await door.Token("numo"));
        var token = await door.Token("muiswerk");

        var (status, body, _) = await door.Send(HttpMethod.Get, $"/api/v1/deliveries/{refused}", null, token);
        var report = JsonDocument.Parse(body).RootElement;
        Assert.Equal((200, "rejected", "muiswerk", "beuk", 1), (status, report.GetProperty("state").GetString(), report.GetProperty("tool").GetString(), report.GetProperty("school").GetString(), report.GetProperty("rejected").GetInt32()));
        Assert.Equal(["id", "tool", "school", "receivedAt", "state", "accepted", "unchanged", "corrected", "rejected", "unmatched", "problems", "withoutGoal"], report.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["resultId", "field", "code", "message"], report.GetProperty("problems")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(404, (await door.Send(HttpMethod.Get, $"/api/v1/deliveries/{other}", null, token)).Status);

        var (first, next) = await Page(door, "", token);
        Assert.Equal([uwlr, refused], first);
        Assert.Empty((await Page(door, next, token)).Items);
        var (_, _, later) = await door.Soap(UwlrDoorTests.Envelope());
        Assert.Equal([later], (await Page(door, next, token)).Items);
        Assert.Equal(400, (await door.Send(HttpMethod.Get, "/api/v1/deliveries?since=gisteren", null, token)).Status);
        Assert.Equal(403, (await door.Send(HttpMethod.Get, "/api/v1/deliveries", null, await door.Token("muiswerk", "eduv.result"))).Status);
        Assert.Equal(401, (await door.Send(HttpMethod.Get, "/api/v1/deliveries", null, null)).Status);
    }

    [Fact]
    public async Task The_cursor_misses_no_delivery_however_many_come_in_at_once()
    {
        await using var door = await Door.Open(parts);
        var token = await door.Token("muiswerk");
        var sending = Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            var ids = new List<Guid>();
            for (var i = 0; i < 12; i++) ids.Add((await door.Soap(UwlrDoorTests.Envelope())).Delivery);
            return ids;
        }));
        var (seen, since) = (new List<Guid>(), "");
        for (var last = false; !last;)
        {
            last = sending.IsCompleted;
            var (items, next) = await Page(door, since, token);
            (since, last) = (next ?? "", last && items.Count == 0);
            seen.AddRange(items);
        }
        Assert.Equal((await sending).SelectMany(ids => ids).Order(), seen.Order());
    }

    [Fact]
    public async Task A_withdrawal_is_a_delivery_of_the_publisher_s_own_tool()
    {
        await using var door = await Door.Open(parts);
        var token = await door.Token("muiswerk");
        var (status, _, delivery) = await door.Send(HttpMethod.Delete, "/api/v1/tools/muiswerk/results/r-1?school=beuk&schoolYear=2026-2027", null, token);
        Assert.Equal(202, status);
        Assert.NotEqual(Guid.Empty, delivery);
        Assert.Equal(("r-1", Result.Whole, ResultStatus.Cancelled), Assert.Single(await door.Kept()) is var r ? (r.ResultId, r.Part, r.Status) : default);
        foreach (var (path, expected) in new[]
        {
            ("numo/results/r-1?school=beuk&schoolYear=2026-2027", 403), ("muiswerk/results/r-1?school=niemand&schoolYear=2026-2027", 404),
            ("muiswerk/results/r-1?school=beuk", 400), ("muiswerk/results/r-1?school=11BB&schoolYear=2026-2027", 403),
        })
        {
            var (refused, _, id) = await door.Send(HttpMethod.Delete, "/api/v1/tools/" + path, null, token);
            Assert.Equal(expected, refused);
            Assert.NotEqual(Guid.Empty, id);
        }
        Assert.Single(await door.Kept());
    }

    [Fact]
    public async Task A_shared_secret_is_no_good_without_the_sample_school()
    {
        await using var door = await Door.Open(parts, sample: false);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "numo-client", ["client_secret"] = "geheim" });
        using var answer = await door.Http.PostAsync("/connect/token", form, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("invalid_client", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<(List<Guid> Items, string? Next)> Page(Door door, string? since, string token)
    {
        var (_, body, _) = await door.Send(HttpMethod.Get, "/api/v1/deliveries?since=" + since, null, token);
        var page = JsonDocument.Parse(body).RootElement;
        return ([.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())], page.GetProperty("next").GetString());
    }
}
