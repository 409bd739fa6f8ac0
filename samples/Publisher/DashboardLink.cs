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

    /// <summary>Sends without retry, for a call that a person waits for. Status 0: no answer.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Ask(Message message, CancellationToken stop)
    {
        try
        {
            using var request = await Request(message, stop);
            using var answer = await http.SendAsync(request, stop);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
        }
        catch (HttpRequestException e)
        {
            return (0, e.Message);
        }
    }

    /// <returns>False when the dashboard refuses the message: then sending it again does not help, and the log says why.</returns>
    public async Task<bool> Send(Message message, CancellationToken stop)
    {
        var wait = TimeSpan.FromMilliseconds(250);
        for (var left = Tries; ; left--)
        {
            var (status, answer) = await Once(message, stop);
            if ((int)status is >= 200 and < 300) return true;
            if (status == HttpStatusCode.Unauthorized) tokens.Forget();
            if (left == 1 || !IsWorthAgain(status, answer))
            {
                log.LogError("{Method} {Path} was refused with {Status}: {Answer}", message.Method, message.Path, (int)status, answer.Length > 600 ? answer[..600] : answer);
                return false;
            }
            await Task.Delay(wait, clock, stop);
            wait = Longer(wait);
        }
    }

    /// <summary>Busy or away: later. A SOAP fault has status 500 too, but a Client fault says that the message is wrong.</summary>
    private static bool IsWorthAgain(HttpStatusCode status, string answer) => status switch
    {
        0 or HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => true,
        _ => (int)status >= 500 && !answer.Contains("Client.", StringComparison.Ordinal),
    };

    private async Task<(HttpStatusCode Status, string Answer)> Once(Message message, CancellationToken stop)
    {
        try
        {
            using var request = await Request(message, stop);
            using var answer = await http.SendAsync(request, stop);
            return (answer.StatusCode, answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(stop));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (0, e.Message);
        }
    }

    private async Task<HttpRequestMessage> Request(Message message, CancellationToken stop)
    {
        var request = new HttpRequestMessage(message.Method, message.Path);
        if (message.Body is not null) request.Content = new StringContent(message.Body, Encoding.UTF8, MediaTypeHeaderValue.Parse(message.ContentType));
        if (message.SoapAction is { } action) request.Headers.Add("SOAPAction", $"\"{action}\"");
        if (message.SignedIn) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.Get(http, stop));
        return request;
    }

    private static TimeSpan Longer(TimeSpan wait) => wait * 2 > LongestWait ? LongestWait : wait * 2;

    public void Dispose()
    {
        http.Dispose();
        tokens.Dispose();
    }
}
