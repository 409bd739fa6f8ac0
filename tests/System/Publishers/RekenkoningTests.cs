using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.SystemTests.Journey;
using Dashboard.Tests.Architecture;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A fourth, made-up publisher, by configuration alone: from the command line to a signal on the group page with its click-through.</summary>
[Collection(RabbitTests.Name)]
public sealed partial class RekenkoningTests(RealParts parts)
{
    private const string Folder = "samples/Rekenkoning/";

    [Fact]
    [Trait("Requirement", "DA-18")]
    public async Task A_new_publisher_needs_two_files_and_no_code()
    {
        Assert.DoesNotContain(House.Files(["src", "samples"], ".cs", ".cshtml", ".csproj"), f => House.Read(f).Contains("rekenkoning", StringComparison.OrdinalIgnoreCase));
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();

        var (code, said) = await stage.Command("publisher", "register", Path.Combine(House.Root, Folder + "publisher.json"));
        Assert.True(code == 0, said);
        var secret = Secret().Match(said).Groups[1].Value;
        (code, said) = await stage.Command("feed", "on", "--school", "demo", "--tool", "rekenkoning");
        Assert.True(code == 0, said);
        var token = await DeskTests.Token(host, "rekenkoning-test", secret);
        Assert.Equal(200, (await DeskTests.Send(host, HttpMethod.Put, "/api/v1/tools/rekenkoning/method-goals", House.Read(Folder + "method-goals.json"), token)).Status);

        // Maaike has it wrong, round after round.
        for (var round = 0; round < 4; round++)
        {
            var (status, body) = await DeskTests.Send(host, HttpMethod.Post, "/eduv/v2/results", Round(round), token);
            Assert.True(status == 202, body);
        }
        await stage.Quiet();
        Assert.Equal(1, await stage.Count("select count(*) from signal s join tool t using (tool_id) where t.key = 'rekenkoning' and s.kind = 1 and s.state = 0"));

        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(new Uri(host.Address, "/inloggen").ToString());
        await page.FillAsync("#naam", "vera");
        await page.FillAsync("#wachtwoord", "demo");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".sig").First).ToContainTextAsync("Maaike loopt vast op klokkijken, hele uren", new() { Timeout = 60_000 });
        await Expect(page.Locator("#ziet")).ToContainTextAsync("Rekenkoning");
        await page.Locator(".sig a", new() { HasText = "Waarom" }).First.ClickAsync();
        await Expect(page.Locator("#waarom")).ToContainTextAsync("Rekenkoning");
        var open = await page.Locator("#waarom a[href^='/open/']").First.GetAttributeAsync("href");
        // The click goes to the publisher's own address with a one-time code, and to nothing else.
        var cookies = string.Join("; ", (await visitor.CookiesAsync()).Select(c => $"{c.Name}={c.Value}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, open) { Headers = { { "Cookie", cookies } } };
        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(302, (int)answer.StatusCode);
        Assert.StartsWith("https://rekenkoning.example/start?launch=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("maaike", answer.Headers.Location.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static string Round(int round)
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-5 + round);
        var year = at.Month >= 8 ? at.Year : at.Year - 1;
        object Score(string type, int value) => new { scoreType = type, scoreValue = value.ToString(System.Globalization.CultureInfo.InvariantCulture), assessmentId = "koning-klok" };
        return JsonSerializer.Serialize(new
        {
            id = $"ronde-{round}", assessmentDateTime = at, timestamp = at, schoolPeriod = $"{year}-{year + 1}",
            school = new { organisationIds = new[] { new { organisationId = "99XX", organisationIdType = "OIE_CODE" } } },
            assessmentDefinition = new { id = "koning-klok", name = "Hoe laat eet de koning?" },
            studentScoresAndResults = new[]
            {
                new
                {
                    id = $"ronde-{round}-1", student = new { userIds = new[] { new { userId = "lln-maaike", userIdType = "ASI" } } }, dateCreated = at, dateLastModified = at, status = "Final",
                    reviewUrl = $"https://rekenkoning.example/verslag/{round}", scores = new[] { Score("NumberCorrect", 2), Score("NumberItems", 10), Score("DurationInSeconds", 400) },
                },
            },
        });
    }

    [GeneratedRegex(@"geheim (\S+)")]
    private static partial Regex Secret();
}
