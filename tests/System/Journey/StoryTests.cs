using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Journey;

/// <summary>
/// "Kijk mee met juf Vera": from the publishers' HTTP messages to the click-through and the mark, in a real browser;
/// once as a newcomer starts it (embedded database, bus in memory), once on PostgreSQL and RabbitMQ.
/// </summary>
[Collection(RabbitTests.Name)]
public sealed partial class StoryTests(RealParts parts)
{
    [GeneratedRegex("^http://127\\.0\\.0\\.1:\\d+/rapport/")]
    private static partial Regex MuiswerkReport();

    [Fact]
    [Trait("Requirement", "V-02")]
    [Trait("Requirement", "V-07")]
    [Trait("Requirement", "SI-28")]
    public async Task Juf_Vera_on_the_embedded_database()
    {
        using var data = new TempFolder("story");
        await using var host = await DashboardHost.Start(new Dictionary<string, string> { ["Dashboard__Data"] = data.Location, ["Sample__Live"] = "false" });
        await Vera(host);
    }

    [Fact]
    [Trait("Requirement", "V-11")]
    [Trait("Requirement", "V-12")]
    [Trait("Requirement", "SI-16")]
    public async Task Juf_Vera_on_PostgreSQL_and_RabbitMQ()
    {
        await using var stage = await Stage.Set(parts, rabbit: true);
        await Vera(await stage.Host(send: true));
    }

    private async Task Vera(DashboardHost host)
    {
        await Probe.Until("the simulated publishers have sent everything", () => Task.FromResult(host.Output), o => o.Contains("have sent six weeks", StringComparison.Ordinal), TimeSpan.FromMinutes(4));
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(20_000);

        // Before the lesson: who got stuck? Zero clicks after signing in.
        await page.GotoAsync(new Uri(host.Address, "/inloggen").ToString());
        await page.FillAsync("#naam", "vera");
        await page.FillAsync("#wachtwoord", "demo");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Uri(host.Address, "/g/groep-5").ToString());
        await Eventually(page, "h1", "Zes leerlingen lopen vast, op drie doelen. Twee gaan snel vooruit.");
        await Expect(page.Locator(".sig").First).ToContainTextAsync("Daan, Maaike en Noor lopen vast op klokkijken, hele uren");

        // Maaike: one click. What went well, what she did not come to, what went wrong, and how little time it took.
        await page.Locator(".sig a", new() { HasText = "Maaike" }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Maaike loopt vast op klokkijken, hele uren");
        Assert.DoesNotContain("Maaike", await page.TitleAsync(), StringComparison.Ordinal);
        await Row(page, "Klokkijken, hele uren", "4 van 12 goed", "15 min");
        await Row(page, "Lengte en omtrek", "18 van 20 goed");
        await Row(page, "Oppervlakte van rechthoeken", "15 van 16 goed");
        await Row(page, "Kilogram en gram", "11 van 12 goed");
        await Expect(page.Locator("main")).ToContainTextAsync(new Regex("Nog geen gegevens:.*[Ll]iter en milliliter"));

        // Why do I see this? What does it not say?
        await page.Locator(".strip a", new() { HasText = "Waarom?" }).First.ClickAsync();
        await Expect(page.Locator("#waarom")).ToContainTextAsync("Waarom zie ik klokkijken, hele uren");
        await Expect(page.Locator("#waarom")).ToContainTextAsync("Dit zegt het niet");
        await Expect(page.Locator("#waarom")).ToContainTextAsync("Nu niets doen, eerst kijken of praten");
        await page.GoBackAsync();

        await ClickThrough(page);
        await Mark(page);
        await FindSander(page);
    }

    /// <summary>One click to the tool's own report of exactly this exercise: no login form, nothing of the pupil in the address.</summary>
    private static async Task ClickThrough(IPage page)
    {
        var open = page.Locator(".strip a[href^='/open/']").First;
        var address = await open.GetAttributeAsync("href");
        var tool = await page.Context.RunAndWaitForPageAsync(() => open.ClickAsync(new() { Modifiers = [KeyboardModifier.Control] }));
        await Expect(tool).ToHaveURLAsync(MuiswerkReport());
        await Expect(tool.Locator("body")).ToContainTextAsync(new Regex("hele uren", RegexOptions.IgnoreCase));
        await Expect(tool.Locator("body")).ToContainTextAsync("1 van 4");
        await Expect(tool.Locator("input[type=password]")).ToHaveCountAsync(0);
        Assert.DoesNotContain("maaike", (address + tool.Url).ToLowerInvariant(), StringComparison.Ordinal);
        await tool.CloseAsync();
    }

    /// <summary>She works on this goal this period: two clicks, confirmed, with undo.</summary>
    private static async Task Mark(IPage page)
    {
        await page.Locator(".strip details.rec > summary").First.ClickAsync();
        await page.Locator(".strip button[value=WorksOnThis]").First.ClickAsync();
        await Expect(page.Locator(".saved").First).ToContainTextAsync("Vastgelegd: Maaike werkt tot");
        await Row(page, "Klokkijken, hele uren", "Werkt hieraan tot");
    }

    /// <summary>During the lesson: two actions to Sander, who goes fast in several tools.</summary>
    private static async Task FindSander(IPage page)
    {
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("san");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("Sander gaat snel vooruit op oppervlakte van rechthoeken");
        await Eventually(page, ".strip >> nth=0", "Muiswerk, Numo, Rekentuin");
        await page.Locator(".strip a", new() { HasText = "Waarom?" }).First.ClickAsync();
        await Expect(page.Locator("#waarom")).ToContainTextAsync("Moeilijker werk klaarzetten");
    }

    private static Task Row(IPage page, string goal, params string[] texts) =>
        Task.WhenAll(texts.Select(t => Expect(page.Locator("table.side tr", new() { HasText = goal }).First).ToContainTextAsync(t)));

    /// <summary>The last results may still be on their way: asks the page again until it says so.</summary>
    private static Task<string> Eventually(IPage page, string selector, string text) => Probe.Until($"{selector} says \"{text}\"", async () =>
    {
        await page.ReloadAsync();
        return (await page.Locator(selector).InnerTextAsync()).Trim();
    }, seen => seen.Contains(text, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
}
