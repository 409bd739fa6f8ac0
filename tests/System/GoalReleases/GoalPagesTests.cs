using System.Globalization;
using System.Text.Json;
using Dashboard.Samples.School;
using Dashboard.SystemTests.Links;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Dashboard.Tests.Mapping.SloFolder;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.GoalReleases;

/// <summary>The pages about goals in the browser: what a school's own links do when a release comes, what a goal is only partly touched by, and nothing that axe objects to.</summary>
public sealed class GoalPagesTests(RealParts parts)
{
    private LinkStage _stage = null!;

    [Fact]
    [Trait("Requirement", "LD-14"), Trait("Requirement", "LD-17"), Trait("Requirement", "LD-19")]
    public async Task A_release_is_reviewed_by_the_curator_and_by_the_school_for_its_own_links_and_every_page_is_clean()
    {
        await using var stage = _stage = await LinkStage.Set(parts);
        var browser = await parts.Browser;
        await using var curating = await browser.Visitor();
        var curator = await SignIn(curating, "curator");
        await using var administrating = await browser.Visitor();
        var school = await SignIn(administrating, "beheer");
        foreach (var (page, path) in new[] { (curator, "/doelen/koppelen"), (curator, "/doelen/dekking"), (curator, "/doelen/herzien"), (school, "/doelen/herzien"), (school, "/beheer/doelen") }) await Clean(page, path); // empty
        await Expect(school.Locator("nav a[href='/doelen/herzien']").First).ToBeVisibleAsync();

        await stage.Put("muiswerk-demo", "muiswerk", JsonSerializer.Deserialize<JsonElement>(SampleSchool.MethodGoalsJson("muiswerk")));
        await BoundCodeTests.Soap(stage, "<toets><toetscode>MEETKUNDE-KLOK</toetscode><toetsonderdelen><toetsonderdeel><toetsonderdeelvolgnummer>1</toetsonderdeelvolgnummer><toetsonderdeelcode>KLOK-HEEL</toetsonderdeelcode></toetsonderdeel></toetsonderdelen></toets>",
            "<toetscode>MEETKUNDE-KLOK</toetscode><toetsonderdeelcode>KLOK-HEEL</toetsonderdeelcode><score>4</score>");
        using var folder = Small();
        await Import(folder);
        await stage.Put("rekentuin-demo", "rekentuin", new { version = "t", goals = new[] { new { code = "half", title = "Halve uren", domain = "Tijd", level = "groep 3", links = new[] { new { goal = Uri("dn klok half"), relation = "exact" } } } } });
        await Own(school, "half", "RK.2.003", "Smaller voor ons");
        folder.Put("basis/doelen.json",
            new { id = Id("tellen"), title = "Tellen tot tien", aanbodid = "RK.1.001" }, new { id = Id("klok heel"), title = "De klok lezen op hele uren", aanbodid = "RK.1.002" },
            new { id = Id("rijtjes"), title = "Rijtjes maken", aanbodid = "RK.2.003" }, new { id = Id("klok half"), title = "Halve uren lezen op elke klok", aanbodid = "RK.2.003" });
        await Import(folder);
        await stage.Stage.Quiet();

        // the sample school's "hele uren" touches its goal only partly, and says so; no share of it is told
        await using var teaching = await browser.Visitor();
        var teacher = await SignIn(teaching, "vera");
        await teacher.GotoAsync(Address("/g/groep-5?doelen=alle"));
        var maaike = (await teacher.Locator("a[href*='/l/']", new() { HasText = "Maaike" }).First.GetAttributeAsync("href"))!.Split('?', '#')[0];
        var klok = (await stage.Stage.Database.Query("select key from goal where code = 'VG-TIJD-HEEL'"))[0][0];
        await teacher.GotoAsync(Address($"{maaike}?doel={klok}"));
        await Expect(teacher.Locator("#doel")).ToContainTextAsync("Muiswerk raakt 1 van de 2 onderdelen van dit doel: analoge klok wel, digitale klok niet.");
        await Expect(teacher.Locator("#doel")).Not.ToContainTextAsync("%");

        // the curator decides about the link for every school, the school about its own
        await curator.GotoAsync(Address("/doelen/herzien"));
        await Expect(curator.Locator("main li")).ToContainTextAsync(["De klok lezen op halve uren"]);
        await Clean(curator, "/doelen/herzien");
        await Carry(curator);
        Assert.Equal(["RK.2.003 Exact Approved ?  all", "RK.2.003 Exact Approved ?  all", "RK.2.003 Narrow Approved ?  own"], await Links());
        await school.GotoAsync(Address("/doelen/herzien"));
        await Expect(school.Locator("main li")).ToContainTextAsync(["De klok lezen op halve uren"]);
        await Expect(school.Locator("main .eyebrow")).ToContainTextAsync("Alleen deze school");
        await Clean(school, "/doelen/herzien");
        await Carry(school);
        await Expect(school.Locator("h1")).ToContainTextAsync("Er is niets te herzien");
        Assert.Equal(["RK.2.003 Exact Approved ?  all", "RK.2.003 Exact Approved ?  all", "RK.2.003 Narrow Approved ?  own", "RK.2.003 Narrow Approved ?  own"], await Links());

        foreach (var path in (string[])["/doelen", "/doelen/voorbeelddoelen", "/doelen/slo-aanbodsdoelen", "/doelen/slo-kerndoelen", "/doelen/doel/" + klok, "/doelen/koppelen?stand=gekoppeld", "/doelen/koppelen/bestand", "/doelen/dekking"]) await Clean(curator, path);
        foreach (var path in (string[])["/beheer/doelen", "/doelen/dekking", "/doelen/koppelen"]) await Clean(school, path);
        foreach (var path in (string[])["/g/groep-5/kerndoelen", "/doelen/doel/" + klok]) await Clean(teacher, path);
    }

    private string Address(string path) => new Uri(_stage.Host.Address, path).ToString();

    private async Task Import(Dashboard.Tests.Mapping.SloFolder folder)
    {
        var (code, output) = await _stage.Stage.Command("goals", "import", folder.Location);
        Assert.True(code == 0, output);
    }

    /// <summary>The administrator's own link, in the editor.</summary>
    private async Task Own(IPage page, string code, string goal, string reason)
    {
        await page.GotoAsync(Address($"/doelen/koppelen?stand=alle&voor=school&methodedoel={await _stage.MethodGoal(code)}&leerdoel={(await _stage.Stage.Database.Query($"select max(goal_id) from goal where uri = '{Uri("dn klok half")}'"))[0][0]}"));
        await page.CheckAsync("input[value=Narrow]");
        await page.FillAsync("input[name=Reden]", reason);
        await page.ClickAsync("button[value=Approved]");
        await Expect(page.Locator(".saved")).ToContainTextAsync("Goedgekeurd");
    }

    private static async Task Carry(IPage page)
    {
        await page.Locator("input[name=verschil]").First.CheckAsync();
        await page.FillAsync("input[name=reden]", "zelfde doel, andere woorden");
        await page.ClickAsync("button[formaction*=Carry]");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Eén doel is afgehandeld.");
    }

    private async Task<string[]> Links()
    {
        var own = (await _stage.Staff("beheer")).School.ToString(CultureInfo.InvariantCulture);
        return [.. (await _stage.LinksOf("half")).Select(l => l.EndsWith(" " + own, StringComparison.Ordinal) ? l[..^own.Length] + "own" : l).Order(StringComparer.Ordinal)];
    }

    private async Task<IPage> SignIn(IBrowserContext visitor, string name)
    {
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        await page.GotoAsync(Address("/inloggen"));
        await page.FillAsync("#naam", name);
        await page.FillAsync("#wachtwoord", "demo");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(u => !u.Contains("inloggen", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Wide and narrow, light and dark; and nothing sticks out sideways.</summary>
    private async Task Clean(IPage page, string path)
    {
        await page.GotoAsync(Address(path));
        foreach (var (width, scheme) in ((int, ColorScheme)[])[(1280, ColorScheme.Light), (390, ColorScheme.Dark)])
        {
            await page.SetViewportSizeAsync(width, 844);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var problems = (await page.RunAxe()).Violations.Select(v => $"{path} {width} {scheme} {v.Id}: {string.Join("; ", v.Nodes.Select(n => n.Html))}").ToList();
            Assert.Empty(problems);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{path} at {width}: wider than the window");
        }
    }
}
