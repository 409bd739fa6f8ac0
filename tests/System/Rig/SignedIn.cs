using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Rig;

/// <summary>A person of the sample school in front of a page.</summary>
internal static class SignedIn
{
    /// <summary>A new page of this visitor, signed in; the page where that person starts.</summary>
    public static async Task<IPage> SignIn(this IBrowserContext visitor, DashboardHost host, string name)
    {
        var page = await visitor.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        await page.GotoAsync(new Uri(host.Address, "/inloggen").ToString());
        await page.FillAsync("#naam", name);
        await page.FillAsync("#wachtwoord", "demo");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("inloggen"), new() { Timeout = 30_000 });
        return page;
    }

    /// <summary>To an address of this host.</summary>
    public static Task<IResponse?> To(this IPage page, DashboardHost host, string path) => page.GotoAsync(new Uri(host.Address, path).ToString());

    /// <summary>The page as it stands has no violation that axe knows.</summary>
    public static async Task HasNoViolations(this IPage page) =>
        Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{page.Url} {v.Id}: " + string.Join("; ", v.Nodes.Select(n => n.Html))));
}
