using System.Collections.Concurrent;
using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Dashboard.Publishers.Pulling;

/// <summary>
/// How we call a source: each try at most twenty seconds; three more tries with growing, jittered pauses, or after the pause that the
/// source asks for; a source that keeps failing is left alone for half a minute. One circuit per host, so that one bad source
/// stops no other.
/// </summary>
public sealed class PullPipeline(TimeProvider clock)
{
    private const int MoreTries = 3;
    private static readonly TimeSpan PerTry = TimeSpan.FromSeconds(20), LongestPause = TimeSpan.FromSeconds(30), Open = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpResponseMessage>> _byHost = new();

    public ResiliencePipeline<HttpResponseMessage> For(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return _byHost.GetOrAdd(address.Authority, _ => Build());
    }

    /// <summary>What the source says in Retry-After; null when it says nothing.</summary>
    public static TimeSpan? Asked(HttpResponseMessage? answer, DateTimeOffset now) => answer?.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } at } => at > now ? at - now : TimeSpan.Zero,
        _ => null,
    };

    private ResiliencePipeline<HttpResponseMessage> Build() => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = MoreTries, Delay = TimeSpan.FromMilliseconds(300), BackoffType = DelayBackoffType.Exponential, UseJitter = true, MaxDelay = LongestPause,
            // A pause that is too long to wait for is the schedule's business.
            ShouldHandle = args => ValueTask.FromResult(Failed(args.Outcome) && !(Asked(args.Outcome.Result, clock.GetUtcNow()) > LongestPause)),
            DelayGenerator = args => ValueTask.FromResult(Asked(args.Outcome.Result, clock.GetUtcNow())),
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            FailureRatio = 0.8, MinimumThroughput = 8, SamplingDuration = TimeSpan.FromMinutes(1), BreakDuration = Open,
            ShouldHandle = args => ValueTask.FromResult(Failed(args.Outcome) && args.Outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests),
        })
        .AddTimeout(PerTry)
        .Build();

    private static bool Failed(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException
        || outcome.Result is { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError };
}

/// <summary>Puts the pipeline around the requests of a typed client.</summary>
public sealed class PullHandler(PullPipeline pipelines) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await pipelines.For(request.RequestUri!).ExecuteAsync(async (again, stop) => await base.SendAsync(again, stop), request, cancellationToken);
}
