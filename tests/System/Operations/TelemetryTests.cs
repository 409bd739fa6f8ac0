using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.SystemTests.Journey;
using Dashboard.Tests.Architecture;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.SystemTests.Operations;

/// <summary>What an operator sees from outside: a real OTLP receiver gets every metric of the Grafana file, and traces, and nobody's name.</summary>
[Collection(RabbitTests.Name)]
public sealed partial class TelemetryTests(RealParts parts)
{
    [GeneratedRegex(@"\b(dashboard_[a-z_]+|http_server_[a-z_]+)")]
    private static partial Regex Metric();

    [Fact]
    public async Task Every_metric_of_the_Grafana_file_is_emitted_and_nothing_names_a_pupil()
    {
        var received = new ConcurrentDictionary<string, StringBuilder>();
        await using var receiver = await Receive(received);
        await using var stage = await Stage.Set(parts, rabbit: false);
        stage.Extra["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Urls.First();
        stage.Extra["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        stage.Extra["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        var muiswerk = await TestPublisher.SignIn(await stage.Host(), "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "test-goal", "Een doel");
        var day = TimeProvider.System.GetUtcNow().AddHours(-3);
        await muiswerk.Send("test-goal", [.. Enumerable.Range(0, 4).Select(i => new Attempt($"o-{i}", "lln-maaike", i == 0 ? 2 : 1, 5, day.AddMinutes(i)))]);
        await stage.Quiet();

        var file = await File.ReadAllTextAsync(Path.Combine(House.Root, "docs", "operations", "grafana.json"), TestContext.Current.CancellationToken);
        var expressions = JsonDocument.Parse(file).RootElement.GetProperty("panels").EnumerateArray().SelectMany(p => p.GetProperty("targets").EnumerateArray()).Select(t => t.GetProperty("expr").GetString()!);
        var wanted = expressions.SelectMany(e => Metric().Matches(e).Select(m => Plain(m.Value))).Distinct().ToList();
        Assert.True(wanted.Count >= 7);
        await Probe.Until("every metric arrived", () => Task.FromResult(wanted.Where(w => !Text(received, "/v1/metrics").Contains(w, StringComparison.Ordinal)).ToList()), missing => missing.Count == 0);
        await Probe.Until("traces arrived", () => Task.FromResult(Text(received, "/v1/traces")), t => t.Contains("Microsoft.AspNetCore", StringComparison.Ordinal) && t.Contains("ResultsReceived", StringComparison.Ordinal) && t.Contains("Npgsql", StringComparison.Ordinal));
        var everything = Text(received, "/v1/metrics") + Text(received, "/v1/traces");
        Assert.DoesNotContain("maaike", everything, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Prometheus's name back to ours: no unit, no kind of sample.</summary>
    private static string Plain(string name) => name.Replace("_total", "", StringComparison.Ordinal).Replace("_seconds", "", StringComparison.Ordinal)
        .Replace("_bucket", "", StringComparison.Ordinal).Replace("_count", "", StringComparison.Ordinal).Replace('_', '.');

    private static string Text(ConcurrentDictionary<string, StringBuilder> received, string path)
    {
        if (!received.TryGetValue(path, out var text)) return "";
        lock (text) return text.ToString();
    }

    private static async Task<WebApplication> Receive(ConcurrentDictionary<string, StringBuilder> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var text = received.GetOrAdd(context.Request.Path, _ => new StringBuilder());
            lock (text) text.Append(Encoding.Latin1.GetString(body.ToArray())); // names stand as they are in protobuf
        });
        await app.StartAsync();
        return app;
    }
}
