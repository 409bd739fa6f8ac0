using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Pages;

/// <summary>A picture of every page, wide and narrow. With DASHBOARD_SCREENS=1 (docs/screens.sh) they go to docs/screens.</summary>
[Collection(SampleDayTests.Name)]
public sealed class ScreenTests(SampleDay day)
{
    [Fact]
    public async Task Every_page_has_its_picture_wide_and_narrow()
    {
        using var elsewhere = new Rig.TempFolder("screens");
        var folder = Environment.GetEnvironmentVariable("DASHBOARD_SCREENS") is { Length: > 0 } ? Path.Combine(House.Root, "docs", "screens") : elsewhere.Location;
        Directory.CreateDirectory(folder);
        await PageState.AddEmptyGroup(day.Database);
        try
        {
            foreach (var (width, height) in new[] { (1280, 800), (390, 844) })
                foreach (var user in PageState.All.GroupBy(p => p.User))
                {
                    await using var visit = await day.Visit(user.Key, width, height);
                    foreach (var state in user)
                    {
                        await visit.Go(await state.Address(day.Database));
                        if (state.Act is not null) await state.Act(visit.Page);
                        var path = Path.Combine(folder, $"{state.Name}-{width}.jpg");
                        await visit.Page.ScreenshotAsync(new() { Path = path, Type = Microsoft.Playwright.ScreenshotType.Jpeg, Quality = 50, FullPage = false });
                        Assert.True(new FileInfo(path).Length > 4_000, state.Name);
                    }
                }
        }
        finally
        {
            await PageState.TakeEmptyGroup(day.Database);
        }
    }
}
