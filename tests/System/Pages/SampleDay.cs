using Dashboard.SystemTests.Journey;
using Microsoft.Playwright;

namespace Dashboard.SystemTests.Pages;

/// <summary>The tests of the pages share one host with the whole sample school, on PostgreSQL and RabbitMQ: six weeks that the simulated publishers really sent.</summary>
[CollectionDefinition(Name)]
public sealed class SampleDayTests : ICollectionFixture<SampleDay>
{
    public const string Name = "a day in the sample school";
}

/// <summary>Started by the first test that asks for it. Tests that record something use a goal or pupil of their own, or take it back.</summary>
public class SampleDay(RealParts parts) : IAsyncLifetime
{
    private IAsyncDisposable? _stage;

    public DashboardHost Host { get; private set; } = null!;
    public TestDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Host, Database, _stage) = await Begin();
        await Probe.Until("the simulated publishers have sent everything", () => Task.FromResult(Host.Output), o => o.Contains("have sent six weeks", StringComparison.Ordinal), TimeSpan.FromMinutes(6));
        await Probe.Until("all work is done", async () => (await Database.Query("select 1 from work where state < 3 limit 1")).Count == 0, TimeSpan.FromSeconds(90));
    }

    protected virtual async Task<(DashboardHost, TestDatabase, IAsyncDisposable)> Begin()
    {
        var stage = await Stage.Set(parts, rabbit: true);
        return (await stage.Host(send: true), stage.Database, stage);
    }

    /// <summary>A browser of one person who is signed in and looks at the first page; without a name: who looks at the page to sign in.</summary>
    public async Task<Visit> Visit(string user = "vera", int width = 1280, int height = 800, string language = "nl-NL", bool script = true)
    {
        var browser = await (await parts.Browser).Visitor(width, height, language, script);
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        await page.GotoAsync(new Uri(Host.Address, "/inloggen").ToString());
        if (user.Length == 0) return new Visit(Host, browser, page);
        await page.FillAsync("#naam", user);
        await page.FillAsync("#wachtwoord", "demo");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(u => !u.Contains("/inloggen", StringComparison.Ordinal));
        return new Visit(Host, browser, page);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null) await _stage.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>One person's visit, with every click counted: going somewhere by its address is setting the scene and counts for nothing.</summary>
public sealed class Visit(DashboardHost host, IBrowserContext browser, IPage page) : IAsyncDisposable
{
    public IPage Page => page;
    public IBrowserContext Browser => browser;
    public int Clicks { get; private set; }

    public Task Go(string path) => page.GotoAsync(new Uri(host.Address, path).ToString());

    /// <summary>One click, or one choice by keyboard.</summary>
    public async Task Click(ILocator what)
    {
        await what.ClickAsync();
        Clicks++;
    }

    /// <summary>Clicks since a count that was kept.</summary>
    public int Since(int count) => Clicks - count;

    public ValueTask DisposeAsync() => browser.DisposeAsync();
}
