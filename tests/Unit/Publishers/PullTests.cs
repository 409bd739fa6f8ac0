using System.Net;
using Dashboard.Publishers.Pulling;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Publishers;

/// <summary>When a feed is fetched, and what happens when its source does not behave.</summary>
public sealed class PullTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 24, 21, 0, 0, TimeSpan.Zero);

    [Fact]
    [Trait("Requirement", "CI-12")]
    public void At_night_is_at_the_minute_in_Amsterdam_summer_and_winter()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 2, 10, 0, TimeSpan.Zero), PullTimes.Next(null, 190, Evening));
        Assert.Equal(new DateTimeOffset(2026, 7, 2, 1, 10, 0, TimeSpan.Zero), PullTimes.Next(null, 190, new DateTimeOffset(2026, 7, 1, 21, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 2, 10, 0, TimeSpan.Zero), PullTimes.Next(null, 190, new DateTimeOffset(2026, 11, 24, 2, 9, 59, TimeSpan.Zero)));
        Assert.Equal(Evening.AddMinutes(15), PullTimes.Next(15, null, Evening));
    }

    [Fact]
    public void After_failures_the_pauses_grow_but_never_past_the_usual_moment_and_never_before_what_the_source_asks()
    {
        var nightly = new Pull { NightlyMinute = 190 };
        Assert.Equal([1, 2, 4, 8, 60], new[] { 1, 2, 3, 4, 12 }.Select(n => (PullTimes.AfterFailure(nightly, n, null, Evening) - Evening).TotalMinutes));
        Assert.Equal(5, (PullTimes.AfterFailure(new Pull { EveryMinutes = 5 }, 9, null, Evening) - Evening).TotalMinutes);
        Assert.Equal(90, (PullTimes.AfterFailure(nightly, 1, TimeSpan.FromMinutes(90), Evening) - Evening).TotalMinutes);
    }

    [Fact]
    public async Task A_source_that_fails_is_asked_again_and_its_own_pause_is_kept()
    {
        var answers = new Queue<HttpResponseMessage>([new(HttpStatusCode.ServiceUnavailable), Busy(1), new(HttpStatusCode.OK)]);
        var (source, times) = Client(_ => answers.Dequeue());

        using var answer = await source.GetAsync("https://bron.example/a", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(3, times.Count);
        Assert.True(times[2] - times[1] >= TimeSpan.FromMilliseconds(990), $"waited {times[2] - times[1]}");
    }

    [Fact]
    public async Task A_pause_that_is_too_long_is_left_to_the_schedule()
    {
        var (source, times) = Client(_ => Busy(3600));

        using var answer = await source.GetAsync("https://bron.example/a", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Single(times);
        Assert.Equal(TimeSpan.FromHours(1), PullPipeline.Asked(answer, Evening));
    }

    [Fact]
    public async Task A_source_that_keeps_failing_is_left_alone_and_another_is_not()
    {
        var (source, times) = Client(r => new(r.RequestUri!.Host == "goed.example" ? HttpStatusCode.OK : HttpStatusCode.InternalServerError));

        for (var i = 0; i < 2; i++)
            using (await source.GetAsync("https://stuk.example/a", TestContext.Current.CancellationToken)) { }
        var broken = times.Count;
        await Assert.ThrowsAnyAsync<Polly.CircuitBreaker.BrokenCircuitException>(() => source.GetAsync("https://stuk.example/a", TestContext.Current.CancellationToken));

        Assert.Equal(broken, times.Count);
        using var good = await source.GetAsync("https://goed.example/a", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    private static HttpResponseMessage Busy(int seconds) => new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(seconds)) } };

    private static (HttpClient, List<DateTimeOffset>) Client(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var times = new List<DateTimeOffset>();
        return (new HttpClient(new PullHandler(new PullPipeline(TimeProvider.System)) { InnerHandler = new Source(r => { times.Add(TimeProvider.System.GetUtcNow()); return answer(r); }) }), times);
    }

    private sealed class Source(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
