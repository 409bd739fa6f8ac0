using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>WCAG 2.1 AA, as far as a program can see it: axe on every page and state, and what axe cannot see on its own.</summary>
[Collection(SampleDayTests.Name)]
public sealed class AccessTests(SampleDay day, ITestOutputHelper output)
{
    /// <summary>Every pair of width and theme, width and language, theme and language is in one of these.</summary>
    private static readonly (int Width, string Theme, string Language)[] Pairs =
        [(1280, "light", "nl"), (1280, "dark", "en"), (390, "light", "en"), (390, "dark", "nl"), (320, "light", "nl"), (320, "dark", "en")];

    [Fact]
    public async Task Axe_finds_nothing_on_any_page_in_any_state_and_nothing_scrolls_sideways()
    {
        var (runs, problems) = (0, new List<string>());
        await PageState.AddEmptyGroup(day.Database);
        try
        {
            foreach (var (width, theme, language) in Pairs)
                foreach (var user in PageState.All.GroupBy(p => p.User))
                {
                    await using var visit = await day.Visit(user.Key, width, 844);
                    await visit.Browser.AddCookiesAsync(new[] { ("taal", language), ("thema", theme) }.Select(c => new Cookie { Name = c.Item1, Value = c.Item2, Url = day.Host.Address.ToString() }));
                    foreach (var state in user)
                    {
                        await visit.Go(await state.Address(day.Database));
                        if (state.Act is not null) await state.Act(visit.Page);
                        var found = await visit.Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice") });
                        runs++;
                        var where = $"{state.Name} {width} {theme} {language}";
                        problems.AddRange(found.Violations.Select(v => $"{where}: {v.Id} {string.Join(", ", v.Nodes.Take(3).Select(n => n.Target))}"));
                        if (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") is > 0 and var over) problems.Add($"{where}: {over} px wider than the screen");
                    }
                }
        }
        finally
        {
            await PageState.TakeEmptyGroup(day.Database);
        }
        Facts.Say(output, string.Create(CultureInfo.InvariantCulture, $"axe: {PageState.All.Count} pages and states, {runs} runs pairwise over width, theme and language, {problems.Count} violations"));
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Fact]
    public async Task Twice_as_large_and_with_wider_spacing_nothing_is_lost()
    {
        await using var vera = await day.Visit(width: 640, height: 400); // 1280 at 200 %
        await (await vera.Browser.NewCDPSessionAsync(vera.Page)).SendAsync("Page.setBypassCSP", new Dictionary<string, object> { ["enabled"] = true }); // the reader's own styles, as a browser extension sets them
        foreach (var state in PageState.All.Where(p => p is { User: "vera", Act: null }))
        {
            await vera.Go(await state.Address(day.Database));
            await vera.Page.AddStyleTagAsync(new() { Content = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }" });
            Assert.NotEqual("normal", await vera.Page.Locator("h1").EvaluateAsync<string>("h => getComputedStyle(h).letterSpacing"));
            Assert.Empty(await vera.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('main *, header *')].filter(e => e.children.length === 0 && e.textContent.trim() && e.checkVisibility() && getComputedStyle(e).overflow === 'hidden' && getComputedStyle(e).textOverflow !== 'ellipsis' && !e.closest('.sr, .skip') && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)).map(e => e.outerHTML)"));
            Assert.True(await vera.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), state.Name + " scrolls sideways");
            await Expect(vera.Page.Locator("h1")).ToBeVisibleAsync();
        }
    }

    [Fact, Trait("Requirement", "V-05")]
    public async Task Without_colour_and_without_motion_marks_and_current_items_are_still_there()
    {
        await using var vera = await day.Visit();
        await vera.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });
        await vera.Page.ReloadAsync();
        Assert.NotEqual("none", await vera.Page.Locator(".seg a[aria-current]").First.EvaluateAsync<string>("a => getComputedStyle(a).outlineStyle !== 'none' ? 'outline' : getComputedStyle(a).borderStyle"));
        foreach (var mark in await vera.Page.Locator(".kind .i").AllAsync()) Assert.True((await mark.BoundingBoxAsync())!.Width >= 12);
        Assert.Equal("none", await vera.Page.Locator(".live").EvaluateAsync<string>("l => getComputedStyle(l).animationName"));
    }

    [Fact, Trait("Requirement", "SI-28")]
    public async Task The_story_by_keyboard_alone()
    {
        await using var vera = await day.Visit();
        var page = vera.Page;
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await Focus(page, ".sig:has-text('Guus') a[data-why]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#waarom")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#waarom")).ToHaveCountAsync(0);
        await Focus(page, ".sig:has-text('Guus') details.rec > summary");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".sig:has-text('Guus')").First.Locator("button[value=WorksOnThis]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".saved")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".saved")).ToContainTextAsync("Teruggezet");

        // the matrix: one stop, arrows walk, every cell says its state
        await page.Locator("table[role=grid] [tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("m");
        Assert.Matches("[a-z]{4}", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.Equal(1, await page.Locator("table[role=grid] [tabindex='0']").CountAsync());
        foreach (var cell in (await page.Locator(".grid tbody td:not(.sum):not(.none)").AllInnerTextsAsync()).Take(60)) Assert.NotEqual("", cell.Trim());

        static async Task Focus(IPage page, string selector)
        {
            for (var i = 0; i < 200; i++)
            {
                if (await page.Locator(selector).First.EvaluateAsync<bool>("e => e === document.activeElement")) return;
                await page.Keyboard.PressAsync("Tab");
            }
            Assert.Fail(selector + " was not reached with Tab");
        }
    }

    [Fact]
    public async Task Without_a_script_everything_but_live_and_charts_works()
    {
        await using var vera = await day.Visit(script: false);
        var page = vera.Page;
        await page.Locator(".sig", new() { HasText = "Guus" }).First.Locator("a[data-why]").ClickAsync();
        await Expect(page.Locator("#waarom")).ToContainTextAsync("Dit zegt het niet");
        await page.Locator("#waarom details.rec > summary").ClickAsync();
        await page.Locator("#waarom button[value=WorksOnThis]").ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Vastgelegd");
        await page.Locator(".saved button").ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Teruggezet");
        await page.Locator("select[name=domein]").SelectOptionAsync("Meten: tijd");
        await page.Locator("form.filters button").First.ClickAsync();
        await Expect(page.Locator(".grid .dom")).ToHaveCountAsync(1);
        await vera.Go("/g/groep-5?periode=week");
        await page.FillAsync("input[name=naam]", "sander");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("Sander");
        await Expect(page.Locator("table.points").First).ToBeAttachedAsync(); // the chart's figures
    }

    /// <summary>≤ 150 kB compressed, everything together, without the chart library.</summary>
    [Fact]
    public async Task No_page_weighs_more_than_a_hundred_and_fifty_kilobytes_on_the_wire()
    {
        const int Most = 150_000;
        var heaviest = ("", 0);
        foreach (var state in PageState.All.Where(p => p is { User: "vera", Act: null }))
        {
            await using var vera = await day.Visit();
            var requests = new List<IRequest>();
            await using var fresh = await vera.Browser.Browser!.NewContextAsync(new() { StorageState = await vera.Browser.StorageStateAsync() }); // nothing in its cache
            var page = await fresh.NewPageAsync();
            page.RequestFinished += (_, r) => { if (!r.Url.Contains("apexcharts", StringComparison.Ordinal) && !r.Url.EndsWith("/live", StringComparison.Ordinal)) requests.Add(r); };
            await page.GotoAsync(new Uri(day.Host.Address, await state.Address(day.Database)).ToString(), new() { WaitUntil = WaitUntilState.Load });
            var bytes = 0;
            foreach (var request in requests.ToList()) bytes += (await request.SizesAsync()).ResponseBodySize;
            if (bytes > heaviest.Item2) heaviest = (state.Name, bytes);
            Assert.True(bytes <= Most, $"{state.Name}: {bytes} bytes");
        }
        Facts.Say(output, string.Create(CultureInfo.InvariantCulture, $"Transfer: the heaviest page is {heaviest.Item1}, {heaviest.Item2} bytes compressed (at most {Most})"));
    }
}
