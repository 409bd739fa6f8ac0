using System.Text.Json;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;
using Dashboard.SystemTests.People;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A click on a tool that is a relying party of the school's identity provider, with a stock provider and a stock relying party in a real browser.</summary>
[Collection(RabbitTests.Name)]
public sealed class ProviderSignInTests(RealParts parts)
{
    [Fact, Trait("Requirement", "SI-28")]
    public async Task Who_signed_in_at_the_provider_arrives_in_the_tool_signed_in()
    {
        var (stop, port) = (TestContext.Current.CancellationToken, Shell.FreePort());
        await using var school = await Lijsterbes.Open(parts);
        await using var provider = await Provider.Start(school.Port, port);
        await using var tool = await StockTool.Start("StockSignInTool", $"{port}", provider.Authority, "leermiddel", "een geheim van de proef");
        await using (var store = school.Database.Open())
        {
            var registry = new Registry(store, school.Database.Keys, TimeProvider.System);
            var id = await registry.Tool(new Tool { Key = "poort", Name = "Poort", LaunchKind = LaunchKind.Oidc, LaunchUrl = $"http://127.0.0.1:{port}/login", Hosts = [$"127.0.0.1:{port}"] }, "poort", "Poort", stop);
            await registry.FeedOn(school.School, id, progress: false, null, stop);
        }
        var host = await school.Start(provider.Authority);
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        await page.To(host, "/inloggen");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Inloggen met Entree Federatie" }).ClickAsync();
        await page.FillAsync("input[name=login]", "vera");
        await page.FillAsync("input[name=password]", "x");
        await page.ClickAsync("button[type=submit]");
        await page.ClickAsync("button[type=submit]"); // consent
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/g/"));

        // Tools of a real school are on https; the process of this test is not.
        Assert.Equal(409, (await page.To(host, "/open/leermiddel/poort"))!.Status);
        await school.Database.Execute("update school set is_sample = true");
        await page.To(host, "/open/leermiddel/poort");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Welkom vera");
        await Expect(page.Locator("p")).ToHaveTextAsync($"http://127.0.0.1:{port}/");
        using var http = new HttpClient();
        var came = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/log"), stop)).RootElement.EnumerateArray().Single();
        Assert.Equal([("iss", provider.Authority), ("target_link_uri", $"http://127.0.0.1:{port}/")], came.EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)));
        Assert.Equal(["0"], (await school.Database.Query("select count(*) from launch"))[0]);

        await school.Database.Execute("update feed set state = 0");
        Assert.Equal(409, (await page.To(host, "/open/leermiddel/poort"))!.Status);
        await Expect(page.Locator("h1")).ToContainTextAsync("staat uit");
    }

    [Fact]
    public async Task Without_a_provider_the_page_says_why()
    {
        await using var stage = await Journey.Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await Probe.Until("the sample's tools have said where they listen", async () => (await stage.Database.Query("select 1::text from tool where key = 'numo' and launch_url is not null")).Count == 1);
        await stage.Database.Execute("update tool set launch_kind = 1 where key = 'numo'");
        await using var visitor = await (await parts.Browser).Visitor();
        var page = await visitor.SignIn(host, "vera");
        Assert.Equal(409, (await page.To(host, "/open/leermiddel/numo"))!.Status);
        await Expect(page.Locator("h1")).ToContainTextAsync("inlogdienst die hier niet is ingesteld");
    }
}
