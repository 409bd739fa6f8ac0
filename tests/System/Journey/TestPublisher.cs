using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.SystemTests.Journey;

/// <summary>What a publisher's client does, in plain HTTP: token, results, report.</summary>
public sealed class TestPublisher
{
    private readonly HttpClient _http;
    private readonly string _token;

    public string Token => _token;

    private TestPublisher(HttpClient http, string token) => (_http, _token) = (http, token);

    public static async Task<TestPublisher> SignIn(DashboardHost host, string client)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = "demo" });
        using var answer = await host.Http.PostAsync("/connect/token", form);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return new TestPublisher(host.Http, body.GetProperty("access_token").GetString()!);
    }

    /// <summary>Describes one method goal, so that its results have a track.</summary>
    public async Task Describe(string tool, string code, string title)
    {
        var body = new { version = "test", goals = new[] { new { code, title, domain = "rekenen", links = Array.Empty<object>() } } };
        using var request = Request(HttpMethod.Put, $"/api/v1/tools/{tool}/method-goals", JsonContent.Create(body));
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Sends Edu-V results of one assessment. Returns the Delivery-Id.</summary>
    public async Task<Guid> Send(string assessment, params Attempt[] attempts)
    {
        using var request = Request(HttpMethod.Post, "/eduv/v2/results", new StringContent(Message(assessment, attempts), Encoding.UTF8, "application/json"));
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return Guid.Parse(answer.Headers.GetValues("Delivery-Id").Single());
    }

    public async Task<JsonElement> Report(Guid delivery)
    {
        using var request = Request(HttpMethod.Get, $"/api/v1/deliveries/{delivery}", null);
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>accepted, unchanged, corrected, rejected, unmatched, once the report is final.</summary>
    public async Task<string> Counts(Guid delivery)
    {
        var report = await Probe.Until("the report is final", () => Report(delivery), r => r.GetProperty("state").GetString() is not "received");
        return string.Join(' ', ((string[])["accepted", "unchanged", "corrected", "rejected", "unmatched"]).Select(n => report.GetProperty(n).GetInt32()));
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content) =>
        new(method, path) { Content = content, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", _token) } };

    private static string Message(string assessment, Attempt[] attempts)
    {
        var year = attempts[0].At.Month >= 8 ? attempts[0].At.Year : attempts[0].At.Year - 1;
        return new JsonObject
        {
            ["id"] = "message", ["assessmentDateTime"] = attempts[0].At.ToString("O"), ["timestamp"] = attempts[0].At.ToString("O"), ["schoolPeriod"] = $"{year}-{year + 1}",
            ["school"] = new JsonObject { ["organisationIds"] = new JsonArray(new JsonObject { ["organisationId"] = "99XX", ["organisationIdType"] = "OIE_CODE" }) },
            ["assessmentDefinition"] = new JsonObject { ["id"] = assessment, ["name"] = "Oefening " + assessment },
            ["studentScoresAndResults"] = new JsonArray([.. attempts.Select(a => Statement(assessment, a))]),
        }.ToJsonString();
    }

    private static JsonNode Statement(string assessment, Attempt a) => new JsonObject
    {
        ["id"] = a.Id,
        ["student"] = new JsonObject { ["userIds"] = new JsonArray(new JsonObject { ["userId"] = a.Pupil, ["userIdType"] = "ASI" }) },
        ["dateCreated"] = a.At.ToString("O"), ["dateLastModified"] = (a.Modified ?? a.At).ToString("O"), ["status"] = a.Cancelled ? "Canceled" : "Final",
        ["scores"] = a.Cancelled ? null : new JsonArray(Score("NumberCorrect", a.Correct, assessment), Score("NumberItems", a.Items, assessment), Score("DurationInSeconds", 240, assessment)),
    };

    private static JsonNode Score(string type, int value, string assessment) =>
        new JsonObject { ["scoreType"] = type, ["scoreValue"] = value.ToString(System.Globalization.CultureInfo.InvariantCulture), ["assessmentId"] = assessment };
}

/// <summary>One statement: so many items right, at a moment.</summary>
public sealed record Attempt(string Id, string Pupil, int Correct, int Items, DateTimeOffset At, DateTimeOffset? Modified = null, bool Cancelled = false);
