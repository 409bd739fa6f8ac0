using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dashboard.SystemTests.Journey;

namespace Dashboard.SystemTests.Publishers;

/// <summary>What Edu-V says of the exchange itself: versions, statuses, rights, and the latest state.</summary>
public sealed class EduVWireRules(RealParts parts)
{
    private const string Results = "Edu-V Results", Progress = "Edu-V Progress", Every = "Edu-V";

    [Fact, Trait("Conformance", Every)]
    public async Task The_version_is_said_and_the_one_before_is_spoken_too()
    {
        await using var door = await Door.Open(parts);
        var token = await door.Token("numo");
        foreach (var (asked, status, answered, functional) in new (string?, int, string, int)[]
        {
            (null, 202, "2.1.0", 0), ("2.1.0", 202, "2.1.0", 0), ("2.0.0", 202, "2.0.0", 0), ("2.0", 202, "2.0.0", 0), ("2", 202, "2.1.0", 0), ("2.7.0", 202, "2.1.0", 0),
            ("1.0.0", 400, "2.1.0", 12), ("3.0.0", 400, "2.1.0", 12), ("nieuwste", 400, "2.1.0", 12),
        })
            Assert.Equal((asked, status, answered, functional), (asked, await Send(door, "/eduv/v2/results", token, asked)) is var (a, r) ? (a, r.Status, r.Version, Functional(r.Body)) : default);
        foreach (var path in new[] { "/eduv/v1/results", "/eduv/v3/results" })
            Assert.Equal((400, "2.1.0", 12), await Send(door, path, token, null) is var r ? (r.Status, r.Version, Functional(r.Body)) : default);
        Assert.Equal(["1"], (await door.Database.Query("select count(*) from delivery where problems::text like '%newer-version%'")).Single());
    }

    [Fact, Trait("Conformance", Every)]
    public async Task Without_a_good_token_it_is_401_without_a_body()
    {
        await using var door = await Door.Open(parts);
        foreach (var (token, error) in new[] { (null, ""), ("onzin", "invalid_token"), (await door.Token("numo", "eduv.progress"), "insufficient_scope") })
        {
            var (status, body, version, authenticate) = await Send(door, "/eduv/v2/results", token, null);
            Assert.Equal((401, "", "2.1.0"), (status, body, version));
            Assert.StartsWith("Bearer realm=", authenticate, StringComparison.Ordinal);
            Assert.Contains(error, authenticate, StringComparison.Ordinal);
        }
        Assert.Equal(["3"], (await door.Database.Query("select count(*) from delivery where problems::text like '%\"0021\"%'")).Single());
    }

    [Fact, Trait("Conformance", Every)]
    public async Task Consent_and_school_are_said_for_each_student()
    {
        await using var door = await Door.Open(parts);
        var token = await door.Token("numo");
        Assert.Equal((403, "s-1", 22), await Send(door, "/eduv/v2/results", token, null, EduVDoorTests.Message(school: "11BB")) is var off ? (off.Status, Id(off.Body), Functional(off.Body)) : default);
        Assert.Equal((400, "s-1", 23), await Send(door, "/eduv/v2/results", token, null, EduVDoorTests.Message(school: "99ZZ")) is var unknown ? (unknown.Status, Id(unknown.Body), Functional(unknown.Body)) : default);
        Assert.Equal((400, 11), await Send(door, "/eduv/v2/results", token, null, "{") is var broken ? (broken.Status, Functional(broken.Body)) : default);
    }

    [Theory, Trait("Conformance", Results)]
    [InlineData("""{"organisationIds":[{"organisationId":"11AA","organisationIdType":"OIE_CODE"}]}"""), InlineData("""{"organisationIds":[{"organisationId":"11AA00","organisationIdType":"V_ID"}]}""")]
    [InlineData("""{"organisationIds":[{"organisationId":"beuk","organisationIdType":"AS_ID"}]}"""), InlineData("""{"organisationMasterIdentifier":"beuk"}"""), InlineData("""{"organisationIds":[{"organisationId":"onbekend","organisationIdType":"DD_ID"},{"organisationId":"11aa","organisationIdType":"OIE_CODE"}]}""")]
    public async Task A_school_is_found_by_any_of_its_identifiers(string school)
    {
        await using var door = await Door.Open(parts);
        var message = EduVDoorTests.Message().Replace("""{ "organisationIds": [ { "organisationId": "11AA", "organisationIdType": "OIE_CODE" } ] }""", school, StringComparison.Ordinal);
        Assert.Equal(202, (await Send(door, "/eduv/v2/results", await door.Token("numo"), null, message)).Status);
    }

    [Fact, Trait("Conformance", Results)]
    public async Task The_latest_state_wins_by_dateLastModified()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var publisher = await TestPublisher.SignIn(await stage.Host(), "numo-demo");
        var at = TimeProvider.System.GetUtcNow().AddDays(-1);
        Assert.Equal("1 0 0 0 0", await publisher.Counts(await publisher.Send("numo-klok", new Attempt("w-1", "lln-maaike", 9, 10, at, at.AddMinutes(20)))));
        Assert.Equal("0 1 0 0 0", await publisher.Counts(await publisher.Send("numo-klok", new Attempt("w-1", "lln-maaike", 9, 10, at, at.AddMinutes(20)))));
        await publisher.Counts(await publisher.Send("numo-klok", new Attempt("w-1", "lln-maaike", 3, 10, at, at.AddMinutes(10))));
        Assert.Equal(["9", "0"], (await stage.Database.Query("select correct, status from result where result_id = 'w-1' and part <> '*'")).Single());
        Assert.Equal("0 0 1 0 0", await publisher.Counts(await publisher.Send("numo-klok", new Attempt("w-1", "lln-maaike", 10, 10, at, at.AddMinutes(30)))));
        Assert.Equal("0 0 1 0 0", await publisher.Counts(await publisher.Send("numo-klok", new Attempt("w-1", "lln-maaike", 0, 0, at, at.AddMinutes(40), Cancelled: true))));
        Assert.NotEqual(["10", "0"], (await stage.Database.Query("select correct, status from result where result_id = 'w-1' and part <> '*'")).Single());
    }

    [Fact, Trait("Conformance", Progress), Trait("Requirement", "SI-06")]
    public async Task Progress_is_on_or_off_per_feed()
    {
        await using var door = await Door.Open(parts);
        var message = Simple("beuk", "lln-1", TimeProvider.System.GetUtcNow(), followUp: true);
        Assert.Equal((202, "0.0.5"), await Put(door.Http, await door.Token("numo"), "p-1", message) is var on ? (on.Status, on.Version) : default);
        Assert.Equal((403, "p-1", 22), await Put(door.Http, await door.Token("rekentuin"), "p-1", message) is var off ? (off.Status, Id(off.Body), Functional(off.Body)) : default);
        Assert.Equal((400, "p-1", 11), await Put(door.Http, await door.Token("numo"), "p-1", "{}") is var empty ? (empty.Status, Id(empty.Body), Functional(empty.Body)) : default);
        Assert.Equal((401, ""), await Put(door.Http, await door.Token("numo", "eduv.result"), "p-1", message) is var scope ? (scope.Status, scope.Body) : default);
    }

    [Fact, Trait("Conformance", Progress), Trait("Requirement", "SI-06"), Trait("Requirement", "NU-14")]
    public async Task The_same_id_is_an_update_and_takes_the_signal_back()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var publisher = await TestPublisher.SignIn(host, "numo-demo");
        await publisher.Describe("numo", "numo-klok", "Klokkijken");
        var at = TimeProvider.System.GetUtcNow().AddHours(-2);
        Assert.Equal(202, (await Put(host.Http, publisher.Token, "p-9", Simple("99XX", "lln-sander", at, followUp: true))).Status);
        await Probe.Until("the signal is raised", async () => (await Signals(stage)).SequenceEqual(["1 0"]));
        Assert.Equal(202, (await Put(host.Http, publisher.Token, "p-9", Simple("99XX", "lln-sander", at.AddMinutes(5), followUp: false))).Status);
        await Probe.Until("the signal is gone", async () => (await Signals(stage)).All(s => !s.EndsWith(" 0", StringComparison.Ordinal)));
        Assert.Equal(["1"], (await stage.Database.Query("select count(*) from result where result_id = 'p-9'")).Single());
        // an older state that comes late raises nothing again
        await publisher.Counts((await Put(host.Http, publisher.Token, "p-9", Simple("99XX", "lln-sander", at.AddMinutes(1), followUp: true))).Delivery);
        await stage.Quiet();
        Assert.DoesNotContain(await Signals(stage), s => s.EndsWith(" 0", StringComparison.Ordinal));
    }

    private static async Task<List<string>> Signals(Stage stage) => [.. (await stage.Database.Query("select kind, state from signal where provenance = 0")).Select(r => string.Join(' ', r))];

    private static string Simple(string school, string pupil, DateTimeOffset at, bool followUp) => JsonSerializer.Serialize(new
    {
        student = new { userIds = new[] { new { userId = pupil, userIdType = "ASI" } } },
        school = new { organisationIds = new[] { new { organisationId = school, organisationIdType = school.Length == 4 && char.IsDigit(school[0]) ? "OIE_CODE" : "AS_ID" } } },
        assignableUnitId = "numo-klok", courseId = "numo-rekenen", status = "completed", timestamp = at.ToString("O"), pleaseFollowup = followUp,
    });

    private static async Task<(int Status, string Body, string? Version, string Authenticate)> Send(Door door, string path, string? token, string? version, string? message = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(message ?? EduVDoorTests.Message(), Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (version is not null) request.Headers.TryAddWithoutValidation("API-Version", version);
        using var answer = await door.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), Header(answer, "API-Version"), answer.Headers.WwwAuthenticate.ToString());
    }

    private static async Task<(int Status, string Body, string? Version, Guid Delivery)> Put(HttpClient http, string token, string id, string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/eduv/v0/progress/" + id) { Content = new StringContent(message, Encoding.UTF8, "application/json"), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), Header(answer, "API-Version"), Guid.Parse(Header(answer, "Delivery-Id")!));
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static int Functional(string body) => body.Length == 0 ? 0 : JsonDocument.Parse(body).RootElement.EnumerateArray().Select(e => e.GetProperty("status").GetInt32()).Distinct().Single();

    private static string? Id(string body) => JsonDocument.Parse(body).RootElement[0].TryGetProperty("id", out var id) ? id.GetString() : null;
}
