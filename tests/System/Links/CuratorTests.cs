using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.SystemTests.Journey;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Links;

/// <summary>A curator's work in a real browser, with the keyboard; and what a teacher sees of it.</summary>
public sealed class CuratorTests(RealParts parts)
{
    private const string Clock = "MEETKUNDE-KLOK/KLOK-HEEL";

    [Fact]
    [Trait("Requirement", "LD-10")]
    [Trait("Requirement", "LD-14")]
    [Trait("Requirement", "LD-28")]
    public async Task A_curator_links_a_method_goal_with_the_keyboard_and_a_teacher_sees_it_at_once()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host(send: true);
        await Probe.Until("the simulated publishers have sent everything", () => Task.FromResult(host.Output), o => o.Contains("have sent six weeks", StringComparison.Ordinal), TimeSpan.FromMinutes(4));
        await stage.Quiet();
        // As if the publisher had not said where it belongs.
        await stage.Database.Execute($"delete from link_change where method_goal_id = (select method_goal_id from method_goal where code = '{Clock}'); delete from goal_link where method_goal_id = (select method_goal_id from method_goal where code = '{Clock}')");
        var browser = await parts.Browser;
        await using var school = await browser.Visitor();
        var teacher = await SignIn(school, host, "vera", "/g/groep-5");
        await teacher.Locator(".sig a", new() { HasText = "Maaike" }).First.ClickAsync();
        await Expect(teacher.Locator("h1")).ToContainTextAsync("analoog klokkijken: hele uren"); // the tool's own words
        var pupil = teacher.Url;
        var before = await stage.Everything();

        await using var office = await browser.Visitor();
        var page = await SignIn(office, host, "curator", "/doelen/koppelen");
        await Expect(page.Locator("h1")).ToContainTextAsync(new Regex("wachten? op jou"));
        await Clean(page);

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("hele uren");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".linkedit h2")).ToContainTextAsync("Analoog klokkijken: hele uren");
        await Expect(page.Locator(".offers li.on")).ToContainTextAsync("De tijd aflezen bij hele uren");
        await Expect(page.Locator(".offers li.on")).ToContainTextAsync(new Regex("omdat: .*uren.*groep 3-5"));
        await Clean(page);

        await page.Keyboard.PressAsync("Escape");
        await page.Locator("main").FocusAsync();
        await page.Keyboard.PressAsync("e");
        await page.Keyboard.PressAsync("ArrowUp"); // from "bijna gelijk" to "gelijk"
        await page.Keyboard.PressAsync("ArrowUp"); // to "smaller"
        await Expect(page.Locator("input[value=Narrow]")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Tab"); // the definitions
        await page.Keyboard.PressAsync("Tab"); // the first part
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("input[value='analoge klok']")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("g");

        await Expect(page.Locator(".saved")).ToContainTextAsync(new Regex(@"Goedgekeurd\. Geldt nu voor \d+ resultaten\."));
        await Expect(page.Locator(".linkedit")).ToContainTextAsync("raakt 1 van 2: analoge klok");
        await Expect(page.Locator(".linkedit .time")).ToContainTextAsync("Curator van de doelen");
        await Clean(page);

        await teacher.GotoAsync(pupil);
        await Expect(teacher.Locator("main")).ToContainTextAsync("Muiswerk raakt 1 van de 2 onderdelen van dit doel: analoge klok wel, digitale klok niet.");
        await Expect(teacher.Locator("h1")).ToContainTextAsync("klokkijken, hele uren");
        Assert.Equal(before, await stage.Everything());

        await Expect(page.Locator(".saved")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".saved")).ToContainTextAsync("Teruggezet.");
        await teacher.ReloadAsync();
        await Expect(teacher.Locator("h1")).ToContainTextAsync("analoog klokkijken: hele uren");
        await Expect(teacher.Locator("main")).Not.ToContainTextAsync("1 van de 2 onderdelen van dit doel: analoge klok wel");
    }

    [Fact]
    [Trait("Requirement", "LD-12")]
    public async Task A_curator_walks_the_list_with_J_and_K_approves_several_at_once_and_everyone_sees_who_did_what_and_why()
    {
        await using var stage = await LinkStage.Set(parts);
        await stage.Put("rekentuin-demo", "rekentuin", new { version = "t", goals = new[] { "een", "twee", "drie" }.Select(c => new { code = c, title = "Doel " + c, domain = "Tijd", level = "groep 5", links = Array.Empty<object>() }) });
        await using var office = await (await parts.Browser).Visitor();
        var page = await SignIn(office, stage.Host, "curator", "/doelen/koppelen");
        async Task On(string title) => await Expect(page.Locator(".work li.on a")).ToHaveTextAsync(title);
        await On("Doel drie");
        await page.Keyboard.PressAsync("j");
        await On("Doel een");
        await Expect(page.Locator(".linkedit h2")).ToContainTextAsync("Doel een");
        await page.Keyboard.PressAsync("j");
        await On("Doel twee");
        await page.Keyboard.PressAsync("k");
        await On("Doel een");
        await page.FocusAsync("input[name=zoek]"); // in a text field a letter is a letter
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("input[name=zoek]")).ToHaveValueAsync("j");
        await On("Doel een");
        await page.Locator(".keysform button").ClickAsync();
        await Expect(page.Locator(".keysform")).ToContainTextAsync("Sneltoetsen staan uit");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".linkedit h2")).ToContainTextAsync("Doel een"); // switched off: nothing happens

        foreach (var code in (string[])["een", "twee", "drie"])
        {
            await page.GotoAsync(new Uri(stage.Host.Address, $"/doelen/koppelen?methodedoel={await stage.MethodGoal(code)}&leerdoel={await stage.Goal("VG-TIJD-HEEL")}").ToString());
            await page.FillAsync("input[name=Reden]", "lijkt hierop");
            await page.ClickAsync("button[value=Proposed]");
            await Expect(page.Locator(".saved")).ToContainTextAsync("Voorgesteld");
        }
        await page.GotoAsync(new Uri(stage.Host.Address, "/doelen/koppelen?stand=voorgesteld").ToString());
        await Clean(page);
        await page.Locator(".bulk label", new() { HasText = "Doel een" }).Locator("input").CheckAsync();
        await page.Locator(".bulk label", new() { HasText = "Doel twee" }).Locator("input").CheckAsync();
        await page.FillAsync(".bulk input[name=reden]", "samen bekeken met de uitgever");
        await page.ClickAsync(".bulk button");
        await Expect(page.Locator(".saved")).ToContainTextAsync("Goedgekeurd. Geldt nu overal.");
        Assert.Equal([["VG-TIJD-HEEL", "Approved"], ["VG-TIJD-HEEL", "Approved"], ["VG-TIJD-HEEL", "Proposed"]],
            (await Task.WhenAll(((string[])["een", "twee", "drie"]).Select(stage.LinksOf))).Select(l => l.Single().Split(' ')).Select(l => new[] { l[0], l[2] }));

        await page.GotoAsync(new Uri(stage.Host.Address, $"/doelen/koppelen?stand=alle&methodedoel={await stage.MethodGoal("een")}").ToString());
        await Expect(page.Locator(".linkedit .time li")).ToHaveTextAsync([new Regex("Goedgekeurd.*Klokkijken, hele uren.*Curator van de doelen: samen bekeken met de uitgever", RegexOptions.Singleline), new Regex("Voorgesteld.*Curator van de doelen: lijkt hierop", RegexOptions.Singleline)]);
        await page.GotoAsync(new Uri(stage.Host.Address, "/doelen/koppelen?stand=voorgesteld").ToString());
        await page.GoBackAsync();
        await page.Locator(".linkedit .time .undo button").First.ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Teruggezet");
        Assert.Equal(["VG-TIJD-HEEL Close Proposed ?  all"], [(await stage.LinksOf("een")).Single().Replace("Exact", "Close", StringComparison.Ordinal)]);
    }

    [Fact]
    [Trait("Requirement", "LD-14")]
    public async Task The_list_is_narrowed_by_tool_domain_and_level_and_a_goal_says_where_else_it_is_practised()
    {
        await using var stage = await LinkStage.Set(parts);
        object Goal(string code, string domain, string level, params object[] links) => new { code, title = "Doel " + code, domain, level, links };
        await stage.Put("rekentuin-demo", "rekentuin", new { version = "t", goals = new[] { Goal("een", "Tijd", "groep 5"), Goal("twee", "Getallen", "groep 6") } });
        await stage.Put("muiswerk-demo", "muiswerk", new { version = "t", goals = new[] { Goal("drie", "Tijd", "groep 6"), Goal("vier", "Tijd", "groep 5", new { goal = await stage.Uri("VG-TIJD-HEEL"), relation = "close" }) } });
        await using var office = await (await parts.Browser).Visitor();
        var page = await SignIn(office, stage.Host, "curator", "/doelen/koppelen");
        async Task Shows(string query, params string[] titles)
        {
            await page.GotoAsync(new Uri(stage.Host.Address, "/doelen/koppelen" + query).ToString());
            await Expect(page.Locator(".work li a")).ToHaveTextAsync(titles);
        }
        await Shows("", "Doel drie", "Doel een", "Doel twee");
        await Shows("?leermiddel=rekentuin", "Doel een", "Doel twee");
        await Shows("?domein=Tijd", "Doel drie", "Doel een");
        await Shows("?niveau=groep+6", "Doel drie", "Doel twee");
        await Shows("?leermiddel=rekentuin&domein=Tijd&niveau=groep+5", "Doel een");
        await Shows("?stand=gekoppeld&leermiddel=muiswerk", "Doel vier");
        await page.GotoAsync(new Uri(stage.Host.Address, $"/doelen/koppelen?methodedoel={await stage.MethodGoal("een")}&leerdoel={await stage.Goal("VG-TIJD-HEEL")}").ToString());
        await Expect(page.Locator(".linkedit")).ToContainTextAsync("Ook te oefenen in Muiswerk: ‘Doel vier’");
    }

    [Theory]
    [InlineData("CSV")]
    [InlineData("JSON")]
    public async Task Links_go_out_as_a_file_are_edited_and_come_back_by_upload(string kind)
    {
        await using var stage = await LinkStage.Set(parts);
        var hours = await stage.Uri("VG-TIJD-HEEL");
        await stage.Put("rekentuin-demo", "rekentuin", new { version = "t", goals = new[] { new { code = "een", title = "Doel; met \"tekens\", en é", domain = "Tijd", level = "groep 5", links = new[] { new { goal = hours, relation = "narrow", coverage = new { parts = 1, of = 2, names = new[] { "analoge klok" } }, reason = "alleen; wijzers" } } } } });
        await using var office = await (await parts.Browser).Visitor();
        var page = await SignIn(office, stage.Host, "curator", "/doelen/koppelen");
        var address = new Uri(stage.Host.Address, "/doelen/koppelen/bestand").ToString();
        async Task<string> Download()
        {
            await page.GotoAsync(address);
            var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = kind, Exact = true }).ClickAsync());
            return await File.ReadAllTextAsync(await file.PathAsync());
        }
        async Task Upload(string text)
        {
            await page.GotoAsync(address);
            await page.SetInputFilesAsync("#bestand", new FilePayload { Name = "koppelingen." + kind.ToLowerInvariant(), MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
            await page.Locator("form:has(#bestand) button").ClickAsync();
        }

        var first = await Download();
        await Upload(first);
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Niets veranderd. 1 bleef gelijk.");
        await Clean(page);
        Assert.Equal(first, await Download());

        await Upload(first.Replace("narrow", "close", StringComparison.Ordinal));
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1 koppeling veranderd.");
        Assert.Equal(["VG-TIJD-HEEL Close Approved 1/2 analoge klok all"], await stage.LinksOf("een"));
        Assert.Contains("close", await Download(), StringComparison.Ordinal);

        await Upload(first.Replace("narrow", "precies", StringComparison.Ordinal));
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Niets opgeslagen. 1 fout in het bestand.");
        await Clean(page);
        Assert.Equal(["VG-TIJD-HEEL Close Approved 1/2 analoge klok all"], await stage.LinksOf("een"));

        await page.GotoAsync(new Uri(stage.Host.Address, $"/doelen/koppelen?stand=alle&methodedoel={await stage.MethodGoal("een")}").ToString());
        await Expect(page.Locator(".linkedit .time li")).ToHaveCountAsync(2);
        await Expect(page.Locator(".linkedit .time li").First).ToContainTextAsync("Curator van de doelen: alleen; wijzers");
        await Expect(page.Locator(".linkedit .time li").Last).ToContainTextAsync("Oefenweb (gesimuleerd): alleen; wijzers");
    }

    [Fact]
    public async Task The_pages_work_without_script_and_only_for_those_who_edit_links()
    {
        await using var stage = await LinkStage.Set(parts);
        await stage.Put("rekentuin-demo", "rekentuin", new { version = "t", goals = new[] { new { code = "rekentuin-klok", title = "Klokkijken: hele uren", domain = "Tijd", level = "groep 5", links = Array.Empty<object>() } } });
        await using var noScript = await (await parts.Browser).Visitor(390, 844, script: false);
        var page = await SignIn(noScript, stage.Host, "curator", "/doelen/koppelen");
        await page.FillAsync("input[name=zoek]", "hele uren");
        await page.Locator(".linkfilters button").ClickAsync();
        await page.CheckAsync("input[value=Narrow]");
        await page.CheckAsync("input[value='analoge klok']");
        await page.FillAsync("input[name=Reden]", "alleen wijzers");
        await page.ClickAsync("button[value=Rejected]");
        await Expect(page.Locator(".saved")).ToContainTextAsync("Afgewezen");
        Assert.Equal(["VG-TIJD-HEEL Narrow Rejected 1/2 analoge klok all"], await stage.LinksOf("rekentuin-klok"));
        await page.Locator(".saved button").ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("Teruggezet");
        Assert.Empty(await stage.LinksOf("rekentuin-klok"));
        await page.Locator(".keysform button").ClickAsync();
        await Expect(page.Locator(".keysform")).ToContainTextAsync("Sneltoetsen staan uit");
        foreach (var address in (string[])["/doelen/dekking", "/doelen/koppelen/bestand"])
        {
            await page.GotoAsync(new Uri(stage.Host.Address, address).ToString());
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
        }
        foreach (var user in (string[])["vera", "ib", "bestuur", "uitgever", "operator"])
        {
            await using var other = await (await parts.Browser).Visitor();
            var theirs = await SignIn(other, stage.Host, user, null);
            var answer = await theirs.GotoAsync(new Uri(stage.Host.Address, "/doelen/koppelen").ToString());
            Assert.Equal(403, answer!.Status);
        }
    }

    private static async Task<IPage> SignIn(IBrowserContext visitor, DashboardHost host, string user, string? to)
    {
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        await page.GotoAsync(new Uri(host.Address, "/inloggen").ToString());
        await page.FillAsync("#naam", user);
        await page.FillAsync("#wachtwoord", "demo");
        await page.Locator("main button").First.ClickAsync();
        if (to is not null) await Expect(page).ToHaveURLAsync(new Uri(host.Address, to).ToString());
        return page;
    }

    private static async Task Clean(IPage page) =>
        Assert.Empty((await page.RunAxe()).Violations.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Id}: {v.Help} ({string.Join("; ", v.Nodes.Select(n => n.Html))})")));
}
