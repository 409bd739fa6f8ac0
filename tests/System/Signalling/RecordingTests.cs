using System.Text.Json;
using Dashboard.SystemTests.Journey;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Signalling;

/// <summary>What juf Vera does with a signal, in a real browser on real PostgreSQL and RabbitMQ: two actions each, always undone, nothing lost.</summary>
[Collection(RabbitTests.Name)]
public sealed class RecordingTests(RealParts parts)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    [Trait("Requirement", "NU-15")]
    [Trait("Requirement", "OD-29")]
    public async Task From_a_signal_to_klopt_niet_later_afgehandeld_and_a_follow_up_and_back()
    {
        await using var stage = await Stage.Set(parts, rabbit: true);
        var host = await stage.Host();
        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Rekenen met geld");
        await muiswerk.Send("test-goal", [.. Enumerable.Range(0, 4).Select(i => new Attempt($"r-{i}", "lln-bram", 1, 5, Now.AddMinutes(i - 60)))]);
        await stage.Quiet();
        await using var vera = await (await parts.Browser).Visitor();
        var page = await vera.SignIn(host, "vera");
        await Expect(page.Locator(".sig .say")).ToContainTextAsync("Bram loopt vast op rekenen met geld");

        // "Klopt niet": open, choose. Gone for her, with thanks and an undo; her colleague still sees it, and whose opinion it is.
        await Choose(page, "Wrong");
        await Expect(page.Locator(".saved")).ToContainTextAsync("Dank je. Dit signaal is weg");
        await Expect(page.Locator(".sig")).ToHaveCountAsync(0);
        await using var colleague = await (await parts.Browser).Visitor();
        var other = await colleague.SignIn(host, "ib");
        await other.To(host, "/g/groep-5");
        await Expect(other.Locator(".sig .why")).ToContainTextAsync("zei: klopt niet");
        await Undo(page);
        await Expect(page.Locator(".sig")).ToHaveCountAsync(1);

        // "Later": only hers, on her list, and back on its day.
        await Choose(page, "Later");
        await Expect(page.Locator(".saved")).ToContainTextAsync("komen terug op");
        await Expect(page.Locator(".sig")).ToHaveCountAsync(0);
        await Expect(page.Locator(".list")).ToContainTextAsync("later, terug op");
        await other.ReloadAsync();
        await Expect(other.Locator(".sig")).ToHaveCountAsync(1);
        await stage.Database.Execute("update reaction set until = current_date where kind = 1");
        await page.ReloadAsync();
        await Expect(page.Locator(".sig")).ToHaveCountAsync(1);

        // "Afgehandeld" counts for the team, and for the school's own systems.
        await Choose(page, "Handled");
        await Expect(page.Locator(".sig")).ToHaveCountAsync(0);
        await other.ReloadAsync();
        await Expect(other.Locator(".sig")).ToHaveCountAsync(0);
        Assert.Equal("cleared", await State(page, host));
        await Undo(page);
        Assert.Equal("raised", await State(page, host));

        // A follow-up: silent until its day.
        await Choose(page, "FollowUp");
        await Expect(page.Locator(".saved")).ToContainTextAsync("vervolg voor Bram op rekenen met geld");
        await Expect(page.Locator(".sig")).ToHaveCountAsync(0);
        await Probe.Until("Signalling heard of it", async () => await stage.Count("select count(*) from signal_quiet where not is_over") == 1);
        await page.Locator(".saved a", new() { HasText = "Aanpassen" }).ClickAsync();
        await page.HasNoViolations();
        await page.CheckAsync("input[value=Talk]");
        await page.FillAsync("#verwachting", "Wisselgeld lukt met muntjes erbij");
        await page.Locator("button", new() { HasText = "Bewaar" }).ClickAsync();
        await Expect(page.Locator(".list")).ToContainTextAsync("een gesprek");

        // The day comes: the same line, with what was practised since. She looks back, and it is done.
        await muiswerk.Send("test-goal", new Attempt("r-9", "lln-bram", 2, 5, Now.AddMinutes(-10)));
        await stage.Quiet();
        await stage.Database.Execute("update follow_up set starts_on = current_date - 14, evaluate_on = current_date");
        await page.ReloadAsync();
        await Expect(page.Locator(".sig .why")).ToContainTextAsync("5 keer geoefend");
        await Expect(page.Locator(".list .followup")).ToContainTextAsync("je wilde terugkijken");
        await page.Locator(".list .followup button", new() { HasText = "Klaar" }).ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("je keek terug op rekenen met geld bij Bram");
        await Expect(page.Locator(".sig")).ToHaveCountAsync(1);
        await Probe.Until("Signalling heard that it is over", async () => await stage.Count("select count(*) from signal_quiet where not is_over") == 0);
        Assert.Equal(0, await stage.Count("select count(*) from notice where kind = 0 and reason <> 0"));

        await Choose(page, "Wrong");

        // The pupil's page keeps what was recorded, by whom, with undo; what was taken back is gone.
        await page.GotoAsync(await page.Locator("table.grid thead a", new() { HasText = "Bram" }).GetAttributeAsync("href") is { } pupil ? new Uri(host.Address, pupil).ToString() : "");
        await Expect(page.Locator(".time")).ToContainTextAsync("Klopt niet: rekenen met geld");
        await Expect(page.Locator(".time")).ToContainTextAsync("Vervolg afgerond: rekenen met geld, een gesprek");
        await Expect(page.Locator(".time")).Not.ToContainTextAsync("Afgehandeld");
        await page.Locator(".time li", new() { HasText = "Klopt niet" }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator(".strip.stuck")).ToHaveCountAsync(1);
        await page.Locator(".strip.stuck details.rec > summary").ClickAsync();
        await page.Locator(".strip.stuck button[value=Wrong]").ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Dank je");
        await Precision(host);
    }

    /// <summary>The school sees its own counts, and that they are few; no pupil.</summary>
    private async Task Precision(DashboardHost host)
    {
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.SignIn(host, "beheer");
        await page.ClickAsync("a[href='/beheer/signalen']");
        await Expect(page.Locator(".quality tbody tr")).ToContainTextAsync("stuck-answers");
        Assert.Equal(["1", "1", "1"], await page.Locator(".quality td.r").AllInnerTextsAsync());
        await Expect(page.Locator(".quality")).ToContainTextAsync("Nog te weinig: 1 bekeken");
        Assert.DoesNotContain("Bram", await page.ContentAsync(), StringComparison.Ordinal);
        await page.HasNoViolations();
        await page.To(host, "/beheer/kalender");
        await page.FillAsync("input[name=dag]", "2027-01-13");
        await page.FillAsync("input[name=naam]", "Studiedag rekenen");
        await page.Locator("button", new() { HasText = "Voeg toe" }).ClickAsync();
        await Expect(page.Locator(".studydays")).ToContainTextAsync("Studiedag rekenen, 13 januari");
        await page.SelectOptionAsync("select[name=regio]", "South");
        await page.Locator("button", new() { HasText = "Bewaar" }).ClickAsync();
        await Expect(page.Locator("select[name=regio]")).ToHaveValueAsync("South");
        await page.HasNoViolations();
    }

    /// <summary>Two actions from the signal: open the menu, choose.</summary>
    private static async Task Choose(IPage page, string what)
    {
        await page.Locator(".sig details.rec > summary").First.ClickAsync();
        await page.Locator($".sig button[value={what}]").First.ClickAsync();
    }

    private static Task Undo(IPage page) => page.Locator(".saved button", new() { HasText = "Ongedaan maken" }).ClickAsync();

    private static async Task<string?> State(IPage page, DashboardHost host)
    {
        var answer = await page.APIRequest.GetAsync(new Uri(host.Address, "/api/v1/groups/groep-5/signals").ToString());
        return JsonDocument.Parse(await answer.TextAsync()).RootElement.EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "Stuck").GetProperty("state").GetString();
    }
}
