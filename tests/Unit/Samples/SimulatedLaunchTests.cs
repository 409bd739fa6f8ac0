using System.Net;
using Dashboard.Samples.Classroom;
using Dashboard.Samples.Muiswerk;
using Dashboard.Samples.School;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Samples;

public class SimulatedLaunchTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_launch_opens_the_report_once_and_without_it_the_report_stays_closed()
    {
        await using var dashboard = await FakeDashboard.Start();
        await using var muiswerk = await SimulatedMuiswerk.Start(dashboard.Address, new() { StoryMoment = Now }, TimeProvider.System, NullLoggerFactory.Instance, stop);
        var exercise = new Classroom(SampleSchool.Load(), Now).Exercises("muiswerk", Now).Last(e => e.Pupil.LasKey == "lln-maaike" && e.Goal == "MEETKUNDE-KLOK/KLOK-HEEL");
        var report = new Uri(muiswerk.BaseUrl, "/rapport/" + exercise.Attempt);
        using var browser = new HttpClient { BaseAddress = muiswerk.BaseUrl };

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(report, stop)).StatusCode);
        var launch = dashboard.Launch("muiswerk", report.ToString(), Now.AddMinutes(1));
        var page = await browser.GetAsync($"/start?launch={launch}", stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync(stop);
        Assert.Contains("Hele uren 3", html, StringComparison.Ordinal);
        Assert.Contains("Maaike", html, StringComparison.Ordinal);
        Assert.Contains("1 van de 4 opgaven goed", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync($"/start?launch={launch}", stop)).StatusCode);
    }

    [Fact]
    public async Task Expired_and_meant_for_another_tool_are_refused()
    {
        await using var dashboard = await FakeDashboard.Start();
        await using var muiswerk = await SimulatedMuiswerk.Start(dashboard.Address, new() { StoryMoment = Now }, TimeProvider.System, NullLoggerFactory.Instance, stop);
        using var browser = new HttpClient { BaseAddress = muiswerk.BaseUrl };
        async Task<HttpStatusCode> Start(string launch) => (await browser.GetAsync($"/start?launch={launch}", stop)).StatusCode;

        Assert.Equal(HttpStatusCode.Gone, await Start(dashboard.Launch("muiswerk", muiswerk.BaseUrl.ToString(), Now.AddMinutes(-1))));
        Assert.Equal(HttpStatusCode.Forbidden, await Start(dashboard.Launch("numo", muiswerk.BaseUrl.ToString(), Now.AddMinutes(1))));
        Assert.Equal(HttpStatusCode.Forbidden, await Start("no.launch.atall"));
        Assert.Equal(HttpStatusCode.BadRequest, await Start(""));
        Assert.Contains("gesimuleerd", await browser.GetStringAsync("/", stop), StringComparison.Ordinal);
    }
}
