using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.SystemTests.Publishers;
using Deque.AxeCore.Playwright;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Journey;

/// <summary>The pages of the publisher's desk and of the school's feeds: what they do, and that everyone can use them.</summary>
[Collection(RabbitTests.Name)]
public sealed class DeskPagesTests(RealParts parts)
{
    [Fact]
    [Trait("Requirement", "DA-13")]
    [Trait("Requirement", "DA-20")]
    public async Task A_profile_is_seen_as_the_teacher_will_read_it_before_it_is_kept()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await DeskStoryTests.SignIn(visitor, host, "uitgever");
        await using var other = await (await parts.Browser).Visitor();
        var teacher = await DeskStoryTests.SignIn(other, host, "vera");
        const string text = "Elke les telt tien opgaven. Kijk naar de fouten.";

        await Go(page, host, "/uitgever/profiel/muiswerk");
        await page.FillAsync("#read-nl", text);
        await page.CheckAsync("input[name=TestsDurability]");
        await page.Locator("button[value=bekijk]").ClickAsync();
        await Expect(page.Locator("aside")).ToContainTextAsync(text);
        await Go(teacher, host, "/uitleg/muiswerk");
        await Expect(teacher.Locator("main")).Not.ToContainTextAsync(text);

        await page.Locator("button[value=bewaar]").ClickAsync();
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("Leraren lezen dit vanaf nu");
        await teacher.ReloadAsync();
        await Expect(teacher.Locator("main")).ToContainTextAsync(text);

        // Without a Dutch explanation it is not kept, and says so; what was kept stays.
        await page.FillAsync("#read-nl", "");
        await page.Locator("button[value=bewaar]").ClickAsync();
        await Expect(page.Locator("[role=alert]")).ToContainTextAsync("Schrijf in het Nederlands");
        await teacher.ReloadAsync();
        await Expect(teacher.Locator("main")).ToContainTextAsync(text);
    }

    [Fact]
    [Trait("Requirement", "LD-13")]
    public async Task Method_goals_and_links_come_in_by_a_file_and_each_row_is_answered()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await DeskStoryTests.SignIn(visitor, host, "uitgever");
        await Go(page, host, "/uitgever/doelen");
        var uri = (await stage.Database.Query("select uri from goal order by 1 limit 1"))[0][0];

        await Upload(page, JsonSerializer.Serialize(new { version = "1", goals = new object[]
        {
            new { code = "goed", title = "Goed", links = new[] { new { goal = uri, relation = "close" } } }, new { code = "zonder", title = "Zonder koppeling" }, new { code = "fout", title = "" },
        } }));
        await Expect(page.Locator("h2").First).ToContainTextAsync("2 nieuw");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("fout");
        await Expect(page.Locator("ul.list").First).ToContainTextAsync("zonder");
        Assert.Equal((2, 1), (await stage.Count("select count(*) from method_goal where code in ('goed', 'zonder', 'fout') and described"), await stage.Count("select count(*) from goal_link l join method_goal m using (method_goal_id) where m.code = 'goed' and l.status = 2")));

        // What cannot be read is refused whole, and named by its place.
        foreach (var (file, why) in new[] { ("{\"goals\":[{\"code\":\"nieuw\",\"title\":\"Nieuw\"},null]}", "goals[1]"), ("{\"goals\":", "geen geldige JSON"), ("{}", "goals") })
        {
            await Upload(page, file);
            await Expect(page.Locator("[role=alert]")).ToContainTextAsync(why);
        }
        Assert.Equal(0, await stage.Count("select count(*) from method_goal where code = 'nieuw'"));
    }

    [Fact]
    public async Task Keys_are_changed_over_on_the_page_and_the_private_part_of_one_is_refused()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await DeskStoryTests.SignIn(visitor, host, "uitgever");
        await Go(page, host, "/uitgever/sleutels");
        await page.Locator("button[value=geheim]").First.ClickAsync();
        var secret = (await page.Locator("code.secret").InnerTextAsync()).Trim();
        Assert.NotNull(await DeskTests.Token(host, "muiswerk-demo", "demo"));
        await page.Locator("button[value=beeindig]").ClickAsync();
        await Expect(page.Locator("button[value=beeindig]")).ToHaveCountAsync(0);
        await Probe.Until("the secret before has ended", () => Refused(host, "demo"));
        Assert.NotNull(await DeskTests.Token(host, "muiswerk-demo", secret));

        await Add(page, Jwk(secret: true));
        await Expect(page.Locator("[role=alert]")).ToContainTextAsync("geheime deel");
        await Add(page, Jwk(secret: false));
        await Expect(page.Locator("main")).ToContainTextAsync("Verwijder sleutel mijn-sleutel");
        await page.Locator("button[value=verwijder]").ClickAsync();
        await Expect(page.Locator("button[value=verwijder]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Every_page_is_accessible_and_fits_empty_and_full_light_and_dark_narrow_and_wide()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var publisher = await (await parts.Browser).Visitor();
        await using var school = await (await parts.Browser).Visitor();
        var (desk, feeds) = (await DeskStoryTests.SignIn(publisher, host, "uitgever"), await DeskStoryTests.SignIn(school, host, "beheer"));
        string[] own = ["/uitgever", "/uitgever/leveringen", "/uitgever/sleutels", "/uitgever/controleren", "/uitgever/doelen", "/uitgever/profiel/muiswerk", "/uitgever/intrekken", "/uitgever/aanvragen", "/uitgever/afspraken", "/uitgever/aansluiten"];
        string[] schools = ["/beheer/koppelingen", "/beheer/koppelingen/muiswerk", "/beheer/koppelingen/cito", "/beheer/koppelingen/muiswerk/leerlingen"];
        await Look(desk, host, own);
        await Look(feeds, host, schools);

        // Full: a sandbox, two keys, a delivery with a pupil that waits and a result without a goal, one that was refused, a school that asks.
        await Go(desk, host, "/uitgever");
        await desk.ClickAsync("main button.go");
        await Go(desk, host, "/uitgever/sleutels");
        await desk.Locator("button[value=uwlr]").ClickAsync();
        await desk.Locator("button[value=geheim]").First.ClickAsync();
        await desk.Locator("code.secret").WaitForAsync();
        await Look(desk, host, []);
        await Add(desk, Jwk(secret: false));
        foreach (var (key, pupil) in new[] { ("demo-muiswerk", "onbekend-7"), ("demo-muiswerk", "lln-maaike"), ("fout", "lln-maaike") })
            await DeskTests.Send(host, HttpMethod.Post, "/uwlr/v2/leerresultaten", DeskStoryTests.Envelope(key, "vol-" + pupil, "demo", pupil).Replace("<score>7</score>", "<score>7.5</score>", StringComparison.Ordinal), null);
        await stage.Database.Execute("""
            insert into feed (school_id, tool_id, state, since, requested_at, late_after_hours, request)
            select s.school_id, t.tool_id, 2, now(), now() - interval '9 days', 36, '{"customerNumber":"123456","brin":"99XX","organisation":"De Voorbeeldboom","salutation":"mevrouw","givenName":"Bea","familyName":"Heer","email":"bea@school.example","maximumLevel":1,"shortName":"boom"}'
            from school s, tool t where s.sandbox_of is not null and t.key = 'muiswerk' on conflict (school_id, tool_id) do update set state = 2, requested_at = now() - interval '9 days', request = excluded.request
            """);
        await stage.Quiet();
        var deliveries = (await stage.Database.Query("select public_id from delivery where client = 'muiswerk' order by delivery_id")).Select(r => "/uitgever/leveringen/" + r[0]);
        await Look(desk, host, [.. own, .. deliveries]);
        await Go(desk, host, "/uitgever/controleren");
        await desk.FillAsync("#bericht", DeskStoryTests.Envelope("demo-muiswerk", "sp-1", "demo", "lln-maaike"));
        await desk.ClickAsync("main button.go");
        await desk.Locator("#uitkomst").WaitForAsync();
        await Look(desk, host, []);
        await Look(feeds, host, schools);
    }

    [Fact]
    public async Task The_desk_is_worked_by_keyboard_alone()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await DeskStoryTests.SignIn(visitor, host, "uitgever");
        await Go(page, host, "/uitgever");
        await Tab(page, "main button.go");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("aside")).ToContainTextAsync("proef-muiswerk");
        await Tab(page, "aside a[href='/uitgever/controleren']");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#bericht")).ToBeVisibleAsync();
        await Tab(page, "#bericht");
        await page.Keyboard.InsertTextAsync(DeskStoryTests.Envelope("fout", "sp-1"));
        await Tab(page, "main button.go");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#uitkomst")).ToBeFocusedAsync(); // the outcome is read first
        await Expect(page.Locator("#uitkomst h2")).ToContainTextAsync("We zouden dit weigeren");

        await using var school = await (await parts.Browser).Visitor();
        var feeds = await DeskStoryTests.SignIn(school, host, "beheer");
        await Go(feeds, host, "/beheer/koppelingen/rekentuin");
        await Tab(feeds, "button[value=uit]");
        await feeds.Keyboard.PressAsync("Space");
        await Expect(feeds.Locator("[role=status]")).ToContainTextAsync("weigeren we elke levering");
    }

    private static Task Go(IPage page, DashboardHost host, string path) => page.GotoAsync(new Uri(host.Address, path).ToString());

    /// <summary>Presses Tab until it is focused, and sees that a focus is shown.</summary>
    private static async Task Tab(IPage page, string to)
    {
        for (var i = 0; i < 80; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) ?? false", to))
            {
                Assert.NotEqual("none", await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
                return;
            }
        }
        Assert.Fail(to + " is not reached by Tab");
    }

    /// <summary>axe finds nothing, and nothing is wider than the window. No path: the page as it stands.</summary>
    private static async Task Look(IPage page, DashboardHost host, string[] paths)
    {
        foreach (var path in paths.DefaultIfEmpty(null))
        {
            if (path is not null) Assert.Equal((path, 200), (path, (await page.GotoAsync(new Uri(host.Address, path).ToString()))!.Status));
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                Assert.Empty((await page.RunAxe()).Violations.Select(v => string.Create(CultureInfo.InvariantCulture, $"{path} {scheme} {v.Id}: {v.Help} ({string.Join("; ", v.Nodes.Select(n => n.Html))})")));
            }
            await page.SetViewportSizeAsync(390, 844);
            Assert.Equal((path, 390), (path, Math.Max(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"))));
            Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{path} 390 {v.Id}: {v.Help} ({string.Join("; ", v.Nodes.Select(n => n.Html))})"));
            await page.SetViewportSizeAsync(1280, 800);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }
    }

    private static async Task Upload(IPage page, string json)
    {
        await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "doelen.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(json) });
        await page.Locator("main button.go").First.ClickAsync();
    }

    private static async Task Add(IPage page, string jwk)
    {
        await page.Locator("details.more summary").First.ClickAsync();
        await page.Locator("textarea[name=jwk]").First.FillAsync(jwk);
        await page.Locator("button[value=openbaar]").First.ClickAsync();
    }

    private static async Task<bool> Refused(DashboardHost host, string secret)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "muiswerk-demo", ["client_secret"] = secret });
        using var answer = await host.Http.PostAsync("/connect/token", form);
        return answer.StatusCode == System.Net.HttpStatusCode.Unauthorized;
    }

    private static string Jwk(bool secret)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var p = key.ExportParameters(true);
        var jwk = new Dictionary<string, string> { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = "mijn-sleutel", ["x"] = Base64UrlEncoder.Encode(p.Q.X!), ["y"] = Base64UrlEncoder.Encode(p.Q.Y!) };
        if (secret) jwk["d"] = Base64UrlEncoder.Encode(p.D!);
        return JsonSerializer.Serialize(jwk);
    }
}
