using System.Text.RegularExpressions;
using Dashboard.SystemTests.Journey;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>Choices that stay, goals that matter now first, a matrix for thirty pupils, and nothing that moves.</summary>
[Collection(SampleDayTests.Name)]
public class GroupPageTests(SampleDay day)
{
    [Fact, Trait("Requirement", "OD-12"), Trait("Requirement", "OD-07")]
    public async Task Period_and_domain_stay_chosen_for_who_chose_them()
    {
        await using var ib = await day.Visit("ib");
        await ib.Go("/g/groep-5");
        await ib.Page.Locator(".seg a", new() { HasText = "Zes weken" }).ClickAsync();
        await ib.Page.Locator("select[name=domein]").SelectOptionAsync("Meten: tijd");
        await Expect(ib.Page).ToHaveURLAsync(new Regex("domein=Meten"));
        await Expect(ib.Page.Locator(".grid .dom")).ToHaveCountAsync(1);
        await ib.Go("/g/groep-5"); // the bare address, as from the bar
        await Expect(ib.Page.Locator(".seg a[aria-current]").First).ToHaveTextAsync("Zes weken");
        await Expect(ib.Page.Locator("select[name=domein]")).ToHaveValueAsync("Meten: tijd");
        await using var vera = await day.Visit();
        await Expect(vera.Page.Locator("select[name=domein]")).ToHaveValueAsync("");
        await ib.Go("/g/groep-5?periode=week");
        await Expect(ib.Page.Locator("select[name=domein]")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Since_my_last_visit_shows_only_what_came_after_it()
    {
        await using var ib = await day.Visit("ib");
        await ib.Go("/g/groep-5");
        await day.Database.Execute("update group_view set seen_at = now() - interval '1 hour'");
        await ib.Go("/g/groep-5");
        await day.Database.Execute("update group_view set before_at = now() + interval '2 days'");
        await ib.Go("/g/groep-5?periode=vorige");
        await Expect(ib.Page.Locator("h1")).ToContainTextAsync("sinds je vorige bezoek");
        await ib.Go("/g/groep-5?periode=week");
    }

    [Fact, Trait("Requirement", "LD-23")]
    public async Task A_goal_that_matters_now_stands_on_top_of_the_matrix()
    {
        await using var vera = await day.Visit();
        await vera.Go("/g/groep-5?periode=week&doelen=alle");
        var goal = vera.Page.Locator(".grid tbody th a", new() { HasText = "Liter en milliliter" });
        await goal.ClickAsync();
        await vera.Page.Locator("button[value=RelevantNow]").First.ClickAsync();
        await vera.Go("/g/groep-5?periode=week");
        await Expect(vera.Page.Locator(".grid .dom").First).ToContainTextAsync("Deze periode belangrijk");
        await Expect(vera.Page.Locator(".grid tbody tr:not(.dom) th").First).ToContainTextAsync("Liter en milliliter");
        await goal.ClickAsync();
        await vera.Page.Locator(".marked button").ClickAsync();
        await Expect(vera.Page.Locator(".marked")).ToHaveCountAsync(0);
    }

    [Fact, Trait("Requirement", "SI-19")]
    public async Task The_matrix_with_thirty_pupils_fits_the_screen_sorts_on_a_goal_and_keeps_names_in_sight()
    {
        await day.Database.Execute("""
            insert into membership (school_id, group_id, pupil_id)
            select g.school_id, g.group_id, m.pupil_id from school_group g
            join lateral (select o.pupil_id from membership o where o.school_id = g.school_id and o.group_id <> g.group_id
              and not exists (select 1 from membership x where x.school_id = g.school_id and x.group_id = g.group_id and x.pupil_id = o.pupil_id) order by o.pupil_id limit 4) m on true
            where g.key = 'groep-5' and exists (select 1 from school s where s.school_id = g.school_id and s.key = 'demo')
            """);
        try
        {
            await using var vera = await day.Visit();
            await vera.Go("/g/groep-5?periode=zes&doelen=alle");
            var page = vera.Page;
            await Expect(page.Locator(".grid thead a")).ToHaveCountAsync(30);
            Assert.True(await page.Locator(".grid tbody tr:not(.dom)").CountAsync() >= 30);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways");
            Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.scroll').scrollWidth <= document.querySelector('.scroll').clientWidth"), "the matrix scrolls sideways");
            await page.Locator(".grid tbody tr").Last.ScrollIntoViewIfNeededAsync();
            Assert.True(await page.Locator(".grid thead a").First.EvaluateAsync<bool>("a => a.getBoundingClientRect().top >= 0"), "names left the screen");

            await page.Locator("select[name=volgorde]").SelectOptionAsync(new SelectOptionValue { Label = "Op klokkijken, hele uren" });
            await Expect(page).ToHaveURLAsync(new Regex("volgorde="));
            var first = await page.Locator(".grid thead a").AllInnerTextsAsync();
            Assert.Equal(["Daan", "Maaike", "Noor", "Saar"], first.Take(4));
        }
        finally
        {
            await day.Database.Execute("""
                delete from membership m using school_group g where g.school_id = m.school_id and g.group_id = m.group_id and g.key = 'groep-5'
                  and exists (select 1 from membership o join school_group x using (school_id, group_id) where o.school_id = m.school_id and o.pupil_id = m.pupil_id and o.group_id <> m.group_id and not x.composite)
                """);
            await using var vera = await day.Visit();
            await vera.Go("/g/groep-5?periode=week");
        }
    }

    [Fact]
    public async Task A_new_signal_waits_until_she_asks_and_nothing_moves()
    {
        await using var vera = await day.Visit();
        var page = vera.Page;
        await page.EvaluateAsync("window.shift = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: false })");
        var before = await page.Locator(".sig").AllInnerTextsAsync();
        var muiswerk = await TestPublisher.SignIn(day.Host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "live-goal", "Rekenen met kilometers");
        // Three a day are pushed, and those of the sample school were: as if that was yesterday.
        await day.Database.Execute("update notice set on_day = on_day - 40, at = at - interval '40 days'; update group_notice set on_day = on_day - 40, at = at - interval '40 days'");
        var now = TimeProvider.System.GetUtcNow();
        await muiswerk.Send("live-goal", [.. Enumerable.Range(0, 4).Select(i => new Attempt($"live-{i}", "lln-pim", 1, 5, now.AddMinutes(i - 30)))]);
        await Expect(page.Locator(".live")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Equal(before, await page.Locator(".sig").AllInnerTextsAsync());
        Assert.Equal(0, await page.EvaluateAsync<double>("window.shift"));
        await page.Locator(".live a").ClickAsync();
        await Expect(page.Locator(".sig", new() { HasText = "rekenen met kilometers" })).ToHaveCountAsync(1);
        await page.Locator(".sig", new() { HasText = "rekenen met kilometers" }).Locator("details.rec > summary").ClickAsync();
        await page.Locator(".sig", new() { HasText = "rekenen met kilometers" }).Locator("button[value=Handled]").ClickAsync();
    }
}
