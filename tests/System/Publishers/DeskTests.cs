using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dashboard.SystemTests.Journey;

namespace Dashboard.SystemTests.Publishers;

/// <summary>The publisher's desk as programs use it, against a real host.</summary>
[Collection(RabbitTests.Name)]
public sealed class DeskTests(RealParts parts)
{
    [Fact]
    public async Task A_checked_message_changes_no_row_and_gets_the_answer_that_sending_gives()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var token = await Token(host, "rekentuin-demo", "demo");
        var good = Message("99XX", "rekentuin-klok", "lln-maaike", "lln-niemand");
        var bad = good.Replace("\"scoreValue\":\"3\"", "\"scoreValue\":\"-3\"", StringComparison.Ordinal);
        var uwlr = Envelope("verkeerde sleutel");
        await Probe.Until("the sample's tools have said where they listen", async () => (await stage.Database.Query("select 1::text from tool where key in ('muiswerk', 'rekentuin', 'numo') and launch_url is not null")).Count == 3);
        await Send(host, HttpMethod.Post, "/api/v1/check", good, token); // what the first question wakes up is not what is tested
        var before = await Rows(stage);

        var accepted = await Json(host, HttpMethod.Post, "/api/v1/check", good, token);
        var refused = await Json(host, HttpMethod.Post, "/api/v1/check", bad, token);
        var fault = await Json(host, HttpMethod.Post, "/api/v1/check", uwlr, await Token(host, "muiswerk-demo", "demo"));
        var broken = await Json(host, HttpMethod.Post, "/api/v1/check", "{\"id\":", token);

        Assert.Equal(before, await Rows(stage));
        Assert.Equal((202, true, 2, 1), (accepted.GetProperty("status").GetInt32(), accepted.GetProperty("accepted").GetBoolean(), accepted.GetProperty("results").GetInt32(), accepted.GetProperty("unknown").GetInt32()));
        Assert.Equal(400, refused.GetProperty("status").GetInt32());
        Assert.Equal(400, broken.GetProperty("status").GetInt32());
        Assert.Contains("AutorisatieOngeldig", fault.GetProperty("body").GetString(), StringComparison.Ordinal);
        // Sending gives the same status and, where it is refused, the same body.
        Assert.Equal((400, refused.GetProperty("body").GetString()), await Send(host, HttpMethod.Post, "/eduv/v2/results", bad, token));
        Assert.Equal(202, (await Send(host, HttpMethod.Post, "/eduv/v2/results", good, token)).Status);
        Assert.NotEqual(before, await Rows(stage));
    }

    [Fact]
    public async Task A_publisher_sees_nothing_of_another()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var (own, other) = (await Token(host, "rekentuin-demo", "demo"), await Token(host, "numo-demo", "demo"));
        var delivery = Guid.Parse((await Sent(host, Message("99XX", "rekentuin-klok", "lln-maaike"), own)).Delivery);

        Assert.Equal(200, (await Send(host, HttpMethod.Get, $"/api/v1/deliveries/{delivery}/csv", null, own)).Status);
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Get, $"/api/v1/deliveries/{delivery}/csv", null), (HttpMethod.Get, $"/api/v1/deliveries/{delivery}", null), (HttpMethod.Get, "/api/v1/tools/rekentuin/profile", null),
            (HttpMethod.Put, "/api/v1/tools/rekentuin/profile", "{}"), (HttpMethod.Post, "/api/v1/sandbox/rekentuin/uwlr-key", null),
        })
            Assert.Equal(404, (await Send(host, method, path, body, other)).Status);
        Assert.Equal(403, (await Send(host, HttpMethod.Post, "/api/v1/check", Envelope("demo-muiswerk"), other)).Status);
        foreach (var path in new[] { "/api/v1/check", "/api/v1/sandbox", "/api/v1/client/secret" }) Assert.Equal(401, (await Send(host, HttpMethod.Post, path, "{}", null)).Status);
    }

    [Fact]
    public async Task Two_secrets_are_good_at_once_and_a_third_ends_the_first()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var second = (await Json(host, HttpMethod.Post, "/api/v1/client/secret", "", await Token(host, "numo-demo", "demo"))).GetProperty("key").GetString()!;

        Assert.NotNull(await TryToken(host, "numo-demo", "demo"));
        Assert.NotNull(await TryToken(host, "numo-demo", second));
        var third = (await Json(host, HttpMethod.Post, "/api/v1/client/secret", "", await Token(host, "numo-demo", second))).GetProperty("key").GetString()!;
        await Probe.Until("the first secret has ended", async () => await TryToken(host, "numo-demo", "demo") is null);
        Assert.NotNull(await TryToken(host, "numo-demo", second));
        Assert.NotNull(await TryToken(host, "numo-demo", third));
        await stage.Database.Execute("update publisher_client set previous_secret_until = now() - interval '1 minute' where client_id = 'numo-demo'");
        await Probe.Until("the second secret has ended", async () => await TryToken(host, "numo-demo", second) is null);
        // Kept as a hash: neither secret stands anywhere in the database.
        Assert.Equal(0, await stage.Count($"select count(*) from publisher_client c where c::text like '%{third[2..]}%' or c::text like '%{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(third))}%'"));
    }

    [Fact]
    public async Task A_sandbox_is_a_publisher_s_own_and_reaches_no_real_school()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var (own, other) = (await Token(host, "rekentuin-demo", "demo"), await Token(host, "numo-demo", "demo"));
        var school = (await Json(host, HttpMethod.Post, "/api/v1/sandbox", "", own)).GetProperty("school").GetString()!;
        Assert.Equal(school, (await Json(host, HttpMethod.Post, "/api/v1/sandbox", "", own)).GetProperty("school").GetString());
        Assert.Equal("proef-oefenweb", school);

        var (status, delivery) = await Sent(host, Message(school, "rekentuin-klok", "proef-01"), own);
        Assert.Equal(202, status);
        await stage.Quiet();
        Assert.Equal(1, await stage.Count($"select count(*) from result r join school s using (school_id) where s.key = '{school}' and r.is_primary"));
        Assert.Equal(0, await stage.Count("select count(*) from result r join school s using (school_id) where s.key = 'demo'"));
        Assert.Equal((1, 12), (await stage.Count($"select count(*) from feed f join school s using (school_id) where s.key = '{school}'"), await stage.Count($"select count(*) from pupil p join school s using (school_id) where s.key = '{school}'")));
        // Another publisher has no feed there.
        Assert.Equal(403, (await Sent(host, Message(school, "numo-klok", "proef-01"), other)).Status);
        Assert.NotNull(delivery);
    }

    [Fact]
    [Trait("Requirement", "DA-19")]
    public async Task A_feed_that_is_switched_off_is_refused_from_the_next_request_on_with_an_audit_line()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var token = await Token(host, "rekentuin-demo", "demo");
        Assert.Equal(202, (await Sent(host, Message("99XX", "rekentuin-klok", "lln-maaike"), token)).Status);
        await stage.Quiet();
        await stage.Database.Execute("update feed f set state = 0 from tool t where t.tool_id = f.tool_id and t.key = 'rekentuin'");

        var (status, delivery) = await Sent(host, Message("99XX", "rekentuin-klok", "lln-daan"), token);

        Assert.Equal(403, status);
        Assert.Equal(1, await stage.Count($"select count(*) from audit where action = 'delivery-refused' and subject = '{delivery}'"));
        Assert.Equal(0, await stage.Count("select count(*) from waiting_result") + await stage.Count("select count(*) from work where state < 3 and kind = 0"));
    }

    [Fact]
    public async Task A_public_key_is_registered_without_its_private_part_and_two_at_most()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        await stage.Host();
        await using var store = stage.Database.Open();
        var keys = new Schools.Feeds.PublisherKeys(store, stage.Database.Keys, TimeProvider.System);
        var stop = TestContext.Current.CancellationToken;
        string Jwk(string kid, bool secret = false)
        {
            using var rsa = RSA.Create(2048);
            var p = rsa.ExportParameters(secret);
            string B(byte[]? b) => Convert.ToBase64String(b ?? []).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            return JsonSerializer.Serialize(new Dictionary<string, string> { ["kty"] = "RSA", ["kid"] = kid, ["n"] = B(p.Modulus), ["e"] = B(p.Exponent) }.Concat(secret ? new() { ["d"] = B(p.D) } : new Dictionary<string, string>()).ToDictionary());
        }

        Assert.Equal("private", await keys.AddPublicKey("numo-demo", Jwk("a", secret: true), 0, "test", stop));
        Assert.Equal("form", await keys.AddPublicKey("numo-demo", "niets", 0, "test", stop));
        Assert.Null(await keys.AddPublicKey("numo-demo", Jwk("a"), 0, "test", stop));
        Assert.Equal("kid", await keys.AddPublicKey("numo-demo", Jwk("a"), 0, "test", stop));
        Assert.Null(await keys.AddPublicKey("numo-demo", Jwk("b"), 0, "test", stop));
        Assert.Equal("two", await keys.AddPublicKey("numo-demo", Jwk("c"), 0, "test", stop));
        await keys.RemovePublicKey("numo-demo", "a", 0, "test", stop);
        Assert.Null(await keys.AddPublicKey("numo-demo", Jwk("c"), 0, "test", stop));
    }

    /// <summary>Every row of every table, as one text per table.</summary>
    private static async Task<string> Rows(Stage stage)
    {
        var tables = (await stage.Database.Query("select tablename from pg_tables where schemaname = 'public' order by 1")).Select(r => r[0]);
        var text = new StringBuilder();
        foreach (var table in tables) text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{table} {string.Join(' ', (await stage.Database.Query($"select count(*)::text, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from \"{table}\" t"))[0])}");
        return text.ToString();
    }

    internal static async Task<string> Token(DashboardHost host, string client, string secret) => await TryToken(host, client, secret) ?? throw new InvalidOperationException($"{client} gets no token");

    private static async Task<string?> TryToken(DashboardHost host, string client, string secret)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = secret });
        using var answer = await host.Http.PostAsync("/connect/token", form);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString() : null;
    }

    internal static async Task<(int Status, string Body)> Send(DashboardHost host, HttpMethod method, string path, string? body, string? token)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, body.StartsWith('<') ? "text/xml" : "application/json");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await host.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> Json(DashboardHost host, HttpMethod method, string path, string body, string token)
    {
        var (status, text) = await Send(host, method, path, body, token);
        Assert.True(status == 200, $"{path}: {status} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<(int Status, string Delivery)> Sent(DashboardHost host, string message, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/eduv/v2/results") { Content = new StringContent(message, Encoding.UTF8, "application/json"), Headers = { Authorization = new("Bearer", token) } };
        using var answer = await host.Http.SendAsync(request);
        return ((int)answer.StatusCode, answer.Headers.GetValues("Delivery-Id").Single());
    }

    private static string Message(string school, string assessment, params string[] pupils)
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-1);
        var year = at.Month >= 8 ? at.Year : at.Year - 1;
        object Score(string type, string value) => new { scoreType = type, scoreValue = value, assessmentId = assessment };
        return JsonSerializer.Serialize(new
        {
            id = "m-1", assessmentDateTime = at, timestamp = at, schoolPeriod = $"{year}-{year + 1}",
            school = new { organisationIds = new[] { new { organisationId = school, organisationIdType = school.Length == 4 ? "OIE_CODE" : "AS_ID" } } },
            assessmentDefinition = new { id = assessment, name = "Klok" },
            studentScoresAndResults = pupils.Select((p, i) => new
            {
                id = $"r-{i}", student = new { userIds = new[] { new { userId = p, userIdType = "ASI" } } }, dateCreated = at, dateLastModified = at, status = "Final",
                scores = new[] { Score("NumberCorrect", "3"), Score("NumberItems", "10"), Score("DurationInSeconds", "300") },
            }),
        });
    }

    private static string Envelope(string key) => $"""
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://www.edustandaard.nl/service/autorisatie/v2">
        <soap:Header><a:autorisatie><a:autorisatiesleutel>{key}</a:autorisatiesleutel><a:klantcode>muiswerk</a:klantcode><a:klantnaam>Muiswerk</a:klantnaam></a:autorisatie></soap:Header>
        <soap:Body><l:leerresultaten_verzoek xmlns:l="http://www.edustandaard.nl/leerresultaten/2.2"><l:school><l:schooljaar>2026-2027</l:schooljaar><l:brincode>99XX</l:brincode><l:xsdversie>2.2</l:xsdversie></l:school><l:toetsafnames/></l:leerresultaten_verzoek></soap:Body></soap:Envelope>
        """;
}
