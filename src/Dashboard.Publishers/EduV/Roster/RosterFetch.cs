using System.Globalization;
using System.Net;
using Dashboard.Schools.Roster;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Dashboard.Publishers.EduV.Roster;

/// <summary>Fetches a whole roster from a school's administration over Edu-V; what becomes of it is up to <see cref="RosterImport"/>.</summary>
public static class RosterFetch
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <param name="administration">Where.</param>
    /// <param name="schoolYear">First calendar year.</param>
    /// <param name="clock">For assertions, time-outs and what has ended.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="Edexml.RosterUnreadableException">The administration gives no whole roster: nothing is put in place then.</exception>
    public static async Task<RosterSnapshot> Fetch(RosterAdministration administration, short schoolYear, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(administration);
        if (administration.Refuse() is { } refused) throw new Edexml.RosterUnreadableException(refused);
        using var http = new HttpClient(new Again(Pipeline(clock), new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All }))
        {
            MaxResponseContentBufferSize = MostBytes, Timeout = TimeSpan.FromMinutes(2),
        };
        var api = new RosterApi(http, administration, clock);
        var period = string.Create(CultureInfo.InvariantCulture, $"{schoolYear}-{schoolYear + 1}");
        await api.SignIn(stop);
        return RosterOfObjects.Read(
            administration, schoolYear, Schools.Calendar.SchoolTime.Day(clock.GetUtcNow()),
            await api.List("students", period, RosterJson.Default.ListStudentObject, stop), await api.List("groups", period, RosterJson.Default.ListGroupObject, stop),
            await api.List("assignments", period, RosterJson.Default.ListAssignmentObject, stop), await api.List("employees", period, RosterJson.Default.ListEmployeeObject, stop),
            await api.List("enrollments", period, RosterJson.Default.ListEnrollmentObject, stop));
    }

    /// <summary>Each try at most twenty seconds; three more with growing, jittered pauses, or after the pause that is asked for.</summary>
    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider clock) => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 3, Delay = TimeSpan.FromMilliseconds(300), BackoffType = DelayBackoffType.Exponential, UseJitter = true, MaxDelay = TimeSpan.FromSeconds(30),
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException or TimeoutRejectedException
                || args.Outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError),
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.Headers.RetryAfter?.Delta),
        })
        .AddTimeout(TimeSpan.FromSeconds(20))
        .Build();

    private sealed class Again(ResiliencePipeline<HttpResponseMessage> pipeline, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await pipeline.ExecuteAsync(async stop => await base.SendAsync(request, stop), cancellationToken);
    }
}
