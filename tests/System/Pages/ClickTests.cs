using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>Task → clicks, counted in a browser (against "37 keer klikken per leerling"). The table is printed at the end of a run.</summary>
[Collection(SampleDayTests.Name)]
public class ClickTests(SampleDay day, ITestOutputHelper output)
{
    private readonly List<(string Task, int Clicks, int Most)> _table = [];

    private void Took(string task, int clicks, int most)
    {
        _table.Add((task, clicks, most));
        Assert.True(clicks <= most, $"{task}: {clicks} clicks, at most {most}");
    }

    [Fact, Trait("Requirement", "SI-18"), Trait("Requirement", "V-12"), Trait("Requirement", "OD-05"), Trait("Requirement", "OD-06")]
    public async Task Every_task_takes_no_more_clicks_than_promised()
    {
        await using var vera = await day.Visit();
        var page = vera.Page;
        await Expect(page.Locator("h1")).ToContainTextAsync("lopen vast");
        await Expect(page.Locator(".sig").First).ToContainTextAsync("Daan, Maaike en Noor");
        Took("who is stuck today, after signing in", vera.Clicks, 0);

        var line = page.Locator(".sig", new() { HasText = "Guus" }).First;
        await vera.Click(line.Locator("a[data-why]"));
        await Expect(page.Locator("#waarom")).ToContainTextAsync("Dit zegt het niet");
        Took("why do I see this", vera.Clicks, 1);

        var tool = await page.Context.RunAndWaitForPageAsync(async () =>
        {
            await page.Locator("#waarom > .btns a[href^='/open/']").First.ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        });
        await Expect(tool).ToHaveURLAsync(new Regex("/rapport/"));
        await tool.CloseAsync();
        Took("the source, without a login form", vera.Clicks + 1, 2);

        var kept = vera.Clicks;
        await vera.Click(page.Locator("#waarom details.rec > summary"));
        await vera.Click(page.Locator("#waarom button[value=WorksOnThis]"));
        await Expect(page.Locator(".saved")).ToContainTextAsync("Vastgelegd");
        Took("record it from there", vera.Since(kept), 2);
        await page.Locator(".saved button").ClickAsync();

        kept = vera.Clicks;
        await vera.Click(page.Locator(".sig a", new() { HasText = "Maaike" }).First);
        await Expect(page.Locator("h1")).ToContainTextAsync("Maaike loopt vast");
        await Expect(page.Locator("table.side").First).ToBeVisibleAsync();
        Took("one pupil's whole picture", vera.Since(kept), 3);

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("san");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("Sander");
        Took("look a pupil up (type, Enter)", 2, 2);

        await vera.Go("/g/groep-5");
        kept = vera.Clicks;
        await vera.Click(page.Locator(".sig .say a", new() { HasText = "klokkijken, hele uren" }).First);
        await vera.Click(page.Locator("#groepje button.go"));
        await Expect(page.Locator(".saved")).ToContainTextAsync("Daan, Maaike en Noor");
        Took("an instruction group of three from a signal", vera.Since(kept), 3);
        await page.Locator(".saved button").ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Teruggezet");

        foreach (var (task, clicks, most) in _table) Facts.Say(output, $"Clicks: {task}: {clicks} (at most {most})");
    }
}
