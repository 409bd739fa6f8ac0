using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Publishers.Pulling;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Dashboard.Publishers.Cito;

/// <summary>The source's one address: GET {address}/toetsresultaten?brin=&amp;sinds=&amp;max=. Its handler retries (<see cref="PullPipeline"/>).</summary>
internal sealed class CitoClient(HttpClient http, TimeProvider clock)
{
    public const string Name = "cito";
    private const int PageSize = 200;

    /// <returns>Null: not changed since this tag.</returns>
    public async Task<(CitoPage Page, string? Etag)?> Results(Uri address, string? credential, string brin, string? since, string? etag, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(
            $"{address.ToString().TrimEnd('/')}/toetsresultaten?brin={Uri.EscapeDataString(brin)}&max={PageSize}" + (since is null ? "" : "&sinds=" + Uri.EscapeDataString(since))));
        if (credential is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        try
        {
            using var answer = await http.SendAsync(request, stop);
            if (answer.StatusCode == HttpStatusCode.NotModified) return null;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new PullFailedException($"De bron antwoordt met {(int)answer.StatusCode}.", PullPipeline.Asked(answer, clock.GetUtcNow()));
            var page = await answer.Content.ReadFromJsonAsync(CitoJson.Default.CitoPage, stop) ?? throw new PullFailedException("De bron geeft een leeg antwoord.");
            return (page, answer.Headers.ETag?.ToString());
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or ExecutionRejectedException)
        {
            throw new PullFailedException(e is BrokenCircuitException ? "De bron gaf te veel fouten. We laten hem even met rust." : "De bron antwoordt niet.", null, e);
        }
        catch (JsonException e)
        {
            throw new PullFailedException($"Het antwoord van de bron is niet te lezen bij {e.Path ?? "$"}.", null, e);
        }
    }
}
