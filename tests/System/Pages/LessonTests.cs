using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>Before the lesson, after the day, and together with the pupil.</summary>
[Collection(SampleDayTests.Name)]
public class LessonTests(SampleDay day)
{
    [Fact, Trait("Requirement", "V-02"), Trait("Requirement", "V-03")]
    public async Task Preparing_names_who_got_stuck_and_leads_to_an_instruction_group()
    {
        await using var vera = await day.Visit();
        await vera.Click(vera.Page.Locator("nav a", new() { HasText = "Voorbereiden" }));
        await Expect(vera.Page.Locator(".lesson li").First).ToContainTextAsync("Daan, Maaike en Noor lopen vast op klokkijken, hele uren");
        await Expect(vera.Page.Locator("main")).ToContainTextAsync("Werk op papier");
        await vera.Click(vera.Page.Locator(".lesson a.btn").First);
        await Expect(vera.Page.Locator("#groepje input:checked")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task The_end_of_the_day_says_what_is_left_and_keeps_a_note()
    {
        await using var vera = await day.Visit();
        await vera.Go("/g/groep-5/dagsluiting");
        await Expect(vera.Page.Locator("h1")).ToContainTextAsync("Vandaag:");
        await vera.Page.SelectOptionAsync("#wie", new Microsoft.Playwright.SelectOptionValue { Label = "Hanna" });
        await vera.Page.FillAsync("#wat", "Was moe na de gymles.");
        await vera.Page.Locator("main button.go").ClickAsync();
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("notitie bij Hanna");
        await Expect(vera.Page.Locator("h1")).ToContainTextAsync(new Regex("keer iets vastgelegd"));
        await vera.Page.Locator(".saved button").ClickAsync();
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("Teruggezet");
    }

    [Fact, Trait("Requirement", "OD-17"), Trait("Requirement", "OD-13")]
    public async Task The_sheet_for_the_pupil_has_her_own_goals_and_time_and_nothing_of_others_or_of_signals()
    {
        await using var vera = await day.Visit();
        var names = await vera.Page.Locator(".grid thead a").AllInnerTextsAsync();
        await vera.Click(vera.Page.Locator(".sig a", new() { HasText = "Maaike" }).First);
        await vera.Click(vera.Page.Locator("a", new() { HasText = "Bespreken met Maaike" }));
        await Expect(vera.Page.Locator("h1")).ToHaveTextAsync("Zo oefent Maaike");
        var html = await vera.Page.ContentAsync();
        Assert.All(names.Where(n => n != "Maaike"), n => Assert.DoesNotMatch($">\\s*{n}\\b", html));
        var text = await vera.Page.Locator("main").InnerTextAsync();
        Assert.DoesNotMatch("loopt vast|vastloopt|snel vooruit|goed|van 12|±", text);
        Assert.Contains("Waar ben je trots op?", text, StringComparison.Ordinal);
        Assert.Contains("Liter en milliliter", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Maaike", await vera.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pupil_page_on_paper_has_no_other_name_and_says_what_it_does_not_see()
    {
        await using var vera = await day.Visit();
        var names = await vera.Page.Locator(".grid thead a").AllInnerTextsAsync();
        await vera.Click(vera.Page.Locator(".sig a", new() { HasText = "Maaike" }).First);
        await vera.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        var text = await vera.Page.Locator("body").InnerTextAsync();
        Assert.All(names.Where(n => n != "Maaike"), n => Assert.DoesNotMatch($"\\b{n}\\b", text));
        Assert.Contains("Wat je hier niet ziet", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Uitloggen", text, StringComparison.Ordinal);
    }
}
