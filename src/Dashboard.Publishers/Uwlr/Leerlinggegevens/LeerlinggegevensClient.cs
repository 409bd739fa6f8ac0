using System.Net;
using System.Text;
using System.Xml.Linq;
using Dashboard.Publishers.Connections;
using Dashboard.Publishers.Edexml;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Dashboard.Publishers.Uwlr.Leerlinggegevens;

/// <summary>The administration said no, or cannot be understood. The message is Dutch, for who asked.</summary>
/// <param name="message">Without anything of a pupil.</param>
/// <param name="fault">UWLR's code without its prefix ("AutorisatieOngeldig"); null when there was none.</param>
public sealed class AdministrationException(string message, string? fault = null) : IOException(message)
{
    public string? Fault { get; } = fault;
}

/// <summary>
/// A client of a school's administration (UWLR leerlinggegevens, SOAP 1.1): each try has a limit, what may pass is tried again with
/// growing pauses or after Retry-After, redirects are not followed, and an answer is read through the allow-list of the roster.
/// </summary>
public sealed class LeerlinggegevensClient : IDisposable
{
    private const int MostBytes = 64 * 1024 * 1024, Tries = 3;
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(60), LongestPause = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly ResiliencePipeline<Answer> _tries;

    private sealed record Answer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter, string? Fault)
    {
        /// <summary>The same question may well be answered later.</summary>
        public bool IsPassing => Fault is "TijdelijkNietBeschikbaar"
            || (Fault is null && Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout);
    }

    public LeerlinggegevensClient(TimeProvider clock, AdministrationTls tls)
    {
        ArgumentNullException.ThrowIfNull(tls);
        _http = new HttpClient(tls.Handler()) { MaxResponseContentBufferSize = MostBytes, Timeout = Timeout.InfiniteTimeSpan };
        _tries = new ResiliencePipelineBuilder<Answer> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<Answer>
            {
                MaxRetryAttempts = Tries, Delay = TimeSpan.FromMilliseconds(300), BackoffType = DelayBackoffType.Exponential, UseJitter = true, MaxDelay = LongestPause,
                ShouldHandle = a => ValueTask.FromResult(a.Outcome.Exception is TimeoutRejectedException or HttpRequestException { HttpRequestError: not HttpRequestError.ConfigurationLimitExceeded } || a.Outcome.Result?.IsPassing == true),
                DelayGenerator = a => ValueTask.FromResult(a.Outcome.Result?.RetryAfter is { } pause && pause <= LongestPause ? pause : (TimeSpan?)null),
            })
            .AddTimeout(LongestTry)
            .Build();
    }

    /// <returns>The body root of the answer, by local names and the allow-list only.</returns>
    /// <exception cref="AdministrationException">A fault, no answer, or one that is none of UWLR.</exception>
    internal async Task<XElement> Ask(string address, LeerlinggegevensRequest request, CancellationToken stop)
    {
        try
        {
            var answer = await _tries.ExecuteAsync(async token => await Once(address, request, token), stop);
            if (answer.Fault is { } fault) throw new AdministrationException($"De administratie antwoordt met de fout {fault}.", fault);
            var root = AllowedRoster.Load(new MemoryStream(answer.Body));
            if (root is not null && root.Is("Envelope")) root = root.Child("Body")?.Elements().FirstOrDefault();
            var expected = request.Root.Replace("_verzoek", "_antwoord", StringComparison.Ordinal);
            if (answer.Status == HttpStatusCode.OK && root is not null && string.Equals(root.Name.LocalName, expected, StringComparison.OrdinalIgnoreCase)) return root;
            throw new AdministrationException($"De administratie antwoordt met status {(int)answer.Status} en geen {expected}.");
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException)
        {
            throw new AdministrationException(e is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } ? "Het antwoord van de administratie is te groot." : "De administratie is niet te bereiken.");
        }
    }

    private async Task<Answer> Once(string address, LeerlinggegevensRequest request, CancellationToken stop)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent("""<?xml version="1.0" encoding="utf-8"?>""" + request.Envelope.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "text/xml"),
        };
        message.Headers.Add("SOAPAction", $"\"{request.Action}\"");
        using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, stop);
        var body = await answer.Content.ReadAsByteArrayAsync(stop);
        return new Answer(answer.StatusCode, body, answer.Headers.RetryAfter?.Delta, await Fault(body, stop));
    }

    /// <summary>"Client.ScoreOngeldig", with or without a prefix, in either SOAP version.</summary>
    private static async Task<string?> Fault(byte[] body, CancellationToken stop)
    {
        if (body.AsSpan().IndexOf("Fault"u8) < 0 || await SafeXml.Read(new MemoryStream(body), _ => { }, stop) is not { } root) return null;
        if (root.Child("Body").Child("Fault") is not { } fault) return null;
        var code = fault.Text("faultcode") ?? fault.Child("Code").Child("Subcode").Text("Value") ?? fault.Child("Code").Text("Value") ?? "onbekend";
        code = code.Split('.', ':')[^1];
        return code.Length <= 64 && code.All(char.IsAsciiLetterOrDigit) ? code : "onbekend";
    }

    public void Dispose() => _http.Dispose();
}
