using System.Text.RegularExpressions;
using Dashboard.Samples.Cito;
using Dashboard.SystemTests.Publishers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Journey;

/// <summary>A publisher's developer at the desk, and a school's tests that come in at night, in a real browser on a real database.</summary>
[Collection(RabbitTests.Name)]
public sealed partial class DeskStoryTests(RealParts parts)
{
    [Fact]
    public async Task A_publisher_s_developer_connects_a_test_system()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await SignIn(visitor, host, "uitgever");
        await Expect(page).ToHaveURLAsync(new Uri(host.Address, "/uitgever").ToString());

        // A sandbox school, and a key for it that is shown once.
        await page.ClickAsync("main button.go");
        await Expect(page.Locator("aside")).ToContainTextAsync("proef-muiswerk");
        await page.GotoAsync(new Uri(host.Address, "/uitgever/sleutels").ToString());
        await page.Locator("button[value=uwlr]").ClickAsync();
        var key = (await page.Locator("code.secret").InnerTextAsync()).Trim();
        Assert.StartsWith("u_", key, StringComparison.Ordinal);
        await page.Locator("button[value=geheim]").First.ClickAsync();
        var secret = (await page.Locator("code.secret").InnerTextAsync()).Trim();
        await page.GotoAsync(new Uri(host.Address, "/uitgever/sleutels").ToString());
        await Expect(page.Locator("code.secret")).ToHaveCountAsync(0);
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.NotNull(await DeskTests.Token(host, "muiswerk-demo", secret));
        Assert.NotNull(await DeskTests.Token(host, "muiswerk-demo", "demo")); // the one before is still good

        // What would you do with this? Nothing is kept.
        var before = await stage.Count("select count(*) from delivery");
        await page.GotoAsync(new Uri(host.Address, "/uitgever/controleren").ToString());
        await page.FillAsync("#bericht", Envelope(key, "sp-1"));
        await page.ClickAsync("main button.go");
        await Expect(page.Locator("#uitkomst h2")).ToContainTextAsync("We zouden dit aannemen");
        await Expect(page.Locator("#uitkomst")).ToContainTextAsync("sp-1");
        await page.FillAsync("#bericht", Envelope("fout", "sp-1"));
        await page.ClickAsync("main button.go");
        await Expect(page.Locator("#uitkomst h2")).ToContainTextAsync("We zouden dit weigeren");
        Assert.Equal(before, await stage.Count("select count(*) from delivery"));

        // Sent for real; the report says what became of it.
        Assert.Equal(200, (await DeskTests.Send(host, HttpMethod.Post, "/uwlr/v2/leerresultaten", Envelope(key, "sp-1"), null)).Status);
        await stage.Quiet();
        await page.GotoAsync(new Uri(host.Address, "/uitgever/leveringen").ToString());
        await page.Locator(".data a").First.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("1 ontvangen: 1 nieuw");
        await Expect(page.Locator(".eyebrow")).ToContainTextAsync("Proefschool van Muiswerk");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[href$='als=csv']").ClickAsync());
        Assert.Contains("\"accepted\",\"1\"", await File.ReadAllTextAsync((await download.PathAsync())!), StringComparison.Ordinal);

        // And taken back.
        await page.GotoAsync(new Uri(host.Address, "/uitgever/intrekken").ToString());
        await page.FillAsync("#school", "proef-muiswerk");
        await page.FillAsync("#schooljaar", SchoolYear());
        await page.FillAsync("#resultaat", "sp-1");
        await page.ClickAsync("main button.go");
        await stage.Quiet();
        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("1 verbeterd");
        Assert.Equal(0, await stage.Count("select count(*) from result where result_id = 'sp-1' and part <> '*' and status <> 2"));

        // Only its own: another page's address gives nothing away, a teacher's page neither.
        foreach (var path in new[] { "/uitgever/profiel/numo", "/uitgever/leveringen/" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) }) Assert.Equal(404, (await page.GotoAsync(new Uri(host.Address, path).ToString()))!.Status);
        foreach (var path in new[] { "/g/groep-5", "/beheer/koppelingen" }) Assert.Equal(403, (await page.GotoAsync(new Uri(host.Address, path).ToString()))!.Status);
    }

    [Fact]
    [Trait("Requirement", "CI-03")]
    [Trait("Requirement", "CI-04")]
    [Trait("Requirement", "CI-05")]
    [Trait("Requirement", "CI-12")]
    public async Task A_school_asks_for_a_feed_of_tests_and_the_teacher_sees_them_apart_the_next_day()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var cito = await SimulatedCito.Start(TimeProvider.System.GetUtcNow(), 0, SourceMoods.Bad, TimeProvider.System, TestContext.Current.CancellationToken);
        await stage.Database.Execute("insert into staff (school_id, key, user_name, display_name, role, password_hash, is_sample, publisher_id) select s.school_id, gen_random_uuid(), 'cito', 'Medewerker van Cito', 4, s.password_hash, true, (select publisher_id from publisher where key = 'cito') from staff s where user_name = 'uitgever'");
        await stage.Database.Execute("insert into login (user_name, school_id, staff_id) select user_name, school_id, staff_id from staff where user_name = 'cito'");

        // The administrator fills in the form; what is wrong stands at its field.
        await using var school = await (await parts.Browser).Visitor();
        var admin = await SignIn(school, host, "beheer");
        await admin.GotoAsync(new Uri(host.Address, "/beheer/koppelingen/cito").ToString());
        await admin.FillAsync("#f-Brin", "99X");
        await admin.ClickAsync("main button.go");
        await Expect(admin.Locator("#w-Brin")).ToContainTextAsync("twee cijfers en twee letters");
        await Expect(admin.Locator("#w-CustomerNumber")).ToBeVisibleAsync();
        foreach (var (field, value) in new[] { ("CustomerNumber", "123456"), ("Brin", "99XX"), ("Organisation", "De Voorbeeldboom"), ("Salutation", "mevrouw"), ("GivenName", "Bea"), ("FamilyName", "Heer"), ("Email", "bea@school.example"), ("ShortName", "voorbeeldboom") })
            await admin.FillAsync("#f-" + field, value);
        await admin.SelectOptionAsync("#f-level", "1");
        await admin.ClickAsync("main button.go");
        await Expect(admin.Locator("main")).ToContainTextAsync("Aangevraagd op");

        // The supplier makes it active; there is no data yet.
        await using var supplier = await (await parts.Browser).Visitor();
        var desk = await SignIn(supplier, host, "cito");
        await desk.GotoAsync(new Uri(host.Address, "/uitgever/aanvragen").ToString());
        await Expect(desk.Locator("main")).ToContainTextAsync("123456");
        await desk.FillAsync("input[name=adres]", cito.BaseUrl.ToString());
        await desk.FillAsync("input[name=sleutel]", SimulatedCito.Credential);
        await stage.Database.Execute("create or replace function not_yet() returns trigger language plpgsql as $$ begin new.next_at = now() + interval '1 hour'; return new; end $$; create trigger not_yet before insert on pull for each row execute function not_yet()");
        await desk.ClickAsync("main button.go");
        await Expect(desk.Locator("h1")).ToContainTextAsync("Nul");
        await admin.GotoAsync(new Uri(host.Address, "/beheer/koppelingen").ToString());
        await Expect(admin.Locator("main")).ToContainTextAsync("actief, nog geen data");

        // The night.
        await CitoFeedTests.Night(stage);
        await CitoFeedTests.Fetched(stage, 1);
        await admin.ReloadAsync();
        await Expect(admin.Locator("main")).ToContainTextAsync("leerlingen zijn nog niet herkend");

        // The next day: tests, apart from practice; no signal.
        await using var teacher = await (await parts.Browser).Visitor();
        var page = await SignIn(teacher, host, "vera");
        await Expect(page.Locator("#ziet")).ToContainTextAsync("Cito");
        await page.FillAsync("[data-find]", "Maaike");
        await page.Keyboard.PressAsync("Enter");
        var tests = page.Locator("aside section", new() { HasText = "Rekenen-Wiskunde" });
        await Expect(tests).ToContainTextAsync("methode-onafhankelijke toets");
        await Expect(page.Locator("main table", new() { HasText = "Rekenen-Wiskunde M5" })).ToHaveCountAsync(0);
        Assert.Equal(0, await stage.Count("select count(*) from signal"));
    }

    internal static async Task<IPage> SignIn(IBrowserContext visitor, DashboardHost host, string name)
    {
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        SetDefaultExpectTimeout(60_000);
        await page.GotoAsync(new Uri(host.Address, "/inloggen").ToString());
        await page.FillAsync("#naam", name);
        await page.FillAsync("#wachtwoord", "demo");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("^(?!.*/inloggen)"));
        return page;
    }

    internal static string SchoolYear()
    {
        var now = TimeProvider.System.GetUtcNow();
        var year = now.Month >= 8 ? now.Year : now.Year - 1;
        return $"{year}-{year + 1}";
    }

    internal static string Envelope(string key, string result, string school = "proef-muiswerk", string pupil = "proef-01") => $"""
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://www.edustandaard.nl/leerresultaten/2/autorisatie">
        <soap:Header><a:autorisatie><a:autorisatiesleutel>{key}</a:autorisatiesleutel><a:klantcode>muiswerk</a:klantcode><a:klantnaam>Muiswerk</a:klantnaam></a:autorisatie></soap:Header>
        <soap:Body><leerresultaten_verzoek xmlns="http://www.edustandaard.nl/leerresultaten/2/leerresultaten"><school><schooljaar>{SchoolYear()}</schooljaar><schoolkey>{school}</schoolkey><xsdversie>2.2</xsdversie></school>
        <toetsafnames><toetsafname><leerlingid>{pupil}</leerlingid><resultaten><resultaat key="{result}"><afnamedatum>{TimeProvider.System.GetUtcNow():yyyy-MM-dd}</afnamedatum><toetscode>MEETKUNDE-KLOK</toetscode><score>7</score></resultaat></resultaten></toetsafname></toetsafnames></leerresultaten_verzoek></soap:Body></soap:Envelope>
        """;
}
