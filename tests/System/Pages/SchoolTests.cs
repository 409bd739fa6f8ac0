using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>The intern begeleider: all groups at a glance, and a group that goes to the next teacher.</summary>
[Collection(SampleDayTests.Name)]
public class SchoolTests(SampleDay day)
{
    [Fact]
    public async Task All_groups_stand_in_school_order_with_numbers_of_pupils_per_kind()
    {
        await using var ib = await day.Visit("ib");
        var rows = ib.Page.Locator("table.data tbody tr");
        await Expect(rows).ToHaveCountAsync(4);
        Assert.Equal(["Groep 4", "Groep 5", "Groep 6", "Plusgroep"], await rows.Locator("th").AllInnerTextsAsync()); // by year, a composite group last
        var five = ib.Page.Locator("table.data tr", new() { HasText = "Groep 5" });
        await Expect(five.Locator("td").First).ToHaveTextAsync("6");
        await Expect(ib.Page.Locator("main")).ToContainTextAsync(new Regex("Groep 5: 3 leerlingen op klokkijken, hele uren"));
        Assert.DoesNotMatch("Maaike|Daan", await ib.Page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task A_group_is_handed_over_until_the_year_ends_and_taken_back()
    {
        var other = await day.Database.Query("select s.display_name, s.user_name from staff s where s.role = 0 and s.user_name <> 'vera' and s.user_name <> '' limit 1");
        await using var vera = await day.Visit();
        await vera.Go("/g/groep-5/overdracht");
        await Expect(vera.Page.Locator("h1")).ToContainTextAsync("Overdracht van Groep 5");
        await Expect(vera.Page.Locator(".sheet", new() { HasText = "Maaike" }).First).ToContainTextAsync("Loopt vast op klokkijken, hele uren");
        await Expect(vera.Page.Locator("input[name=leraar]")).ToHaveCountAsync(0); // she does not decide

        await using var ib = await day.Visit("ib");
        await ib.Click(ib.Page.Locator("table.data tr", new() { HasText = "Groep 5" }).Locator("a", new() { HasText = "Overdracht" }));
        await Expect(ib.Page.Locator("h1")).ToContainTextAsync("Overdracht van Groep 5");
        if (other.Count == 0)
        {
            await day.Database.Execute("insert into staff (school_id, key, user_name, display_name, role, is_sample, language, theme, failed_attempts) select school_id, gen_random_uuid(), 'volgend', 'Juf Volgend', 0, true, 'nl', 'system', 0 from school where key = 'demo'");
            await ib.Page.ReloadAsync();
        }
        var teacher = ib.Page.Locator("form:has(input[name=leraar])").First;
        await ib.Click(teacher.Locator("button"));
        await Expect(ib.Page.Locator("button", new() { HasText = "Niet meer laten meekijken" })).ToHaveCountAsync(1);
        Assert.Single(await day.Database.Query("select 1 from assignment where until is not null and extract(month from until) = 7 and extract(day from until) = 31"));
        await ib.Click(ib.Page.Locator("button", new() { HasText = "Niet meer laten meekijken" }));
        await Expect(ib.Page.Locator("button", new() { HasText = "Niet meer laten meekijken" })).ToHaveCountAsync(0);
        Assert.Equal(2, (await day.Database.Query("select 1 from audit where action like 'handover%'")).Count);
    }
}
