using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Benchmarks;

/// <summary>
/// The load generator: a process of its own, bounded in count and time. As fast as messages are taken, or at a rate: then a message's
/// time counts from when it was due, so that a slow answer is not hidden by sending later. Sends again what is told to come back (Retry-After).
/// </summary>
public static class Load
{
    /// <summary>Prepared beforehand up to this many bytes; above it each is made when it is sent.</summary>
    private const long Prepared = 200_000_000;

    /// <param name="Seconds">From the first message to the last answer.</param>
    /// <param name="Results">Accepted.</param>
    /// <param name="P50">Milliseconds until the answer.</param>
    /// <param name="P95">The same.</param>
    /// <param name="P99">The same.</param>
    /// <param name="SentAway">Answers 429 and 503.</param>
    public sealed record Outcome(double Seconds, int Results, double P50, double P95, double P99, int SentAway);

    /// <summary>Starts it and waits for its outcome.</summary>
    /// <param name="address">Of the host, or of a floor.</param>
    /// <param name="keyFile">The client's private key.</param>
    /// <param name="options">How much, how fast.</param>
    /// <param name="run">Another run, other results.</param>
    /// <param name="format">See <see cref="Messages"/>.</param>
    public static async Task<Outcome> Start(Uri address, string keyFile, Options options, int run, string format = "json")
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { "load", address.ToString(), keyFile, format, $"{options.Results}", $"{options.Batch}", $"{options.FirstSchool}", $"{options.Schools}", $"{options.Senders}", $"{options.Rate}", $"{run}" }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Outcome>(line)! : throw new InvalidOperationException("The load generator failed: " + line);
    }

    public static async Task<int> Run(string[] args)
    {
        var (address, key, format) = (new Uri(args[0]), args[1], args[2]);
        int[] n = [.. args[3..].Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        var (results, batch, first, schools, senders, rate, run) = (n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = senders }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        if (format == "json") http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token(http, address, key));
        var messages = Math.Max(1, results / batch);
        byte[] Make(int m) => Messages.Make(format, m, batch, first, schools, run);
        var bodies = results * 400L < Prepared ? Enumerable.Range(0, messages).Select(Make).ToArray() : null;
        var times = new double[messages];
        var (next, away) = (-1, 0);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < messages)
            {
                var due = rate == 0 ? clock.Elapsed : TimeSpan.FromSeconds((double)i * batch / rate);
                if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed);
                var body = bodies?[i] ?? Make(i);
                while (await Send(http, format, body) is { } pause)
                {
                    Interlocked.Increment(ref away);
                    await Task.Delay(pause);
                }
                times[i] = (clock.Elapsed - due).TotalMilliseconds;
            }
        }));
        Array.Sort(times);
        double At(double share) => times[Math.Min(messages - 1, (int)(messages * share))];
        Console.WriteLine(JsonSerializer.Serialize(new Outcome(clock.Elapsed.TotalSeconds, messages * batch, At(0.5), At(0.95), At(0.99), away)));
        return 0;
    }

    /// <returns>Null: accepted. Otherwise how long to wait before sending it again.</returns>
    private static async Task<TimeSpan?> Send(HttpClient http, string format, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(format == "json" ? "application/json" : "text/xml") } };
        using var answer = await http.PostAsync(format == "json" ? "/eduv/v2/results" : "/uwlr/v2/leerresultaten", content);
        if (answer.IsSuccessStatusCode) return null;
        return answer.Headers.RetryAfter?.Delta ?? throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<string> Token(HttpClient http, Uri address, string keyFile)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(keyFile));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var assertion = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Stand.Client, Audience = new Uri(address, "/connect/token").ToString(), NotBefore = now.AddSeconds(-5), IssuedAt = now, Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = Stand.Client, ["jti"] = Guid.CreateVersion7().ToString() },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "bench" }, SecurityAlgorithms.EcdsaSha256),
        });
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", ["client_assertion"] = assertion,
        }));
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return json.TryGetProperty("access_token", out var token) ? token.GetString()! : throw new InvalidOperationException(json.ToString());
    }
}
