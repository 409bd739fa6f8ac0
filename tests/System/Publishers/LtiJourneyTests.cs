using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Dashboard.Schools.Feeds;
using Dashboard.SystemTests.Journey;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A click on a tool whose LTI 1.3 is a library that is not ours (npm "ltijs"), in a real browser: registered by file, results pushed, clicked, arrived.</summary>
[Collection(RabbitTests.Name)]
public sealed partial class LtiJourneyTests(RealParts parts)
{
    [Fact, Trait("Requirement", "SI-28"), Trait("Requirement", "OD-05")]
    public async Task A_teacher_clicks_and_a_stock_LTI_tool_shows_the_page_of_that_exercise()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        await using var toolDatabase = await parts.NewDatabase();
        var host = await stage.Host();
        var port = Shell.FreePort();
        var own = new NpgsqlConnectionStringBuilder(toolDatabase.Owner);
        await Register(stage, port);
        await using var tool = await StockTool.Start("StockLtiTool", $"{port}", host.Address.OriginalString.TrimEnd('/'), "leestoren", own.Host!, $"{own.Port}", own.Database!, own.Username!, own.Password!);
        await Push(host, port);
        await stage.Quiet();
        var link = $"http://127.0.0.1:{port}/rapport?opgave=17";
        var result = await Probe.Until("the result has its link", async () => await stage.Database.Query($"select r.result_key::text, p.key::text from result r join pupil p using (school_id, pupil_id) where r.deep_link = '{link}'"), rows => rows.Count == 1);
        var (open, pupil) = ("/open/" + result[0][0], result[0][1]);

        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.SignIn(host, "vera");
        await page.To(host, "/g/groep-5/l/" + pupil);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.Locator("a[href^='/open/']", new() { HasText = "Leestoren" }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Rapport 17");
        var launch = JsonDocument.Parse(await page.Locator("#launch").InnerTextAsync()).RootElement;
        Assert.Equal("", launch.GetProperty("userInfo").GetRawText().Trim('{', '}'));
        Assert.Equal((link, "LtiResourceLinkRequest"), (launch.GetProperty("platformContext").GetProperty("targetLinkUri").GetString(), launch.GetProperty("platformContext").GetProperty("messageType").GetString()));
        Assert.DoesNotContain("vera", string.Join(' ', asked) + launch, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("maaike", string.Join(' ', asked) + launch, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["1"], (await stage.Database.Query("select count(*) from audit where action = 'launch' and detail ->> 'tool' = 'leestoren'"))[0]);

        // The same address once more: the click is used.
        var authorize = asked.Single(a => a.Contains("/launch/lti/authorize", StringComparison.Ordinal));
        Assert.Equal(410, (await page.GotoAsync(authorize))!.Status);
        await Expect(page.Locator("h1")).ToContainTextAsync("al gebruikt, of te oud");

        // A click of Vera's that somebody else's browser brings, and one that asks for another address.
        var fresh = await Number(page, host, open);
        await using var other = await (await parts.Browser).Visitor();
        var colleague = await other.SignIn(host, "ib");
        Assert.Equal(410, (await colleague.GotoAsync(With(authorize, fresh)))!.Status);
        Assert.Equal(400, (await page.GotoAsync(With(authorize, fresh).Replace("rapport", "elders", StringComparison.Ordinal)))!.Status);
        await Expect(page.Locator("h1")).ToContainTextAsync("vroeg iets wat niet klopt");

        // Without script it takes one press more, and nothing but this tool may be posted to.
        await using var plain = await (await parts.Browser).Visitor(script: false);
        var still = await plain.SignIn(host, "vera");
        var answer = (await still.GotoAsync(With(authorize, await Number(still, host, open))))!;
        Assert.Equal(200, answer.Status);
        Assert.Contains($"form-action 'self' http://127.0.0.1:{port};", (await answer.AllHeadersAsync())["content-security-policy"], StringComparison.Ordinal);
        await still.To(host, open);
        await still.GetByRole(AriaRole.Button, new() { Name = "Ga verder" }).ClickAsync();
        await Expect(still.Locator("h1")).ToHaveTextAsync("Rapport 17");

        await stage.Database.Execute("update feed set state = 0 where tool_id = (select tool_id from tool where key = 'leestoren')");
        Assert.Equal(409, (await page.To(host, open))!.Status);
        await Expect(page.Locator("h1")).ToContainTextAsync("staat uit");
    }

    /// <summary>What the click sends to the tool, kept from it.</summary>
    private static async Task<string> Number(IPage page, DashboardHost host, string open)
    {
        var answer = await page.Context.APIRequest.GetAsync(new Uri(host.Address, open).ToString(), new() { MaxRedirects = 0 });
        return HttpUtility.ParseQueryString(new Uri(answer.Headers["location"]).Query)["lti_message_hint"]!;
    }

    private static string With(string authorize, string number) => Hint().Replace(authorize, "${1}" + number);

    [GeneratedRegex("((?:login|lti_message)_hint=)[0-9a-f-]{36}")]
    private static partial Regex Hint();

    private static async Task Register(Stage stage, int port)
    {
        var file = Path.Combine(stage.Data, "torenuitgever.json");
        await File.WriteAllTextAsync(file, $$$"""
            {"key":"toren","name":"Torenuitgever","tools":[{"key":"leestoren","name":"Leestoren","hosts":["127.0.0.1:{{{port}}}"],
              "launchKind":"lti","launchUrl":"http://127.0.0.1:{{{port}}}/login","redirectUris":["http://127.0.0.1:{{{port}}}/rapport"],
              "profile":{"meaning":"ProportionCorrect","origins":{"*":"Practice"},"defaultTrigger":"Stuck","scoreLabel":{"nl":"goed van gemaakt","en":"right of made"},"howToRead":{"nl":"Hoeveel er goed waren.","en":"How many were right."} } }],"clients":[]}
            """);
        var (wrong, why) = await stage.Command("publisher", "register", await Without(file, "redirectUris", "anders"));
        Assert.True(wrong == 1 && why.Contains("redirectUris", StringComparison.Ordinal), why);
        var (code, output) = await stage.Command("publisher", "register", file);
        Assert.True(code == 0, output);
        var stop = TestContext.Current.CancellationToken;
        await using var store = stage.Database.Open();
        var registry = new Registry(store, stage.Database.Keys, TimeProvider.System);
        await registry.Client("leestoren-proef", "toren", "demo", "eduv.result dashboard.deliveries dashboard.methodgoals", stop);
        var ids = (await stage.Database.Query("select s.school_id::text, t.tool_id::text from school s, tool t where s.is_sample and s.sandbox_of is null and t.key = 'leestoren'"))[0];
        await registry.FeedOn(int.Parse(ids[0], null), int.Parse(ids[1], null), progress: false, null, stop);
    }

    private static async Task<string> Without(string file, string property, string instead)
    {
        var changed = file + ".json";
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(file)).Replace(property, instead, StringComparison.Ordinal));
        return changed;
    }

    /// <summary>Maaike did an exercise; the tool says that she is stuck, and where its own page of it stands.</summary>
    private static async Task Push(DashboardHost host, int port)
    {
        var publisher = await TestPublisher.SignIn(host, "leestoren-proef");
        await publisher.Describe("leestoren", "toren-1", "Woorden lezen");
        var now = TimeProvider.System.GetUtcNow();
        var (at, year) = (now.AddHours(-1).ToString("O"), now.Month >= 8 ? now.Year : now.Year - 1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/eduv/v2/results")
        {
            Headers = { Authorization = new("Bearer", publisher.Token) },
            Content = new StringContent($$$"""
                {"id":"toren","assessmentDateTime":"{{{at}}}","timestamp":"{{{at}}}","schoolPeriod":"{{{year}}}-{{{year + 1}}}","toolName":"leestoren",
                 "school":{"organisationIds":[{"organisationId":"99XX","organisationIdType":"OIE_CODE"}]},"assessmentDefinition":{"id":"toren-1","name":"Woorden lezen"},
                 "studentScoresAndResults":[{"id":"toren-17","student":{"userIds":[{"userId":"lln-maaike","userIdType":"ASI"}]},"dateCreated":"{{{at}}}","dateLastModified":"{{{at}}}","status":"Final",
                  "reviewUrl":"http://127.0.0.1:{{{port}}}/rapport?opgave=17","dashboard":{"trigger":{"kind":"Stuck"}},
                  "scores":[{"scoreType":"NumberCorrect","scoreValue":"2","assessmentId":"toren-1"},{"scoreType":"NumberItems","scoreValue":"10","assessmentId":"toren-1"}]}]}
                """, System.Text.Encoding.UTF8, "application/json"),
        };
        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
