using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>Who stands where on a goal, and a group of it in one action.</summary>
[Collection(SampleDayTests.Name)]
public class GoalPageTests(SampleDay day)
{
    [Fact, Trait("Requirement", "OD-10"), Trait("Requirement", "SI-17"), Trait("Requirement", "DA-27")]
    public async Task The_goal_page_names_who_is_stuck_who_goes_fast_and_who_cannot_be_seen()
    {
        await using var vera = await day.Visit();
        await vera.Click(vera.Page.Locator(".sig .say a", new() { HasText = "klokkijken, hele uren" }).First);
        var page = vera.Page;
        await Expect(page).ToHaveURLAsync(new Regex("/g/groep-5/doel/"));
        await Expect(page.Locator("h1")).ToContainTextAsync("Drie leerlingen lopen vast");
        await Expect(page.Locator("section[aria-labelledby=w-stuck]")).ToContainTextAsync(new Regex("Daan.*Maaike.*Noor", RegexOptions.Singleline));
        await Expect(page.Locator("section[aria-labelledby=w-stuck]")).ToContainTextAsync("4 van 12 opgaven goed, 15 minuten");
        await Expect(page.Locator("section[aria-labelledby=w-fast]")).ToContainTextAsync("Saar");
        // Everybody stands somewhere, nobody twice.
        Assert.Equal(26, await page.Locator(".four .people > li").CountAsync());
        await Expect(page.Locator("aside")).ToContainTextAsync("De tijd aflezen bij hele uren");
        await Expect(page.Locator("aside")).ToContainTextAsync("analoge klok");
        await Expect(page.Locator("aside")).ToContainTextAsync("Klokkijken, halve uren");
        Assert.DoesNotContain("Maaike", await page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "OD-29"), Trait("Requirement", "SI-29")]
    public async Task A_proposed_instruction_group_becomes_a_follow_up_in_one_action_and_can_be_taken_back()
    {
        await using var vera = await day.Visit();
        await vera.Click(vera.Page.Locator(".sig .say a", new() { HasText = "afronden" }).First);
        var page = vera.Page;
        await Expect(page.Locator("#groepje input:checked")).ToHaveCountAsync(2);
        var before = vera.Clicks;
        await page.Locator("#groepje details summary").ClickAsync();
        await page.Locator("#groepje label", new() { HasText = "Amira" }).ClickAsync();
        await vera.Click(page.Locator("#groepje button.go"));
        Assert.Equal(1, vera.Since(before));
        await Expect(page.Locator(".saved")).ToContainTextAsync("vervolg voor Amira, Elif en Yusuf");
        await Expect(page.Locator("section[aria-labelledby=w-stuck]")).ToContainTextAsync("vervolg: extra uitleg");
        await Expect(page.Locator("#groepje input:checked")).ToHaveCountAsync(0); // who has an agreement is not proposed again
        await vera.Click(page.Locator(".saved button"));
        await Expect(page.Locator("section[aria-labelledby=w-stuck]")).Not.ToContainTextAsync("vervolg");
    }

    [Fact, Trait("Requirement", "LD-23"), Trait("Requirement", "LD-24")]
    public async Task A_goal_is_marked_for_the_group_and_stands_on_the_page_until_it_is_taken_back()
    {
        await using var vera = await day.Visit();
        await vera.Click(vera.Page.Locator(".sig .say a", new() { HasText = "klokkijken" }).First);
        await vera.Click(vera.Page.Locator("button[value=RelevantNow]").First);
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("belangrijk voor de groep");
        await vera.Click(vera.Page.Locator("button[value=SufficientlyTreated]").First);
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("voldoende behandeld in de groep");
        await Expect(vera.Page.Locator(".marked")).ToHaveCountAsync(2);
        for (var left = 1; left >= 0; left--)
        {
            await vera.Page.Locator(".marked button").First.ClickAsync();
            await Expect(vera.Page.Locator(".marked")).ToHaveCountAsync(left);
        }
    }

    [Fact]
    public async Task A_goal_of_another_group_or_one_that_is_not_there_is_not_found()
    {
        await using var vera = await day.Visit();
        foreach (var path in (string[])["/g/groep-5/doel/11111111-0000-7000-8000-000000000001", "/g/nergens/doel/11111111-0000-7000-8000-000000000001"])
        {
            var answer = await vera.Page.GotoAsync(new Uri(day.Host.Address, path).ToString());
            Assert.Equal(404, answer!.Status);
        }
    }
}
