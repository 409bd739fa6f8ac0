using Microsoft.Playwright;

namespace Dashboard.SystemTests.Rig;

/// <summary>A real Chromium without a window, driven by Playwright. The browser is the machine's own; Playwright fetches none.</summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Which real part this is, for people.</summary>
    public string Which => $"Chromium {_browser.Version}";

    public static async Task<Browser> Start()
    {
        var program = Installed() ?? throw new InvalidOperationException("The browser tests need Chromium, Chrome or Edge on this machine (Debian: apt-get install chromium).");
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = program,
                Headless = true,
                ChromiumSandbox = false,
                Args = ["--disable-dev-shm-usage"],
            });
            return new Browser(playwright, browser);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>A fresh visitor: no cookies, Dutch, in Amsterdam. Dispose it (<c>await using</c>) to close its pages.</summary>
    public Task<IBrowserContext> Visitor(int width = 1280, int height = 800, string language = "nl-NL", bool script = true) => _browser.NewContextAsync(new()
    {
        JavaScriptEnabled = script,
        Locale = language,
        TimezoneId = "Europe/Amsterdam",
        ViewportSize = new() { Width = width, Height = height },
    });

    private static string? Installed() =>
        Shell.Find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe")
        ?? ((string[])["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe",
            @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"]).FirstOrDefault(File.Exists);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
