using Microsoft.AspNetCore.Http;

namespace Dashboard.Samples.Cito;

/// <summary>How the simulated source misbehaves; all of it on purpose, and the same every time.</summary>
/// <param name="Slow">Longest pause before an answer.</param>
/// <param name="FailEvery">Each n-th request is answered with 503; 0: none.</param>
/// <param name="PerSecond">More requests in a second are answered with 429 and Retry-After; 0: no limit.</param>
public sealed record SourceMoods(TimeSpan Slow, int FailEvery, int PerSecond)
{
    public static readonly SourceMoods Bad = new(TimeSpan.FromMilliseconds(600), FailEvery: 3, PerSecond: 4);
}

/// <summary>Puts the moods before the answers.</summary>
internal sealed class MoodyDoor(SourceMoods moods, TimeProvider clock)
{
    private readonly Lock door = new();
    private readonly Queue<DateTimeOffset> lately = new();
    private int asked;

    public async Task Pass(HttpContext http, RequestDelegate next)
    {
        int number;
        bool tooMany;
        lock (door)
        {
            var now = clock.GetUtcNow();
            number = ++asked;
            while (lately.Count > 0 && now - lately.Peek() >= TimeSpan.FromSeconds(1)) lately.Dequeue();
            tooMany = moods.PerSecond > 0 && lately.Count >= moods.PerSecond;
            if (!tooMany) lately.Enqueue(now);
        }
        await Task.Delay(moods.Slow * (number * 37 % 100 / 100.0), clock, http.RequestAborted);
        if (tooMany)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "1";
        }
        else if (moods.FailEvery > 0 && number % moods.FailEvery == 0) http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else await next(http);
    }
}
