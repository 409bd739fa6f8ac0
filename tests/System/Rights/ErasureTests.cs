using System.Text;
using System.Text.Json;
using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.SystemTests.Journey;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Rights;

/// <summary>
/// A parent asks for inzage, then for erasure. The school weighs and executes in the browser; then every feed and the roster send
/// everything again. Of the pupil nothing is left: not in a table, not behind encryption, not in a file, not in a log.
/// </summary>
[Collection(RabbitTests.Name)]
public sealed class ErasureTests(RealParts parts, ITestOutputHelper output)
{
    private static readonly Uri Pupils = new("/beheer/leerlingen", UriKind.Relative);

    [Fact, Trait("Requirement", "DA-19")]
    public async Task An_erased_pupil_is_nowhere_and_stays_so_when_everything_is_sent_again()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var first = await stage.Host(send: true);
        await Sent(stage, first);
        var needles = await Needles(stage);
        Assert.True(needles.Count > 50, $"only {needles.Count} things to search for");
        Assert.NotEmpty(await Hits(stage, needles, first.Output)); // the search finds what is there
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(20_000);

        await Open(page, first);
        await Ask(page, "Inzage");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bekijk alles wat bewaard is" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Alles wat het dashboard van Maaike");
        await Expect(page.GetByText("lln-maaike")).ToBeVisibleAsync();
        var json = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Als bestand (JSON)" }).ClickAsync());
        using (var all = JsonDocument.Parse(await File.ReadAllTextAsync(await json.PathAsync(), TestContext.Current.CancellationToken)))
        {
            Assert.Equal(await stage.Count("select count(*) from result r join pupil_name n using (school_id, pupil_id) where n.given_name = 'Maaike'"), all.RootElement.GetProperty("results").GetArrayLength());
            Assert.True(all.RootElement.GetProperty("signals").GetArrayLength() > 0);
            Assert.True(all.RootElement.GetProperty("looked").GetArrayLength() > 0);
            Assert.All(all.RootElement.GetProperty("signals").EnumerateArray(), s => Assert.NotEqual("", s.GetProperty("why").GetString()));
        }

        await Open(page, first);
        await Ask(page, "Wissen");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Wis deze leerling" })).ToHaveCountAsync(0); // not before it was weighed
        await page.FillAsync("#weging", "Kind is verhuisd, er is geen grond meer om te bewaren.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar weging" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Wis deze leerling" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Zet eerst het vinkje"); // said twice
        await page.GetByLabel("Ik weet het zeker").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Wis deze leerling" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Wissen is uitgevoerd");
        var gone = await Hits(stage, needles, first.Output);
        Assert.True(gone.Count == 0, string.Join('\n', gone.Take(20)));

        // Tonight the publishers and the administration send all of it again, to a node that starts anew.
        await first.Stop();
        var second = await stage.Host(send: true);
        await Sent(stage, second);
        var again = await Hits(stage, needles, first.Output + second.Output);
        Facts.Say(output, $"Erasure: {needles.Count} texts of one pupil searched in {_searched} rows of every table, behind encryption, in files and logs, after every feed and the roster were sent again: {again.Count} hits");
        Assert.True(again.Count == 0, string.Join('\n', again.Take(20)));
        Assert.True(await stage.Count("select count(*) from result") > 1000); // the others are there
        Assert.Equal((0, "0"), ((await stage.Command("audit", "verify", "--school", "demo")).ExitCode, (await stage.Database.Query("select count(*) from pupil_name where given_name = 'Maaike'"))[0][0]));
        Assert.Equal(0, (await stage.Command("reconcile", "--school", "demo")).ExitCode);
    }

    private static async Task Sent(Stage stage, DashboardHost host)
    {
        await Probe.Until("the simulated publishers have sent everything", () => Task.FromResult(host.Output), o => o.Contains("have sent six weeks", StringComparison.Ordinal), TimeSpan.FromMinutes(4));
        await stage.Quiet();
    }

    private static async Task Open(IPage page, DashboardHost host)
    {
        await page.GotoAsync(new Uri(host.Address, Pupils).ToString());
        if (page.Url.Contains("/inloggen", StringComparison.Ordinal))
        {
            await page.FillAsync("#naam", "beheer");
            await page.FillAsync("#wachtwoord", "demo");
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync(new Uri(host.Address, Pupils).ToString());
        }
        await page.GetByRole(AriaRole.Link, new() { Name = "Maaike" }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Maaike");
    }

    private static async Task Ask(IPage page, string what)
    {
        await page.SelectOptionAsync("#soort", new SelectOptionValue { Label = what });
        await page.GetByRole(AriaRole.Button, new() { Name = "Leg verzoek vast" }).ClickAsync();
    }

    /// <summary>Everything by which the pupil can be known: names, key, outside names, and the keys of what she did.</summary>
    private static async Task<List<string>> Needles(Stage stage)
    {
        var found = new List<string>();
        foreach (var row in await stage.Database.Query("select p.school_id::text, p.key::text, n.given_name, n.family_name, p.pupil_id::text from pupil p join pupil_name n using (school_id, pupil_id) where n.given_name = 'Maaike'"))
        {
            found.AddRange([row[1], row[2]]);
            foreach (var alias in await stage.Database.Query($"select encode(value, 'hex') from pupil_alias where pupil_id = {row[4]}"))
                found.Add(Encoding.UTF8.GetString(stage.Database.Keys.Decrypt(int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture), Convert.FromHexString(alias[0]))));
            foreach (var key in await stage.Database.Query($"select result_key::text from result where pupil_id = {row[4]} union select signal_id::text from signal where pupil_id = {row[4]} union select result_id from result where pupil_id = {row[4]}")) found.Add(key[0]);
        }
        return [.. found.Where(f => f.Length > 5).Distinct()];
    }

    private long _searched;

    private async Task<List<string>> Hits(Stage stage, List<string> needles, string log)
    {
        var hits = new List<string>();
        _searched = 0;
        var payloads = new PartPayload(stage.Database.Keys);
        void Look(string where, string text)
        {
            foreach (var needle in needles) if (text.Contains(needle, StringComparison.OrdinalIgnoreCase)) hits.Add($"{where}: {needle}");
        }
        foreach (var table in await SystemTests.Store.Catalogue.Tables(stage.Database))
            foreach (var row in await stage.Database.Query($"select t::text from {table} t"))
            {
                _searched++;
                Look(table, row[0]);
            }
        foreach (var row in await stage.Database.Query("select school_id::text, kind::text, encode(payload, 'hex') from work where payload <> ''"))
        {
            var (school, kind, payload) = (int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture), (WorkKind)int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture), Convert.FromHexString(row[2]));
            Look($"work ({kind})", kind switch
            {
                WorkKind.FollowUp => JsonSerializer.Serialize(payloads.Open(school, payload, ContractsJson.Default.FollowUpChanged)),
                WorkKind.Refold => JsonSerializer.Serialize(payloads.Open(school, payload, ContractsJson.Default.RefoldRequested)),
                WorkKind.MatchMoved => JsonSerializer.Serialize(payloads.Open(school, payload, ContractsJson.Default.MatchMoved)),
                WorkKind.Pull => "",
                _ => JsonSerializer.Serialize(payloads.Open(school, payload, ContractsJson.Default.ListResult)),
            });
        }
        foreach (var row in await stage.Database.Query("select school_id::text, encode(payload, 'hex'), encode(reference, 'hex') from waiting_result"))
        {
            var school = int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture);
            Look("waiting_result", JsonSerializer.Serialize(payloads.Open(school, Convert.FromHexString(row[1]), ContractsJson.Default.ListResult)) + Encoding.UTF8.GetString(stage.Database.Keys.Decrypt(school, Convert.FromHexString(row[2]))));
        }
        foreach (var row in await stage.Database.Query("select school_id::text, encode(value, 'hex') from pupil_alias"))
            Look("pupil_alias", Encoding.UTF8.GetString(stage.Database.Keys.Decrypt(int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture), Convert.FromHexString(row[1]))));
        foreach (var file in Directory.EnumerateFiles(stage.Data, "*", SearchOption.AllDirectories)) Look(file, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Look("log", log);
        return hits;
    }
}
