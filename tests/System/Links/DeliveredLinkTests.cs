using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Mapping.Links;
using Dashboard.Store;
using Dashboard.Store.Tables;

namespace Dashboard.SystemTests.Links;

/// <summary>Links as publishers deliver them: at the address for method goals, and inside results.</summary>
public sealed class DeliveredLinkTests(RealParts parts)
{
    private static object Body(params object?[] goals) => new { version = "test", goals };

    [Fact]
    [Trait("Requirement", "LD-13")]
    [Trait("Requirement", "LD-14")]
    public async Task A_delivery_is_reported_per_row_and_its_links_are_approved_with_the_parts_they_touch()
    {
        await using var stage = await LinkStage.Set(parts);
        var (hours, half) = (await stage.Uri("VG-TIJD-HEEL"), await stage.Uri("VG-TIJD-HALF"));

        var report = await stage.Put("rekentuin-demo", "rekentuin", Body(
            new { code = "a", title = "Hele uren", links = new object[] { new { goal = hours, relation = "narrow", coverage = new { parts = 1, of = 2, names = new[] { "analoge klok" } }, role = "practise", reason = "wijzers" }, new { goal = half, relation = "related", role = "assess" } } },
            new { code = "b", title = "Zonnewijzer", links = new object[] { new { goal = hours, relation = "narrow", coverage = new { parts = 1, of = 2, names = new[] { "zonnewijzer" } } } } },
            new { code = "c", title = "Dubbel", links = new object[] { new { goal = hours, relation = "exact" }, new { goal = hours, relation = "close" } } },
            new { code = "d", title = "Onbekend", links = new object[] { new { goal = "urn:nergens", relation = "precies" } } }));

        Assert.Equal(["added", "rejected", "rejected", "rejected"], report.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("state").GetString()));
        Assert.Equal(["links[0].coverage part-unknown", "links[0].goal goal-unknown", "links[0].relation relation-unknown", "links[1].goal goal-twice"],
            report.GetProperty("rows").EnumerateArray().SelectMany(r => r.GetProperty("problems").EnumerateArray()).Select(p => $"{p.GetProperty("field").GetString()} {p.GetProperty("code").GetString()}").Order(StringComparer.Ordinal));
        Assert.Equal(["VG-TIJD-HALF Related Approved ?  all", "VG-TIJD-HEEL Narrow Approved 1/2 analoge klok all"], await stage.LinksOf("a"));
        Assert.Empty(await stage.LinksOf("b"));
    }

    [Fact]
    public async Task What_a_curator_decided_stays_and_what_is_no_longer_sent_becomes_stale()
    {
        await using var stage = await LinkStage.Set(parts);
        var (hours, half) = (await stage.Uri("VG-TIJD-HEEL"), await stage.Uri("VG-TIJD-HALF"));
        object Goal(params string[] uris) => new { code = "a", title = "Hele uren", links = uris.Select(u => new { goal = u, relation = "close" }).ToArray() };
        await stage.Put("rekentuin-demo", "rekentuin", Body(Goal(hours, half)));
        await using (var session = await stage.Database.Begin(DatabaseRole.Web, Scope.School((await stage.Staff("curator")).School)))
        {
            var links = new Dashboard.Mapping.Links.Links(TimeProvider.System);
            var no = new LinkDecision(await stage.MethodGoal("a"), await stage.Goal("VG-TIJD-HEEL"), false, LinkStatus.Rejected, LinkRelation.Close, LinkRole.Practise, null, null, [], "gaat over iets anders");
            Assert.Empty((await links.Decide(session, await stage.Staff("curator"), no, default)).Problems);
            await session.Commit();
        }

        var again = await stage.Put("rekentuin-demo", "rekentuin", Body(Goal(hours)));

        Assert.Equal("curator-decided", again.GetProperty("rows")[0].GetProperty("problems")[0].GetProperty("code").GetString());
        Assert.Equal(["VG-TIJD-HALF Close Stale ?  all", "VG-TIJD-HEEL Close Rejected ?  all"], await stage.LinksOf("a"));
        var history = await stage.Stage.Database.Query("select c.action, c.reason is not null from link_change c join method_goal m using (method_goal_id) where m.code = 'a' order by change_id");
        Assert.Equal([LinkAction.Delivered, LinkAction.Delivered, LinkAction.Rejected, LinkAction.Withdrawn], history.Select(h => (LinkAction)int.Parse(h[0], null)));
    }

    [Fact]
    [Trait("Requirement", "DA-23")]
    [Trait("Requirement", "LD-13")]
    public async Task A_goal_of_SLO_inside_results_becomes_a_link_and_several_parts_make_no_cross_product()
    {
        await using var stage = await LinkStage.Set(parts);
        const string slo = "https://opendata.slo.nl/curriculum/uuid";
        var ids = new[] { "326eb7a4-e04d-454b-b900-3db3b349d221", "74e845d6-2fab-478e-b53d-4ca26620be1f" };
        await stage.Stage.Database.Execute($"update goal set uri = '{slo}/{ids[0]}' where code = 'VG-TIJD-HEEL'; update goal set uri = '{slo}/{ids[1]}' where code = 'VG-TIJD-HALF'");

        await Send(stage, "toets-1", [], ids); // one test, two goals (Muiswerk)
        await Send(stage, "oefening-1", [], [ids[0]]); // each exercise a test with one goal (Oefenweb)
        await Send(stage, "oefening-2", [], [ids[1]]);
        await Send(stage, "toets-2", ["deel-1", "deel-2"], ids); // who says which part goes with which goal?
        await stage.Stage.Quiet();

        string[] both = ["VG-TIJD-HALF Close Approved ?  all", "VG-TIJD-HEEL Close Approved ?  all"];
        Assert.Equal(both, await stage.LinksOf("toets-1"));
        Assert.Equal([both[1]], await stage.LinksOf("oefening-1"));
        Assert.Equal([both[0]], await stage.LinksOf("oefening-2"));
        Assert.Empty(await stage.LinksOf("toets-2/deel-1"));
        Assert.Empty(await stage.LinksOf("toets-2/deel-2"));
        Assert.Equal(4, await stage.Stage.Count("select count(*) from link_change where action = 0 and reason = 'Meegestuurd bij resultaten'"));
    }

    internal static async Task Send(LinkStage stage, string assessment, string[] assessmentParts, string[] goals)
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-2).ToString("O");
        JsonNode Score(string? part) => new JsonObject { ["scoreType"] = "NumberItems", ["scoreValue"] = "4", ["assessmentId"] = assessment, ["assessmentPartId"] = part };
        var now = TimeProvider.System.GetUtcNow();
        var year = now.Month >= 8 ? now.Year : now.Year - 1;
        var message = new JsonObject
        {
            ["id"] = "message", ["assessmentDateTime"] = at, ["timestamp"] = at, ["schoolPeriod"] = $"{year}-{year + 1}",
            ["school"] = new JsonObject { ["organisationIds"] = new JsonArray(new JsonObject { ["organisationId"] = "99XX", ["organisationIdType"] = "OIE_CODE" }) },
            ["assessmentDefinition"] = new JsonObject { ["id"] = assessment, ["name"] = assessment, ["parts"] = new JsonArray([.. assessmentParts.Select((p, i) => new JsonObject { ["id"] = p, ["name"] = p, ["index"] = i + 1 })]) },
            ["studentScoresAndResults"] = new JsonArray(new JsonObject
            {
                ["id"] = assessment + "-maaike", ["student"] = new JsonObject { ["userIds"] = new JsonArray(new JsonObject { ["userId"] = "lln-maaike", ["userIdType"] = "ASI" }) },
                ["dateCreated"] = at, ["dateLastModified"] = at, ["status"] = "Final",
                ["scores"] = new JsonArray([.. assessmentParts.Length == 0 ? [Score(null)] : assessmentParts.Select(Score)]),
                ["dashboard"] = new JsonObject { ["goals"] = new JsonArray([.. goals.Select(g => new JsonObject { ["code"] = g, ["vocabulary"] = "https://opendata.slo.nl/curriculum/uuid" })]) },
            }),
        };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "rekentuin-demo", ["client_secret"] = "demo" });
        using var token = await stage.Host.Http.PostAsync("/connect/token", form);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/eduv/v2/results") { Content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", JsonNode.Parse(await token.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>());
        using var answer = await stage.Host.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
