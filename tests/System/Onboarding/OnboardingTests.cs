using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.People;
using Dashboard.Tests.Architecture;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Onboarding;

/// <summary>A school begins, in one sitting: from an empty database to the first signal on a teacher's page, in the browser.</summary>
[Collection(RabbitTests.Name)]
public sealed partial class OnboardingTests(RealParts parts)
{
    private const string Password = "een zin die niemand raadt";

    [Fact, Trait("Requirement", "CI-04"), Trait("Requirement", "DA-19")]
    public async Task A_school_goes_from_an_empty_database_to_its_first_data()
    {
        await using var database = await parts.NewDatabase();
        using var data = new TempFolder("onboarding");
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = data.Location };
        await using var host = await DashboardHost.Start(settings, "--demo", "false");
        async Task<string> Command(params string[] arguments)
        {
            var (code, output) = await DashboardHost.Command(settings, arguments);
            Assert.True(code == 0, output);
            return output;
        }
        // The operator: the publisher's file, and the school with its first administrator.
        await Command("publisher", "register", Path.Combine(House.Root, "samples", "Rekenkoning", "publisher.json"));
        await Command("publisher", "register", await Muiswerk(data));
        var invitation = InvitationCode().Match(await Command("school", "create", "--key", "spar", "--name", "De Spar", "--brin", "13SP", "--admin", "beheer@spar")).Groups[1].Value;

        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        async Task Go(string path) => await page.GotoAsync(new Uri(host.Address, path).ToString());

        // The administrator: her password, her second step, and then the four steps.
        await Go("/activeren");
        await page.FillAsync("#code", invitation);
        await page.FillAsync("#nieuw", Password);
        await page.FillAsync("#nogmaals", Password);
        await page.Keyboard.PressAsync("Enter");
        await page.FillAsync("#naam", "beheer@spar");
        await page.FillAsync("#wachtwoord", Password);
        await page.Keyboard.PressAsync("Enter");
        var secret = Base32((await page.Locator("[data-secret]").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        await page.FillAsync("#code", Totp.Code(secret, Totp.Step(TimeProvider.System.GetUtcNow())));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Uri(host.Address, "/beheer/start").ToString());
        await Expect(page.Locator("h1")).ToContainTextAsync("Nog vier stappen");
        await Expect(page.Locator("li.now")).ToContainTextAsync("Leerlinglijst");

        // 1. Roster: first looked at, then read.
        await page.GetByRole(AriaRole.Link, new() { Name = "Lees de leerlinglijst in" }).ClickAsync();
        await page.SetInputFilesAsync("#bestand", new FilePayload { Name = "edexml.xml", MimeType = "text/xml", Buffer = Encoding.UTF8.GetBytes(Edexml()) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Bekijk eerst" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("2 nieuw");
        Assert.Equal("0", (await database.Query("select count(*) from pupil"))[0][0]);
        await page.SetInputFilesAsync("#bestand", new FilePayload { Name = "edexml.xml", MimeType = "text/xml", Buffer = Encoding.UTF8.GetBytes(Edexml()) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Lees in" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Volgende stap" }).ClickAsync();
        await Expect(page.Locator("li.now")).ToContainTextAsync("Mensen");

        // 2. People: juf Iris came with the roster; she gets her code.
        await Go("/beheer/mensen");
        var iris = page.Locator("tr", new() { HasText = "Iris" });
        await iris.Locator("summary").ClickAsync();
        await iris.GetByRole(AriaRole.Button, new() { Name = "Nodig uit" }).ClickAsync();
        var hers = await page.Locator(".secret").InnerTextAsync();
        await using var teacher = await (await parts.Browser).Visitor();
        var juf = await teacher.NewPageAsync();
        juf.SetDefaultTimeout(20_000);
        await juf.GotoAsync(new Uri(host.Address, "/activeren").ToString());
        await juf.FillAsync("#code", hers);
        await juf.FillAsync("#nieuw", Password);
        await juf.FillAsync("#nogmaals", Password);
        await juf.Keyboard.PressAsync("Enter");
        await Expect(juf.GetByRole(AriaRole.Status)).ToContainTextAsync("Log nu in");

        // 3. Tools: asked for in the browser, made active by the operator.
        await Go("/beheer/start");
        await Expect(page.Locator("li.now")).ToContainTextAsync("Leermiddelen");
        await Go("/beheer/koppelingen/muiswerk");
        foreach (var (field, value) in new[] { ("CustomerNumber", "12345"), ("Brin", "13SP"), ("Organisation", "De Spar"), ("Salutation", "mevrouw"), ("GivenName", "Bea"), ("FamilyName", "Heer"), ("Email", "bea@spar.example"), ("ShortName", "spar") })
            await page.FillAsync("#f-" + field, value);
        await page.Locator("button[value=vraag]").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("aangevraagd");
        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, await Send(host, "verzonnen sleutel")); // a SOAP fault: nothing flows before it is on
        var key = FeedKey().Match(await Command("feed", "on", "--school", "spar", "--tool", "muiswerk", "--uwlr-key")).Groups[1].Value;
        await Go("/beheer/start");
        await Expect(page.Locator("li.now")).ToContainTextAsync("Eerste gegevens");

        // 4. First data: the publisher sends, and juf Iris sees her group.
        await Probe.Until("the publisher is let in", async () => await Send(host, key) == System.Net.HttpStatusCode.OK);
        await Probe.Until("the first results are there", async () => (await database.Query("select count(*) from result where score is not null"))[0][0] != "0");
        await Go("/beheer/start");
        await Expect(page.Locator("h1")).ToContainTextAsync("Alles staat klaar");
        await juf.FillAsync("#naam", "iris");
        await juf.FillAsync("#wachtwoord", Password);
        await juf.Keyboard.PressAsync("Enter");
        await Expect(juf).ToHaveURLAsync(new Regex("/g/"));
        await Expect(juf.Locator("body")).ToContainTextAsync("Tom");
    }

    private static async Task<string> Muiswerk(TempFolder folder)
    {
        var file = Path.Combine(folder.Location, "muiswerk.json");
        await File.WriteAllTextAsync(file, """
            {"key":"muiswerk","name":"Muiswerk","tools":[{"key":"muiswerk","name":"Muiswerk","uwlrKlantcode":"muiswerk","uwlrKlantnaam":"Muiswerk","hosts":["muiswerk.example"],
              "profile":{"meaning":"ProportionCorrect","origins":{"*":"Practice"},"scoreLabel":{"nl":"goed van gemaakt","en":"right of made"},"howToRead":{"nl":"Hoeveel er goed waren.","en":"How many were right."}}}],"clients":[]}
            """);
        return file;
    }

    private static async Task<System.Net.HttpStatusCode> Send(DashboardHost host, string key)
    {
        var now = SchoolTime.Local(TimeProvider.System.GetUtcNow());
        var year = SchoolTime.SchoolYear(DateOnly.FromDateTime(now.DateTime));
        using var content = new StringContent($"""
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://www.edustandaard.nl/service/autorisatie/v2">
            <soap:Header><a:autorisatie><a:autorisatiesleutel>{key}</a:autorisatiesleutel><a:klantcode>muiswerk</a:klantcode><a:klantnaam>Muiswerk</a:klantnaam></a:autorisatie></soap:Header>
            <soap:Body><l:leerresultaten_verzoek xmlns:l="http://www.edustandaard.nl/leerresultaten/2.2"><l:school><l:schooljaar>{year}-{year + 1}</l:schooljaar><l:brincode>13SP</l:brincode><l:xsdversie>2.2</l:xsdversie></l:school>
            <l:toetsafnames><l:toetsafname><l:leerlingid>spar-1</l:leerlingid><l:resultaten><l:resultaat key="eerste"><l:afnamedatum>{now:yyyy-MM-dd}</l:afnamedatum><l:toetscode>KLOK</l:toetscode><l:score>4</l:score></l:resultaat></l:resultaten></l:toetsafname></l:toetsafnames></l:leerresultaten_verzoek></soap:Body></soap:Envelope>
            """, Encoding.UTF8, "text/xml");
        using var answer = await host.Http.PostAsync(new Uri("/uwlr/v2/leerresultaten", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static string Edexml()
    {
        var year = SchoolTime.SchoolYear(SchoolTime.Day(TimeProvider.System.GetUtcNow()));
        return $"""
            <EDEX><school><schooljaar>{year}-{year + 1}</schooljaar><brincode>13SP</brincode><dependancecode>00</dependancecode><xsdversie>2.1</xsdversie></school>
            <groepen><groep key="g5"><naam>Groep 5</naam><jaargroep>5</jaargroep></groep></groepen>
            <leerlingen><leerling key="spar-1"><achternaam>Tol</achternaam><roepnaam>Tom</roepnaam><groep key="g5"/></leerling><leerling key="spar-2"><achternaam>Vos</achternaam><roepnaam>Eva</roepnaam><groep key="g5"/></leerling></leerlingen>
            <leerkrachten><leerkracht key="iris"><achternaam>Smit</achternaam><roepnaam>Iris</roepnaam><groepen><groep key="g5"/></groepen></leerkracht></leerkrachten></EDEX>
            """;
    }

    private static byte[] Base32(string text)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in text)
        {
            buffer = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal)) & 0xFFF;
            if ((bits += 5) >= 8) bytes.Add((byte)(buffer >> (bits -= 8)));
        }
        return [.. bytes];
    }

    [GeneratedRegex(@"code\s+(\S+)")]
    private static partial Regex InvitationCode();

    [GeneratedRegex(@"sleutel\s+(\S+)")]
    private static partial Regex FeedKey();
}
