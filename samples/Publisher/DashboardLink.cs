using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dashboard.Samples.School;
using Microsoft.Extensions.Logging;

namespace Dashboard.Samples.Publisher;

/// <summary>A publisher's connection to a dashboard: waits until it is ready, signs in, and sends again when it is busy.</summary>
/// <param name="dashboard">Address of the dashboard.</param>
/// <param name="client">How this publisher signs in.</param>
public sealed class DashboardLink(Uri dashboard, SampleClient client, TimeProvider clock, ILogger log) : IDisposable
{
    private const int Tries = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard, Timeout = TimeSpan.FromSeconds(60) };
    private readonly AccessTokens tokens = new(client, clock);

    /// <summary>Asks until the dashboard says that it is ready.</summary>
    public async Task Ready(CancellationToken stop)
    {
        for (var wait = TimeSpan.FromMilliseconds(200); ; wait = Longer(wait))
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready", stop);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                log.LogDebug("The dashboard does not answer yet: {Reason}", e.Message);
            }
            await Task.Delay(wait, clock, stop);
        }
    }

    public Task<bool> Post(string path, string body, string contentType, bool signedIn, CancellationToken stop) => Deliver(HttpMethod.Post, path, body, contentType, signedIn, stop);

    public Task<bool> Put(string path, string body, CancellationToken stop) => Deliver(HttpMethod.Put, path, body, "application/json", true, stop);

    /// <summary>Sends without retry, signed in, for a call that a person waits for.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Ask(HttpMethod method, string path, string? body, CancellationToken stop)
    {
        using var request = await Request(method, path, body, "application/json", body is not null, stop);
        using var answer = await http.SendAsync(request, stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
    }

    /// <returns>False when the dashboard refuses the message: then sending it again does not help, and the log says why.</returns>
    private async Task<bool> Deliver(HttpMethod method, string path, string body, string contentType, bool signedIn, CancellationToken stop)
    {
        var wait = TimeSpan.FromMilliseconds(250);
        for (var left = Tries; ; left--)
        {
            var (status, answer) = await Once(method, path, body, contentType, signedIn, stop);
            if ((int)status is >= 200 and < 300) return true;
            if (status == HttpStatusCode.Unauthorized) tokens.Forget();
            var again = status is 0 or HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500 && !answer.Contains(":Client.", StringComparison.Ordinal) && !answer.Contains(">Client.", StringComparison.Ordinal);
            if (!again || left == 1)
            {
                log.LogError("{Method} {Path} was refused with {Status}: {Answer}", method, path, (int)status, answer.Length > 600 ? answer[..600] : answer);
                return false;
            }
            await Task.Delay(wait, clock, stop);
            wait = Longer(wait);
        }
    }

    private async Task<(HttpStatusCode Status, string Answer)> Once(HttpMethod method, string path, string body, string contentType, bool signedIn, CancellationToken stop)
    {
        try
        {
            using var request = await Request(method, path, body, contentType, signedIn, stop);
            using var answer = await http.SendAsync(request, stop);
            return (answer.StatusCode, answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(stop));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (0, e.Message);
        }
    }

    private async Task<HttpRequestMessage> Request(HttpMethod method, string path, string? body, string contentType, bool signedIn, CancellationToken stop)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        if (signedIn) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.Get(http, stop));
        return request;
    }

    private static TimeSpan Longer(TimeSpan wait) => wait * 2 > LongestWait ? LongestWait : wait * 2;

    public void Dispose()
    {
        http.Dispose();
        tokens.Dispose();
    }
}
