using System.Text.Json;
using Dashboard.Samples.Cito;
using Dashboard.SystemTests.Publishers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Journey;

/// <summary>What a school's administrator decides about feeds, in a real browser, and what a sender notices of it at the door.</summary>
[Collection(RabbitTests.Name)]
public sealed class FeedStoryTests(RealParts parts)
{
    [Fact]
    [Trait("Requirement", "DA-19")]
    public async Task A_feed_for_another_group_or_from_a_later_day_takes_nothing_of_this_pupil_from_the_next_request_on()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await DeskStoryTests.SignIn(visitor, host, "beheer");
        var token = await DeskTests.Token(host, "rekentuin-demo", "demo");
        async Task<int> EduV(string id) => (await DeskTests.Send(host, HttpMethod.Post, "/eduv/v2/results", Statement(id), token)).Status;
        async Task Save(Func<Task> change)
        {
            await Go(page, host, "/beheer/koppelingen/rekentuin");
            await change();
            await page.Locator("button[value=bewaar]").ClickAsync();
            await Expect(page.Locator("[role=status]")).ToContainTextAsync("Bewaard");
        }
        Assert.Equal(202, await EduV("e-1"));

        await Save(() => page.Locator("input[name=groepen]:not([value=groep-5])").First.CheckAsync());
        Assert.Equal(403, await EduV("e-2"));
        Assert.Equal(1, await page.Locator("input[name=groepen]:checked").CountAsync());
        await page.HasNoViolations();
        await Save(() => page.Locator("input[name=groepen][value=groep-5]").CheckAsync());
        Assert.Equal(202, await EduV("e-2"));

        await Save(() => page.FillAsync("#vanaf", "2099-01-01"));
        Assert.Equal(403, await EduV("e-3"));
        await Expect(page.Locator("#vanaf")).ToHaveValueAsync("2099-01-01");
        await Save(() => page.FillAsync("#vanaf", ""));
        Assert.Equal(202, await EduV("e-3"));

        // The chosen groups end with the school year: then nothing comes in, and the page says why.
        await stage.Count("with gone as (update school_group set ended_on = '2020-01-01' returning 1) select count(*) from gone");
        await Go(page, host, "/beheer/koppelingen/rekentuin");
        await Expect(page.Locator("main")).ToContainTextAsync("De gekozen groepen zijn er niet meer");
        Assert.Equal(4, await stage.Count("select count(*) from audit a join staff s on s.key::text = a.actor where a.action = 'feed-settings' and s.user_name = 'beheer'"));
    }

    [Fact]
    [Trait("Requirement", "DA-19")]
    public async Task Off_is_felt_at_the_door_on_the_very_next_request_and_on_again_too()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await DeskStoryTests.SignIn(visitor, host, "beheer");
        var token = await DeskTests.Token(host, "rekentuin-demo", "demo");
        Task<(int Status, string Body)> Uwlr(string id, string key = "demo-muiswerk") => DeskTests.Send(host, HttpMethod.Post, "/uwlr/v2/leerresultaten", DeskStoryTests.Envelope(key, id, "demo", "lln-maaike"), null);
        Task<(int Status, string Body)> EduV(string id) => DeskTests.Send(host, HttpMethod.Post, "/eduv/v2/results", Statement(id), token);
        Assert.Equal((200, 202), ((await Uwlr("r-1")).Status, (await EduV("e-1")).Status));

        foreach (var tool in new[] { "muiswerk", "rekentuin" })
        {
            await Go(page, host, $"/beheer/koppelingen/{tool}");
            await page.Locator("button[value=uit]").ClickAsync();
            await Expect(page.Locator("[role=status]")).ToContainTextAsync("Vanaf nu weigeren we elke levering");
        }
        var (status, fault) = await Uwlr("r-2");
        Assert.True(status == 500 && fault.Contains("Client.AutorisatieOngeldig", StringComparison.Ordinal), fault);
        var (forbidden, answer) = await EduV("e-2");
        Assert.Equal((403, 22), (forbidden, JsonDocument.Parse(answer).RootElement[0].GetProperty("status").GetInt32()));
        Assert.Equal(2, await stage.Count("select count(*) from audit where action = 'delivery-refused' and detail ->> 'reason' = 'feed-off'"));
        Assert.Equal(2, await stage.Count("select count(*) from audit a join staff s on s.key::text = a.actor where a.action = 'feed-off' and s.user_name = 'beheer'"));

        foreach (var tool in new[] { "muiswerk", "rekentuin" })
        {
            await Go(page, host, $"/beheer/koppelingen/{tool}");
            await page.Locator("button[value=aan]").ClickAsync();
            await Expect(page.Locator("[role=status]")).ToContainTextAsync("Vanaf nu komt er weer binnen");
        }
        Assert.Equal((200, 202), ((await Uwlr("r-2")).Status, (await EduV("e-2")).Status));
        await stage.Quiet();
        Assert.Equal(4, await stage.Count("select count(distinct result_id) from result where result_id in ('r-1', 'r-2', 'e-1', 'e-2')"));

        // A new UWLR key, shown once; two are good, until the school ends the one before.
        await Go(page, host, "/beheer/koppelingen/muiswerk");
        await page.Locator("button[value=sleutel]").ClickAsync();
        var key = (await page.Locator("code.secret").InnerTextAsync()).Trim();
        Assert.Equal((200, 200), ((await Uwlr("r-3", key)).Status, (await Uwlr("r-4")).Status));
        await page.Locator("button[value=beeindig]").ClickAsync();
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("is beëindigd");
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        await Probe.Until("the key before is refused", async () => (await Uwlr("r-5")).Body.Contains("AutorisatieOngeldig", StringComparison.Ordinal));
        Assert.Equal(200, (await Uwlr("r-5", key)).Status);

        // Progress, a draft: per feed.
        var progress = await DeskTests.Token(host, "numo-demo", "demo");
        Task<(int Status, string Body)> Put() => DeskTests.Send(host, HttpMethod.Put, "/eduv/v0/progress/p-1", Progress(), progress);
        Assert.Equal(202, (await Put()).Status);
        await Go(page, host, "/beheer/koppelingen/numo");
        await page.Locator("input[name=voortgang]").UncheckAsync();
        await page.Locator("button[value=bewaar]").ClickAsync();
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("Bewaard");
        await Probe.Until("progress is refused", async () => (await Put()).Status == 403);
    }

    [Fact]
    [Trait("Requirement", "CI-22")]
    [Trait("Requirement", "CI-23")]
    public async Task Pupils_that_are_not_recognised_are_matched_by_hand_and_a_mistake_is_undone()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        foreach (var id in new[] { "m-1", "m-2" })
            Assert.Equal(200, (await DeskTests.Send(host, HttpMethod.Post, "/uwlr/v2/leerresultaten", DeskStoryTests.Envelope("demo-muiswerk", id, "demo", "onbekend-7"), null)).Status);
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await DeskStoryTests.SignIn(visitor, host, "beheer");
        await Go(page, host, "/beheer/koppelingen");
        await page.Locator("a[href='/beheer/koppelingen/muiswerk/leerlingen']").ClickAsync();
        var waiting = page.Locator("form.inline");
        await Expect(waiting).ToHaveCountAsync(1);
        await Expect(page.Locator("main")).ToContainTextAsync("onbekend-7");

        // Something that is nobody's name: said, and nothing done.
        await page.FillAsync("input[name=wie]", "Niemand, Groep 5");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[role=status]")).ToBeVisibleAsync();
        await Expect(waiting).ToHaveCountAsync(1);

        // By keyboard: type the name that the list offers, Enter.
        var daan = await page.Locator("datalist option[value^='Daan ']").First.GetAttributeAsync("value");
        await page.FillAsync("input[name=wie]", daan!);
        await page.Keyboard.PressAsync("Enter");
        await Expect(waiting).ToHaveCountAsync(0);
        await stage.Quiet();
        Assert.Equal(2, await Of(stage, "Daan"));

        await page.Locator("button[value=terug]").ClickAsync();
        await Expect(page.Locator("button[value=terug]")).ToHaveCountAsync(0);
        await stage.Quiet();
        Assert.Equal(0, await Of(stage, "Daan"));
        await page.ReloadAsync(); // its results have moved back by now: the name waits again
        await Expect(waiting).ToHaveCountAsync(1);
        var noor = await page.Locator("datalist option[value^='Noor ']").First.GetAttributeAsync("value");
        await page.FillAsync("input[name=wie]", noor!);
        await page.Locator("button[value=herken]").ClickAsync();
        await Expect(waiting).ToHaveCountAsync(0);
        await stage.Quiet();
        Assert.Equal((0, 2), (await Of(stage, "Daan"), await Of(stage, "Noor")));
    }

    [Fact]
    [Trait("Requirement", "CI-18")]
    public async Task Last_year_s_tests_come_along_as_soon_as_the_school_ticks_that_they_may()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var cito = await SimulatedCito.Start(TimeProvider.System.GetUtcNow(), 0, new SourceMoods(TimeSpan.Zero, 0, 0), TimeProvider.System, TestContext.Current.CancellationToken);
        await CitoFeedTests.Connect(stage, cito);
        await CitoFeedTests.Fetched(stage, 1);
        const string results = "select count(*) from result r join tool t using (tool_id) where t.key = 'cito'";
        var before = await stage.Count(results);
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await DeskStoryTests.SignIn(visitor, host, "beheer");
        await Go(page, host, "/beheer/koppelingen/cito");
        await Expect(page.Locator("main")).ToContainTextAsync("2 resultaten van een eerder jaar wachten hierop");
        await page.Locator("input[name=eerder]").CheckAsync();
        await page.Locator("button[value=bewaar]").ClickAsync();
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("Bewaard");
        await stage.Quiet();
        Assert.Equal(before + 2, await stage.Count(results));
        await page.ReloadAsync();
        await Expect(page.Locator("main")).Not.ToContainTextAsync("wachten hierop");
        await Expect(page.Locator("input[name=eerder]")).ToBeCheckedAsync();
    }

    private static Task Go(IPage page, DashboardHost host, string path) => page.GotoAsync(new Uri(host.Address, path).ToString());

    private static Task<int> Of(Stage stage, string name) => stage.Count($"select count(*) from result r join pupil_name n using (school_id, pupil_id) where n.given_name = '{name}' and r.result_id in ('m-1', 'm-2') and r.is_primary");

    private static string Statement(string id)
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-1);
        return JsonSerializer.Serialize(new
        {
            id = "m-" + id, assessmentDateTime = at, timestamp = at, schoolPeriod = DeskStoryTests.SchoolYear(), school = new { organisationIds = new[] { new { organisationId = "99XX", organisationIdType = "OIE_CODE" } } },
            assessmentDefinition = new { id = "rekentuin-klok", name = "Klok" },
            studentScoresAndResults = new[] { new { id, student = new { userIds = new[] { new { userId = "lln-maaike", userIdType = "ASI" } } }, dateCreated = at, dateLastModified = at, status = "Final", scores = new[] { new { scoreType = "NumberCorrect", scoreValue = "3", scoreMaximum = "5", assessmentId = "rekentuin-klok" } } } },
        });
    }

    private static string Progress() => JsonSerializer.Serialize(new
    {
        student = new { userIds = new[] { new { userId = "lln-maaike", userIdType = "ASI" } } }, school = new { organisationIds = new[] { new { organisationId = "99XX", organisationIdType = "OIE_CODE" } } },
        assignableUnitId = "numo-klok", courseId = "numo-rekenen", status = "completed", timestamp = TimeProvider.System.GetUtcNow().AddHours(-1), pleaseFollowup = false,
    });
}
