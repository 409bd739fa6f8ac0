using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>The flower, its equal table, its words, and the board that the class may see.</summary>
[Collection(SampleDayTests.Name)]
public class BloemTests(SampleDay day)
{
    [Fact, Trait("Requirement", "NU-10"), Trait("Requirement", "NU-11")]
    public async Task Everybody_is_in_one_petal_or_outside_and_the_table_says_the_same()
    {
        await using var vera = await day.Visit();
        await vera.Click(vera.Page.Locator("nav a", new() { HasText = "Bloem" }));
        var page = vera.Page;
        await Expect(page.Locator("section[aria-labelledby=b-HelpNeeded]")).ToContainTextAsync("Hulp nodig");
        var inside = await page.Locator(".petal li").AllInnerTextsAsync();
        Assert.NotEmpty(inside);
        Assert.Equal(inside.Count, inside.Distinct().Count());
        Assert.Equal(inside.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), await page.Locator(".heart b").InnerTextAsync());
        await Expect(page.Locator("#tabel tbody tr")).ToHaveCountAsync(26);
        foreach (var name in inside) await Expect(page.Locator($"#tabel tr:has(a:text-is('{name}'))")).Not.ToContainTextAsync("geoefend, geen signaal");
        Assert.Contains("Maaike", string.Join(" ", await page.Locator(".petal.br, .petal.bl").AllInnerTextsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_uses_its_own_words_for_a_petal()
    {
        await using var vera = await day.Visit();
        await vera.Go("/g/groep-5/bloem#namen");
        await vera.Page.Locator("#namen summary").ClickAsync();
        await vera.Page.FillAsync("#l-GettingGoing", "In de startblokken");
        await vera.Page.Locator("#namen button").ClickAsync();
        await Expect(vera.Page.Locator("#b-GettingGoing")).ToContainTextAsync("In de startblokken");
        await vera.Page.Locator("#namen summary").ClickAsync();
        await vera.Page.FillAsync("#l-GettingGoing", "");
        await vera.Page.Locator("#namen button").ClickAsync();
        await Expect(vera.Page.Locator("#b-GettingGoing")).ToContainTextAsync("Nog op gang komen");
    }

    [Fact, Trait("Requirement", "NU-12")]
    public async Task The_board_has_no_names_until_asked_and_never_who_needs_help()
    {
        await using var vera = await day.Visit();
        var names = await vera.Page.Locator(".grid thead a").AllInnerTextsAsync();
        await vera.Go("/g/groep-5/bloem");
        var help = await vera.Page.Locator(".petal.br li, .petal.bl li, .petal.tl li").AllInnerTextsAsync();
        var up = await vera.Page.Locator(".petal.tr li").AllInnerTextsAsync();
        await vera.Click(vera.Page.Locator("a", new() { HasText = "Digibord" }));
        var html = await vera.Page.ContentAsync();
        Assert.All(names, n => Assert.DoesNotContain(n, html, StringComparison.Ordinal));
        await Expect(vera.Page.Locator(".petal.br")).ToHaveTextAsync(new Regex("^\\s*Hulp nodig\\s+Wie hier staat, weet alleen je leraar\\.\\s*$"));

        await vera.Page.Locator("button", new() { HasText = "Namen in" }).ClickAsync();
        html = await vera.Page.ContentAsync();
        Assert.All(up, n => Assert.Contains(n, html, StringComparison.Ordinal));
        Assert.All(help, n => Assert.DoesNotMatch($"\\b{n}\\b", html));
        Assert.Equal(1, await Names());

        await vera.Page.Keyboard.PressAsync("Escape"); // and it is gone, also for the back button
        await Expect(vera.Page).ToHaveURLAsync(new Regex("/bloem\\?periode"));
        await vera.Page.GoBackAsync();
        await Expect(vera.Page.Locator(".petal.tr li")).ToHaveCountAsync(0);
        Assert.Equal(1, await Names());
    }

    [Fact]
    public async Task The_board_leaves_when_another_window_comes_in_front_and_by_itself_without_a_script()
    {
        await using var vera = await day.Visit();
        await vera.Go("/g/groep-5/bloem/digibord");
        await vera.Page.EvaluateAsync("dispatchEvent(new Event('blur'))");
        await Expect(vera.Page).ToHaveURLAsync(new Regex("/bloem\\?periode"));
        var answer = await vera.Page.Context.APIRequest.GetAsync(new Uri(day.Host.Address, "/g/groep-5/bloem/digibord").ToString());
        Assert.StartsWith("600; url=/g/groep-5/bloem", answer.Headers["refresh"], StringComparison.Ordinal);
    }

    private async Task<int> Names() => (await day.Database.Query("select 1 from audit where action = 'board-names'")).Count;
}
