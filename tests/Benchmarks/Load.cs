using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Benchmarks;

/// <summary>The load generator: a process of its own, bounded in count. Prints one line of JSON: seconds, results, slowest answers.</summary>
public static class Load
{
    public sealed record Outcome(double Seconds, int Results, double P50, double P95, double CpuSeconds);

    /// <summary>Starts it and waits for its outcome.</summary>
    public static async Task<Outcome> Start(Stand stand, Options options, int run)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { "load", stand.Host.Address.ToString(), stand.KeyFile, $"{options.Results}", $"{options.Batch}", $"{options.Schools}", $"{options.Senders}", $"{run}" }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Outcome>(line)! : throw new InvalidOperationException("The load generator failed: " + line);
    }

    public static async Task<int> Run(string[] args)
    {
        var (address, key) = (new Uri(args[0]), args[1]);
        int[] n = [.. args[2..].Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        var (results, batch, schools, senders, run) = (n[0], n[1], n[2], n[3], n[4]);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = senders }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token(http, address, key));
        var messages = results / batch;
        var bodies = Enumerable.Range(0, messages).Select(m => Message(m, batch, schools, run)).ToArray();
        var times = new double[messages];
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < messages)
            {
                var begin = clock.Elapsed.TotalMilliseconds;
                using var content = new ByteArrayContent(bodies[i]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                using var answer = await http.PostAsync("/eduv/v2/results", content);
                if ((int)answer.StatusCode != 202) throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                times[i] = clock.Elapsed.TotalMilliseconds - begin;
            }
        }));
        Array.Sort(times);
        Console.WriteLine(JsonSerializer.Serialize(new Outcome(clock.Elapsed.TotalSeconds, messages * batch, times[messages / 2], times[(int)(messages * 0.95)], Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds)));
        return 0;
    }

    /// <summary>One school's group: every statement another pupil, in the form that publishers send.</summary>
    private static byte[] Message(int message, int batch, int schools, int run)
    {
        var random = new Random(message + run * 100_000);
        var goal = random.Next(60);
        var at = DateTimeOffset.UnixEpoch.AddSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 3600 + message % 3000).AddDays(run - 6);
        var year = Stand.SchoolYear;
        var text = new StringBuilder(batch * 330);
        text.Append(CultureInfo.InvariantCulture, $$"""
            {"id":"m-{{run}}-{{message}}","assessmentDateTime":"{{at:O}}","timestamp":"{{at:O}}","schoolPeriod":"{{year}}-{{year + 1}}","school":{"organisationIds":[{"organisationId":"bench-{{message % schools}}","organisationIdType":"AS_ID"}]},
            "assessmentDefinition":{"id":"goal-{{goal}}","name":"Oefening {{goal}}"},"studentScoresAndResults":[
            """);
        for (var i = 0; i < batch; i++)
        {
            var items = random.Next(4, 11);
            if (i > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $$"""
                {"id":"r-{{run}}-{{message}}-{{i}}","student":{"userIds":[{"userId":"p{{(message * 7 + i) % Options.PupilsPerSchool}}","userIdType":"ASI"}]},"dateCreated":"{{at:O}}","dateLastModified":"{{at:O}}","status":"Final",
                "scores":[{"scoreValue":"{{items - (random.Next(4) == 0 ? 2 : 1)}}","scoreType":"NumberCorrect","assessmentId":"goal-{{goal}}"},{"scoreValue":"{{items}}","scoreType":"NumberItems","assessmentId":"goal-{{goal}}"},{"scoreValue":"{{random.Next(60, 600)}}","scoreType":"DurationInSeconds","assessmentId":"goal-{{goal}}"}]}
                """);
        }
        text.Append("]}");
        return Encoding.UTF8.GetBytes(text.ToString());
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
