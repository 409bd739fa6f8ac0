using System.Text.RegularExpressions;
using Dashboard.SystemTests.Journey;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Signalling;

/// <summary>
/// Every page about signals, empty and full, wide and narrow, light and dark: no violation that axe knows, the bar says where you are,
/// and a pupil about whom nothing is known is nowhere shown as fine. DASHBOARD_SHOTS names a folder for pictures of each.
/// </summary>
public sealed partial class SignalPagesTests(RealParts parts)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [GeneratedRegex(@"gaat (het |alles )?goed|op schema|op koers|beheerst|\bprima\b|in orde|geen problemen|alles groen", RegexOptions.IgnoreCase)]
    private static partial Regex Fine();

    [Fact]
    [Trait("Requirement", "SI-20")]
    [Trait("Requirement", "SI-33")]
    public async Task Empty_and_full_wide_and_narrow_light_and_dark()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var visitor = await (await parts.Browser).Visitor();
        var vera = await visitor.SignIn(host, "vera");
        await using var office = await (await parts.Browser).Visitor();
        var beheer = await office.SignIn(host, "beheer");
        var maaike = "/g/groep-5/l/" + (await stage.Database.Query("select p.key::text from pupil p join pupil_name n using (school_id, pupil_id) where n.given_name = 'Maaike'"))[0][0];

        await Look(host, "empty", (vera, "/g/groep-5", null), (vera, maaike, null), (vera, "/uitleg", "/uitleg"), (vera, "/uitleg/muiswerk", "/uitleg"),
            (beheer, "/beheer/signalen", "/beheer/signalen"), (beheer, "/beheer/koppelingen/muiswerk/signalen", "/beheer/koppelingen"));

        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Rekenen met geld");
        await muiswerk.Describe("muiswerk", "fast-goal", "Rekenen met tijd");
        foreach (var pupil in (string[])["lln-maaike", "lln-daan"])
            await muiswerk.Send("test-goal", [.. Enumerable.Range(0, 4).Select(i => new Attempt($"p-{pupil}-{i}", pupil, 1, 5, Now.AddMinutes(i - 60)))]);
        await muiswerk.Send("fast-goal", [.. Enumerable.Range(0, 4).Select(i => new Attempt($"f-{i}", "lln-sander", 5, 5, Now.AddMinutes(i - 60)))]);
        await stage.Quiet();
        await vera.To(host, "/g/groep-5");
        var why = Regex.Replace(await vera.Locator(".sig a[href*=waarom]").First.GetAttributeAsync("href") ?? "", "#.*", "");
        await vera.Locator(".sig details.rec > summary").First.ClickAsync();
        await vera.Locator(".sig button[value=FollowUp]").First.ClickAsync();
        await Expect(vera.Locator("table.grid .i.run")).ToHaveCountAsync(2);
        Assert.Contains("vervolg loopt tot", await vera.Locator("table.grid td", new() { Has = vera.Locator(".i.run") }).First.InnerTextAsync(), StringComparison.Ordinal);

        await vera.SetViewportSizeAsync(390, 844); // narrow: a line per goal
        await Expect(vera.Locator(".sum", new() { HasText = "2 lopen vast · 2 met vervolg" })).ToBeVisibleAsync();

        await Look(host, "full", (vera, "/g/groep-5", null), (vera, why, null), (vera, maaike, null), (vera, "/uitleg", "/uitleg"), (vera, "/uitleg/muiswerk", "/uitleg"),
            (beheer, "/beheer/signalen", "/beheer/signalen"), (beheer, "/beheer/koppelingen/muiswerk/signalen", "/beheer/koppelingen"));
    }

    [Fact]
    [Trait("Requirement", "SI-20")]
    [Trait("Requirement", "SI-22")]
    public async Task Nobody_is_shown_as_fine_for_lack_of_data()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.SignIn(host, "vera");

        // Nothing came in at all.
        await page.To(host, "/g/groep-5?doelen=alle");
        await Expect(page.Locator("h1")).ToContainTextAsync("Er kwam nog niets binnen voor Groep 5");
        Assert.DoesNotMatch(Fine(), Claims(await page.Locator("main").InnerTextAsync()));

        // Daan did two items, and an exercise long ago; Elif did nothing. Maaike is stuck.
        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Rekenen met geld");
        await muiswerk.Describe("muiswerk", "old-goal", "Rekenen met tijd");
        await muiswerk.Send("test-goal", [new Attempt("d-1", "lln-daan", 2, 2, Now.AddHours(-1)), .. Enumerable.Range(0, 4).Select(i => new Attempt($"m-{i}", "lln-maaike", 1, 5, Now.AddMinutes(i - 60)))]);
        await muiswerk.Send("old-goal", new Attempt("d-2", "lln-daan", 9, 9, Now.AddDays(-44)));
        await stage.Quiet();
        await page.To(host, "/g/groep-5?doelen=alle");
        Assert.Equal("te weinig gegevens", await Cell(page, "Rekenen met geld", "Daan"));
        Assert.Equal("nog geen gegevens", await Cell(page, "Rekenen met geld", "Elif"));
        Assert.Matches("^(oude gegevens|nog geen gegevens)$", await Cell(page, "Rekenen met tijd", "Daan")); // of before the summer it is another year's
        await Expect(page.Locator("#niet")).ToContainTextAsync("Elif");
        await Expect(page.Locator("#niet")).ToContainTextAsync("Daan");
        Assert.DoesNotMatch(Fine(), Claims(await page.Locator("main").InnerTextAsync()));

        // On her own page neither.
        await page.Locator("table.grid thead a", new() { HasText = "Elif" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Er kwam nog niets binnen over Elif. Dat zegt niets over hoe het gaat.");
        Assert.DoesNotMatch(Fine(), Claims(await page.Locator("main").InnerTextAsync()));
        Assert.Equal(0, await page.Locator("main .k-fast, main .k-new, main .fast, main .new").CountAsync());

        // And a feed that is off is no good news.
        await stage.Database.Execute("update feed set state = 0");
        await page.To(host, "/g/groep-5?doelen=alle");
        Assert.Equal("geen koppeling", await Cell(page, "Rekenen met geld", "Elif"));
        Assert.Equal("te weinig gegevens", await Cell(page, "Rekenen met geld", "Daan")); // what is known stays
        Assert.DoesNotMatch(Fine(), Claims(await page.Locator("main").InnerTextAsync()));
    }

    /// <summary>Without the sentences that say that silence does not mean that it goes well.</summary>
    private static string Claims(string text) => Regex.Replace(text, "[^.\n]*niet[^.\n]*goed gaat[^.\n]*\\.?", "");

    private static async Task<string> Cell(IPage page, string goal, string pupil)
    {
        var column = (await page.Locator("table.grid thead th").AllInnerTextsAsync()).Select(t => t.Trim()).ToList().IndexOf(pupil);
        Assert.True(column > 0, pupil);
        return (await page.Locator("table.grid tbody tr", new() { HasText = goal }).First.Locator("td").Nth(column - 1).Locator(".sr").InnerTextAsync()).Trim();
    }

    private static async Task Look(DashboardHost host, string how, params (IPage Page, string Path, string? Here)[] pages)
    {
        foreach (var (page, path, here) in pages)
        {
            Assert.Equal(200, (await page.To(host, path))!.Status);
            if (here is not null) Assert.Equal([here], await page.Locator("a[aria-current=page]").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))"));
            foreach (var details in await page.Locator("details:has(form.target)").AllAsync()) await details.EvaluateAsync("d => d.open = true");
            foreach (var width in (int[])[1280, 390])
                foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
                {
                    await page.SetViewportSizeAsync(width, 844);
                    await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                    await page.HasNoViolations();
                    Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than {width}");
                    if (Environment.GetEnvironmentVariable("DASHBOARD_SHOTS") is { Length: > 0 } folder)
                        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{how}{Regex.Replace(path, "[^a-z0-9]+", "-").TrimEnd('-')[..Math.Min(40, Regex.Replace(path, "[^a-z0-9]+", "-").TrimEnd('-').Length)]}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
                }
            await page.SetViewportSizeAsync(1280, 800);
        }
    }
}
