using Dashboard.SystemTests.Journey;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.SystemTests.Pages;

/// <summary>For the moment that the class works on tablets.</summary>
[Collection(SampleDayTests.Name)]
public class ActivityTests(SampleDay day)
{
    [Fact, Trait("Requirement", "NU-16"), Trait("Requirement", "V-17")]
    public async Task Who_just_finished_an_exercise_is_busy_in_that_tool()
    {
        var rekentuin = await TestPublisher.SignIn(day.Host, "rekentuin-demo");
        await rekentuin.Send("rekentuin-klok", new Attempt("bezig-1", "lln-hanna", 6, 8, TimeProvider.System.GetUtcNow()));
        await using var vera = await day.Visit();
        var row = vera.Page.Locator("[data-refresh] table tr", new() { HasText = "Hanna" });
        await Rig.Probe.Until("Hanna is busy", async () =>
        {
            await vera.Go("/g/groep-5/bezig");
            return await row.CountAsync() == 1;
        });
        await Expect(row).ToContainTextAsync("Rekentuin");
        await Expect(vera.Page.Locator("h1")).ToContainTextAsync("oefen");
        await Expect(vera.Page.Locator("[data-refresh-label]")).ToBeVisibleAsync();
    }
}
