using System.Text;
using static Dashboard.Tests.Mapping.SloFolder;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Links;

/// <summary>
/// From a message with codes of SLO in it to the teacher's page, through the doors, the ledger, the bus and the database: over UWLR as the
/// standard has it (a code bound to a vocabulary) and in the extension block, and over Edu-V.
/// </summary>
public sealed class BoundCodeTests(RealParts parts)
{
    private const string Slo = "https://opendata.slo.nl/curriculum/uuid";

    [Fact]
    [Trait("Requirement", "LD-13")]
    [Trait("Requirement", "LD-09")]
    public async Task Codes_of_SLO_inside_UWLR_and_EduV_messages_become_links_and_the_pupils_page_shows_the_goals()
    {
        await using var stage = await LinkStage.Set(parts);
        using var folder = Small();
        var (code, output) = await stage.Stage.Command("goals", "import", folder.Location);
        Assert.True(code == 0, output);
        var (heel, half, tellen) = (Id("dn klok heel"), Id("dn klok half"), Id("dn tellen"));

        await Soap(stage, $"""<toets><toetscode>TIJD</toetscode><toetsnaam>De klok</toetsnaam><toetsonderdelen><toetsonderdeel><toetsonderdeelvolgnummer>1</toetsonderdeelvolgnummer><toetsonderdeelcode vocabulaire="{Slo}/">{heel}</toetsonderdeelcode><toetsonderdeelnaam>Hele uren</toetsonderdeelnaam></toetsonderdeel></toetsonderdelen></toets>""",
            $"<toetscode>TIJD</toetscode><toetsonderdeelcode>{heel}</toetsonderdeelcode><score>4</score>");
        await Soap(stage, "<toets><toetscode>TELLEN-1</toetscode><toetsnaam>Tellen</toetsnaam></toets>",
            $"<toetscode>TELLEN-1</toetscode><anderresultaat xsi:type=\"u:anderresultaat\"><u:score>6</u:score><u:items>8</u:items><u:correct>6</u:correct><u:minutes>5</u:minutes><u:goals><u:code>{tellen}</u:code><u:vocabulary>{Slo}</u:vocabulary></u:goals></anderresultaat>");
        await Soap(stage, "<toets><toetscode>ONBEKEND</toetscode></toets>",
            $"<toetscode>ONBEKEND</toetscode><anderresultaat xsi:type=\"u:anderresultaat\"><u:score>6</u:score><u:goals><u:code>{Guid.CreateVersion7()}</u:code><u:vocabulary>{Slo}</u:vocabulary></u:goals></anderresultaat>"); // of no set here
        await DeliveredLinkTests.Send(stage, "rekentuin-klok-half", [], [half.ToString()]);
        await stage.Stage.Quiet();

        Assert.Equal(["RK.1.002 Close Approved ?  all"], await stage.LinksOf($"TIJD/{heel}"));
        Assert.Equal(["RK.1.001 Close Approved ?  all"], await stage.LinksOf("TELLEN-1"));
        Assert.Equal(["RK.2.003 Close Approved ?  all"], await stage.LinksOf("rekentuin-klok-half"));
        Assert.Empty(await stage.LinksOf("ONBEKEND"));
        Assert.Equal(["Muiswerk (gesimuleerd)|Meegestuurd bij resultaten|0|2", "Oefenweb (gesimuleerd)|Meegestuurd bij resultaten|0|1"],
            (await stage.Stage.Database.Query("select actor, reason, action, count(*) from link_change group by 1, 2, 3 order by 1")).Select(r => string.Join('|', r)));

        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        await page.GotoAsync(new Uri(stage.Host.Address, "/inloggen").ToString());
        await page.FillAsync("#naam", "vera");
        await page.FillAsync("#wachtwoord", "demo");
        await page.Locator("main button").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(stage.Host.Address, "/g/groep-5").ToString());
        await page.GotoAsync(new Uri(stage.Host.Address, "/g/groep-5?doelen=alle").ToString());
        var pupil = new Uri(stage.Host.Address, (await page.Locator("a[href*='/l/']", new() { HasText = "Maaike" }).First.GetAttributeAsync("href"))!.Split('?', '#')[0]).ToString();
        foreach (var (goal, name, tool) in new[] { (heel, "De klok lezen op hele uren", "Muiswerk"), (tellen, "Tellen tot tien", "Muiswerk"), (half, "De klok lezen op halve uren", "Rekentuin") })
        {
            await page.GotoAsync($"{pupil}?doel={goal}");
            await Expect(page.Locator("#doel h2")).ToContainTextAsync(name);
            await Expect(page.Locator("#doel .tools")).ToContainTextAsync(tool);
            await Expect(page.Locator("#doel")).ToContainTextAsync("reconstructie, niet bevestigd");
            await Expect(page.Locator("#doel")).Not.ToContainTextAsync("%");
        }
    }

    internal static async Task Soap(LinkStage stage, string test, string result)
    {
        var now = TimeProvider.System.GetUtcNow();
        var year = now.Month >= 8 ? now.Year : now.Year - 1;
        var envelope = $"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
            <s:Header><a:autorisatie xmlns:a="http://www.edustandaard.nl/leerresultaten/2/autorisatie"><a:autorisatiesleutel>demo-muiswerk</a:autorisatiesleutel><a:klantcode>muiswerk</a:klantcode><a:klantnaam>Muiswerk</a:klantnaam></a:autorisatie></s:Header>
            <s:Body><leerresultaten_verzoek xmlns="http://www.edustandaard.nl/leerresultaten/2/leerresultaten" xmlns:u="urn:dashboard:uitbreiding:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <school><schooljaar>{year}-{year + 1}</schooljaar><brincode>99XX</brincode><dependancecode>00</dependancecode><aanmaakdatum>{now:yyyy-MM-ddTHH:mm:ssZ}</aanmaakdatum><xsdversie>2.2</xsdversie></school>
              <toetsafnames><toetsafname><leerlingid>lln-maaike</leerlingid><resultaten><resultaat key="r-{Guid.CreateVersion7():N}"><afnamedatum>{now:yyyy-MM-dd}</afnamedatum>{result}</resultaat></resultaten></toetsafname></toetsafnames>
              <toetsen>{test}</toetsen>
            </leerresultaten_verzoek></s:Body></s:Envelope>
            """;
        using var content = new StringContent(envelope, Encoding.UTF8, "text/xml");
        using var answer = await stage.Host.Http.PostAsync("/uwlr/v2/leerresultaten", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
