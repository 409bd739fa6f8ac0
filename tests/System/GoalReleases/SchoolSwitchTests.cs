using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Samples.School;
using Dashboard.SystemTests.Links;
using Microsoft.Playwright;
using static Dashboard.Tests.Mapping.SloFolder;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.GoalReleases;

/// <summary>
/// In the browser: a curator couples and names a goal, a school switches from the kerndoelen of 2006 to the new ones and back, and no
/// page is lost; its administrator writes a goal of the school's own. Texts are made up; kerndoel 33 of 2006 has its real address.
/// </summary>
public sealed partial class SchoolSwitchTests(RealParts parts)
{
    private const string Kerndoel33 = "d4b16fc2-8c8a-46ae-956c-d5cdfc6ff03d";

    [Fact]
    [Trait("Requirement", "LD-06"), Trait("Requirement", "LD-07"), Trait("Requirement", "LD-11")]
    public async Task A_school_switches_to_the_new_kerndoelen_and_back_without_losing_a_page()
    {
        await using var stage = await LinkStage.Set(parts);
        await stage.Put("muiswerk-demo", "muiswerk", JsonSerializer.Deserialize<JsonElement>(SampleSchool.MethodGoalsJson("muiswerk")));
        using var folder = Small();
        folder.Put("kerndoelen/domeinen.json", new { id = Id("kd"), title = "Meten", kerndoel_id = new[] { Guid.Parse(Kerndoel33) } })
            .Put("kerndoelen/vakleergebieden.json", new { id = Id("kv"), title = "Rekenkunde", kerndoel_domein_id = new[] { Id("kd") } })
            .Put("kerndoelen/kerndoelen.json", new { id = Guid.Parse(Kerndoel33), prefix = "Oud 33", title = "Leerlingen meten op de oude manier.", niveau_id = new[] { Id("po") } });
        var (code, output) = await stage.Stage.Command("goals", "import", folder.Location);
        Assert.True(code == 0, output);
        var klok = (await stage.Stage.Database.Query("select key from goal where code = 'VG-TIJD-HEEL'"))[0][0];
        var browser = await parts.Browser;

        await using (var curator = await browser.Visitor())
        {
            var page = await SignIn(curator, stage, "curator");
            await page.GotoAsync(Address(stage, "/doelen"));
            await Expect(page.Locator("main")).ToContainTextAsync("richtinggevend, geen wettelijke status");
            await Expect(page.Locator("main")).ToContainTextAsync("CC BY 4.0");
            await page.GetByRole(AriaRole.Link, new() { Name = "SLO aanbodsdoelen" }).ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("reconstructie, niet bevestigd");
            await page.FillAsync("[name=zoek]", "halve uren");
            await page.Keyboard.PressAsync("Enter");
            await page.GetByRole(AriaRole.Link, new() { Name = "De klok lezen op halve uren" }).ClickAsync();
            await Expect(page.Locator("[name=naam]")).ToHaveValueAsync("De klok lezen op halve uren");
            await page.FillAsync("[name=naam]", "Klok, halve uren");
            await page.ClickAsync("form[action*='handler=Name'] button");
            await Expect(page.Locator("main")).ToContainTextAsync("Korte naam: – → Klok, halve uren");

            await page.GotoAsync(Address(stage, "/doelen/doel/" + klok));
            await page.Locator("summary", new() { HasText = "Koppel aan een kerndoel" }).ClickAsync();
            await page.SelectOptionAsync("[name=kerndoel]", new SelectOptionValue { Value = Uri("kz") });
            await page.SelectOptionAsync("[name=relatie]", "Narrow");
            await page.FillAsync("[name=reden]", "Tijd is een maat");
            await page.ClickAsync("form[action*='handler=Kerndoel'] button");
            await Expect(page.Locator("main")).ToContainTextAsync("Tijd is een maat");
        }

        await using var school = await browser.Visitor();
        var beheer = await SignIn(school, stage, "beheer");
        await using var teacher = await browser.Visitor();
        var vera = await SignIn(teacher, stage, "vera");

        await Choose(beheer, stage, "Kerndoelen 2006");
        var before = await Pages(vera, stage);
        Assert.Contains("Leerlingen meten op de oude manier.", before, StringComparison.Ordinal);
        Assert.DoesNotContain("De leerling meet.", before, StringComparison.Ordinal);

        await Choose(beheer, stage, "Nieuwe kerndoelen");
        var after = await Pages(vera, stage);
        Assert.Contains("De leerling meet.", after, StringComparison.Ordinal);
        Assert.Contains("Klokkijken, hele uren", after, StringComparison.Ordinal);
        Assert.DoesNotContain("op de oude manier", after, StringComparison.Ordinal);
        await vera.GotoAsync(Address(stage, "/doelen/doel/" + Kerndoel33));
        await Expect(vera.Locator("h1")).ToContainTextAsync("op de oude manier"); // the old ones can still be read

        await Choose(beheer, stage, "Kerndoelen 2006");
        Assert.Equal(before, await Pages(vera, stage));

        await beheer.GotoAsync(Address(stage, "/beheer/doelen#eigen"));
        await beheer.FillAsync("#eigen [name=tekst]", "Schaken met een klok");
        await beheer.FillAsync("#eigen [name=vak]", "spel");
        await beheer.ClickAsync("#eigen form[action*='handler=Own'] button");
        await Expect(beheer.Locator("#eigen")).ToContainTextAsync("Schaken met een klok");
        await Expect(beheer.GetByRole(AriaRole.Status)).ToContainTextAsync("Opgeslagen");
    }

    [Fact]
    public async Task Only_who_may_decide_can_decide()
    {
        await using var stage = await LinkStage.Set(parts);
        var klok = (await stage.Stage.Database.Query("select key from goal where code = 'VG-TIJD-HEEL'"))[0][0];
        await using var visitor = await (await parts.Browser).Visitor();
        var vera = await SignIn(visitor, stage, "vera");
        foreach (var (path, status) in (((string, int)[])[("/doelen", 200), ("/doelen/voorbeelddoelen", 200), ("/doelen/doel/" + klok, 200), ("/doelen/bestaat-niet", 404), ("/doelen/doel/" + Guid.Empty, 404), ("/doelen/herzien", 403), ("/beheer/doelen", 403)]))
            Assert.Equal((path, status), (path, (await vera.GotoAsync(Address(stage, path)))!.Status));
        await vera.GotoAsync(Address(stage, "/doelen/doel/" + klok));
        Assert.Equal(0, await vera.Locator("form[action*=handler]").CountAsync());
    }

    /// <summary>The clock goes on while the test reads.</summary>
    [GeneratedRegex(@"\b\d\d:\d\d\b|\b\d+ min geleden|zojuist")]
    private static partial Regex AnyTime();

    private static string Address(LinkStage stage, string path) => new Uri(stage.Host.Address, path).ToString();

    private static async Task<IPage> SignIn(IBrowserContext visitor, LinkStage stage, string name)
    {
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        await page.GotoAsync(Address(stage, "/inloggen"));
        await page.FillAsync("#naam", name);
        await page.FillAsync("#wachtwoord", "demo");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(u => !u.Contains("inloggen", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Ticks one set of kerndoelen and saves.</summary>
    private static async Task Choose(IPage page, LinkStage stage, string set)
    {
        await page.GotoAsync(Address(stage, "/beheer/doelen"));
        foreach (var title in (string[])["Kerndoelen 2006", "Nieuwe kerndoelen"])
            await page.Locator("li", new() { HasText = title }).Locator("input[name=set]").SetCheckedAsync(title == set);
        await page.ClickAsync("form[action*='handler=Choose'] button");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Opgeslagen");
    }

    /// <summary>What the teacher reads: group, one pupil, kerndoelen.</summary>
    private static async Task<string> Pages(IPage page, LinkStage stage)
    {
        var read = new List<string>();
        await page.GotoAsync(Address(stage, "/g/groep-5?doelen=alle"));
        var pupil = await page.Locator("a[href*='/l/']").First.GetAttributeAsync("href");
        foreach (var path in (string[])["/g/groep-5?doelen=alle", pupil!.Split('#')[0], "/g/groep-5/kerndoelen"])
        {
            var answer = await page.GotoAsync(Address(stage, path));
            Assert.Equal((path, 200), (path, answer!.Status));
            read.Add(AnyTime().Replace(await page.Locator("main").InnerTextAsync(), "…"));
        }
        return string.Join("\n----\n", read);
    }
}
