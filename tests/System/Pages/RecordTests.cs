using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Schools.Calendar;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>What a teacher writes down: two actions, dated, authored, shared with her duo, taken back.</summary>
[Collection(SampleDayTests.Name)]
public class RecordTests(SampleDay day)
{
    private static readonly Regex Undone = new("Teruggezet");

    private static ILocator Line(Visit visit) => visit.Page.Locator(".sig", new() { HasText = "Guus" }).First;

    [Fact, Trait("Requirement", "LD-22"), Trait("Requirement", "OD-24"), Trait("Requirement", "OD-15")]
    public async Task A_judgement_and_a_note_stand_on_the_pupil_page_by_name_and_date_and_her_duo_sees_them()
    {
        await using var vera = await day.Visit();
        await vera.Click(Line(vera).Locator("details.rec > summary"));
        await Line(vera).Locator("textarea").FillAsync("Telt op zijn vingers, weet de tafel van 5.");
        await Line(vera).Locator("select[name=duiding]").SelectOptionAsync("Almost");
        await vera.Click(Line(vera).Locator("button[value=SeenInClass]"));
        Assert.Equal(2, vera.Clicks);
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("wat je zelf zag bij Guus");

        await using var ib = await day.Visit("ib");
        await ib.Go("/g/groep-5");
        await ib.Click(ib.Page.Locator(".sig a", new() { HasText = "Guus" }).First);
        await Expect(ib.Page.Locator("aside")).ToContainTextAsync("Telt op zijn vingers");
        await Expect(ib.Page.Locator("aside")).ToContainTextAsync("Duiding: bijna");
        await Expect(ib.Page.Locator("table.side").First).ToContainTextAsync("bijna,");
        await Expect(ib.Page.Locator(".undo", new() { HasText = "Ongedaan" })).ToHaveCountAsync(0); // hers, not the intern begeleider's

        await vera.Page.Locator(".saved button").ClickAsync();
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync(Undone);
        await ib.Page.ReloadAsync();
        await Expect(ib.Page.Locator("aside").First).Not.ToContainTextAsync("Telt op zijn vingers");
    }

    [Fact, Trait("Requirement", "V-16")]
    public async Task A_compliment_is_recorded_in_two_actions()
    {
        await using var vera = await day.Visit();
        var line = vera.Page.Locator(".sig", new() { HasText = "Sander" }).First;
        await vera.Click(line.Locator("details.rec > summary"));
        await vera.Click(line.Locator("button[value=Compliment]"));
        Assert.Equal(2, vera.Clicks);
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("Sander kreeg een compliment");
        await vera.Page.Locator(".saved button").ClickAsync();
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync(Undone);
    }

    [Fact, Trait("Requirement", "V-09"), Trait("Requirement", "V-10"), Trait("Requirement", "V-14"), Trait("Requirement", "V-15"), Trait("Requirement", "OD-14"), Trait("Requirement", "V-21")]
    public async Task Options_come_after_the_why_the_first_is_doing_nothing_and_one_becomes_a_follow_up()
    {
        await using var vera = await day.Visit();
        await vera.Click(vera.Page.Locator(".sig", new() { HasText = "Sander" }).First.Locator("a[data-why]"));
        var options = vera.Page.Locator("#waarom .opts li");
        await Expect(options.First).ToHaveTextAsync(new Regex("^\\s*Nu niets doen, eerst kijken of praten\\s*$"));
        Assert.True(await options.CountAsync() >= 2);
        await Expect(vera.Page.Locator("#waarom .opts")).ToContainTextAsync("Moeilijker werk klaarzetten");
        Assert.True(await vera.Page.Locator("#waarom").EvaluateAsync<bool>("p => p.querySelector('.not').compareDocumentPosition(p.querySelector('.opts')) === Node.DOCUMENT_POSITION_FOLLOWING"));
        await vera.Click(vera.Page.Locator("#waarom .opts button[value=HarderWork]").First);
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("vervolg voor Sander");
        await vera.Go("/lijstje");
        await Expect(vera.Page.Locator("main")).ToContainTextAsync("moeilijker werk");
        await vera.Go("/g/groep-5");
        await vera.Page.Locator(".list .followup", new() { HasText = "Sander" }).Locator("button").ClickAsync();
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("je keek terug op");
        await vera.Go("/lijstje");
        await vera.Page.Locator("main details summary").ClickAsync();
        await Expect(vera.Page.Locator("main details")).ToContainTextAsync("Sander");
    }

    [Fact, Trait("Requirement", "V-15"), Trait("Requirement", "SI-28")]
    public async Task Setting_ready_opens_the_tool_itself_without_a_login_form()
    {
        await using var vera = await day.Visit();
        await vera.Go("/open/leermiddel/numo");
        await Expect(vera.Page.Locator("h1")).ToHaveTextAsync("Numo");
        Assert.NotEqual(day.Host.Address.Authority, new Uri(vera.Page.Url).Authority);
        await Expect(vera.Page.Locator("input")).ToHaveCountAsync(0);
        var off = await vera.Page.Context.APIRequest.GetAsync(new Uri(day.Host.Address, "/open/leermiddel/bestaat-niet").ToString());
        Assert.Equal(404, off.Status);
    }

    [Fact, Trait("Requirement", "V-11"), Trait("Requirement", "LD-23")]
    public async Task She_leaves_a_pupil_out_and_chooses_the_day_it_comes_back_and_her_new_day_takes_the_place_of_the_old()
    {
        await using var vera = await day.Visit();
        var line = vera.Page.Locator(".sig", new() { HasText = "Elif" }).First;
        var back = SchoolTime.Day(TimeProvider.System.GetUtcNow()).AddDays(3);
        async Task Mark(DateOnly until)
        {
            await line.Locator("details.rec > summary").ClickAsync();
            await line.Locator(".whom summary").ClickAsync();
            await line.Locator(".whom .tick", new() { HasText = "Yusuf" }).ClickAsync();
            await line.Locator(".whom input[type=date]").FillAsync(until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await line.Locator("button[value=WorksOnThis]").ClickAsync();
            await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("Elif");
            await Expect(vera.Page.Locator(".saved")).Not.ToContainTextAsync("Yusuf");
        }
        async Task<string[][]> Standing() => [.. await day.Database.Query("select until::text from mark where kind = 0 and undone_at is null and pupil_id in (select pupil_id from pupil_name where given_name in ('Elif', 'Yusuf')) order by at")];

        await Mark(back.AddDays(30));
        await Mark(back);

        Assert.Equal([[back.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]], await Standing());
        await vera.Page.Locator(".saved button").ClickAsync();
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync(Undone);
        Assert.Empty(await Standing());
    }

    [Fact, Trait("Requirement", "V-11")]
    public async Task My_list_says_what_comes_back_today_and_the_bar_counts_it()
    {
        await using var vera = await day.Visit();
        await vera.Click(vera.Page.Locator(".sig .say a", new() { HasText = "tafels" }).First);
        await vera.Page.Locator("#groepje label", new() { HasText = "Guus" }).ClickAsync();
        await vera.Page.Locator("#groepje button.go").ClickAsync();
        await Expect(vera.Page.Locator(".saved")).ToContainTextAsync("vervolg voor Guus");
        await vera.Go("/lijstje");
        await Expect(vera.Page.Locator("h1")).ToContainTextAsync("Vandaag komt er niets terug");
        await day.Database.Execute("update follow_up set starts_on = current_date - 7, evaluate_on = current_date where ended_at is null and undone_at is null");
        await vera.Page.ReloadAsync();
        await Expect(vera.Page.Locator("h1")).ToContainTextAsync("Eén ding komt vandaag terug");
        await Expect(vera.Page.Locator("nav .count")).ToHaveTextAsync("1");
        await Expect(vera.Page.Locator("section[aria-labelledby=l-today]")).ToContainTextAsync("je wilde terugkijken. Sinds");
        await vera.Page.Locator("section[aria-labelledby=l-today] button").ClickAsync();
        await Expect(vera.Page.Locator("nav .count")).ToHaveCountAsync(0);
    }
}
