using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.SystemTests.Journey;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Publishers;

/// <summary>Every request of the guide "connect your tool" is sent as it stands there, in its order, to a running host.</summary>
[Collection(RabbitTests.Name)]
public sealed partial class GuideTests(RealParts parts)
{
    [Theory]
    [InlineData("docs/connect-your-tool.nl.md")]
    [InlineData("docs/connect-your-tool.en.md")]
    public async Task Every_request_of_the_guide_works(string file)
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var now = TimeProvider.System.GetUtcNow().AddHours(-1);
        var year = now.Month >= 8 ? now.Year : now.Year - 1;
        var known = new Dictionary<string, string>
        {
            ["address"] = host.Address.OriginalString.TrimEnd('/'), ["client"] = "rekentuin-demo", ["secret"] = "demo", ["tool"] = "rekentuin",
            ["now"] = now.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture), ["schoolYear"] = $"{year}-{year + 1}",
        };

        var requests = Requests().Matches(House.Read(file)).Select(m => m.Groups[1].Value).ToList();
        Assert.True(requests.Count >= 14, $"{file} has {requests.Count} requests");
        foreach (var request in requests) await Send(host, request, known);
        Assert.Equal(200 + 2, int.Parse(known["status"], System.Globalization.CultureInfo.InvariantCulture)); // the checker foretold what sending gave
        Assert.Equal(known["address"], known["issuer"]);
        await stage.Quiet();
        Assert.Equal(1, await stage.Count("select count(*) from result r join school s using (school_id) where s.key = 'proef-oefenweb' and r.status = 2 and r.is_primary and r.part <> '*'"));
    }

    private static async Task Send(DashboardHost host, string text, Dictionary<string, string> known)
    {
        var filled = Name().Replace(text, m => known.TryGetValue(m.Groups[1].Value, out var value) ? value : throw new InvalidOperationException($"The guide uses {m.Value} before it has it."));
        var lines = filled.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        var (first, expected) = (lines[0].Split(' ', 2), lines.Where(l => l.StartsWith("> ", StringComparison.Ordinal)).Select(l => l[2..]).ToList());
        var head = lines.Skip(1).TakeWhile(l => l.Length > 0).Select(l => l.Split(": ", 2)).ToList();
        var body = string.Join('\n', lines.SkipWhile(l => l.Length > 0).TakeWhile(l => !l.StartsWith("> ", StringComparison.Ordinal))).Trim();
        using var request = new HttpRequestMessage(new HttpMethod(first[0]), first[1]);
        foreach (var header in head)
            if (header[0] == "Authorization") request.Headers.Authorization = AuthenticationHeaderValue.Parse(header[1]);
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, head.Single(h => h[0] == "Content-Type")[1]);
        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var given = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == int.Parse(expected[0], System.Globalization.CultureInfo.InvariantCulture), $"{first[0]} {first[1]} answered {(int)answer.StatusCode}: {given}");
        foreach (var keep in expected.Skip(1).Select(l => l.Split(" = ", 2)))
            known[keep[0]] = keep[1].StartsWith("header ", StringComparison.Ordinal)
                ? answer.Headers.GetValues(keep[1]["header ".Length..]).Single()
                : JsonDocument.Parse(given).RootElement.GetProperty(keep[1]).ToString();
    }

    [GeneratedRegex("```http\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Requests();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Name();
}
