using System.Net;
using System.Text.Json;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Publishers;

public sealed class TokenDoorTests(RealParts parts)
{
    private const string Client = "numo-client";

    [Fact, Trait("Requirement", "DA-18")]
    public async Task A_client_proves_itself_with_its_own_key_once_on_whichever_node()
    {
        using var key = new SigningKey("a");
        await using var door = await Door.Open(parts, sample: false);
        await using var other = await door.Beside();
        await Register(door, key.Jwks);
        var address = door.Http.BaseAddress!.OriginalString.TrimEnd('/');

        var assertion = key.Assertion(Client, address + "/connect/token");
        var (status, body) = await Ask(door, assertion);
        Assert.Equal(200, status);
        Assert.Equal(("Bearer", 900, "eduv.result"), (Text(body, "token_type"), body.GetProperty("expires_in").GetInt32(), Text(body, "scope")));
        Assert.Equal((202, ""), await Push(door, body));
        Assert.Equal((401, "invalid_client"), await Error(door, assertion));
        // the other node has an address of its own; behind one name a replay would go there
        Assert.Equal((401, "invalid_client"), await Error(other, assertion, host: door.Http.BaseAddress!.Authority));
        Assert.Equal(200, (await Ask(door, key.Assertion(Client, address))).Status);
        Assert.Equal(["2"], (await door.Database.Query("select count(*) from used_assertion")).Single());
    }

    [Fact]
    public async Task An_assertion_is_refused_for_another_key_address_client_or_time()
    {
        using var key = new SigningKey("a");
        using var stranger = new SigningKey("a");
        await using var door = await Door.Open(parts);
        await Register(door, key.Jwks);
        var address = door.Http.BaseAddress!.OriginalString.TrimEnd('/');
        foreach (var wrong in new[]
        {
            stranger.Assertion(Client, address), key.Assertion(Client, "https://elders.example"), key.Assertion(Client, address, subject: "muiswerk-client"), key.Assertion("muiswerk-client", address),
            key.Assertion(Client, address, seconds: -60), key.Assertion(Client, address, seconds: 3600), key.Assertion(Client, address, jti: ""), key.Assertion(Client, address, notBefore: 120),
            key.Assertion(Client, address)[..^4] + "AAAA", "a.b.c", "onzin",
        })
            Assert.Equal((401, "invalid_client"), await Error(door, wrong));
        Assert.Equal((400, "invalid_request"), await Error(door, key.Assertion(Client, "https://elders.example/connect/token"), host: "elders.example"));
        Assert.Equal(200, (await Ask(door, key.Assertion(Client, address, seconds: -10, notBefore: -200))).Status); // clocks may differ half a minute
    }

    [Fact]
    public async Task Two_keys_are_good_at_once_and_a_revoked_one_ends_with_its_tokens_from_the_next_request_on()
    {
        using var old = new SigningKey("old");
        using var next = new SigningKey("next");
        await using var door = await Door.Open(parts);
        await Register(door, SigningKey.Together(old, next));
        var address = door.Http.BaseAddress!.OriginalString.TrimEnd('/');
        var (_, byOld) = await Ask(door, old.Assertion(Client, address));
        var (_, byNext) = await Ask(door, next.Assertion(Client, address));
        Assert.Equal((202, ""), await Push(door, byOld));

        await Register(door, next.Jwks);
        Assert.Equal((401, ""), await Push(door, byOld));
        Assert.Equal((401, "invalid_client"), await Error(door, old.Assertion(Client, address)));
        Assert.Equal((202, ""), await Push(door, byNext));
        Assert.Equal(200, (await Ask(door, next.Assertion(Client, address))).Status);
    }

    [Fact]
    public async Task Every_refusal_is_one_of_RFC_6749()
    {
        await using var door = await Door.Open(parts);
        foreach (var (expected, error, fields) in new (int, string, string)[]
        {
            (400, "invalid_request", ""), (400, "unsupported_grant_type", "grant_type=password&username=a&password=b"), (400, "unsupported_grant_type", "grant_type=authorization_code"),
            (400, "invalid_request", "grant_type=client_credentials&grant_type=client_credentials&client_id=numo-client&client_secret=geheim"),
            (400, "invalid_request", "grant_type=client_credentials&client_secret=geheim&client_assertion=x&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            (400, "invalid_request", "grant_type=client_credentials&client_assertion=x&client_assertion_type=saml"),
            (401, "invalid_client", "grant_type=client_credentials"), (401, "invalid_client", "grant_type=client_credentials&client_id=numo-client&client_secret=fout"), (401, "invalid_client", "grant_type=client_credentials&client_id=niemand&client_secret=geheim"),
            (400, "invalid_scope", "grant_type=client_credentials&client_id=numo-client&client_secret=geheim&scope=eduv.result+eduv.student.basic"),
            (400, "invalid_request", "grant_type=client_credentials&x=" + new string('x', 70_000)),
        })
        {
            using var content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
            using var answer = await door.Http.PostAsync("/connect/token", content, TestContext.Current.CancellationToken);
            var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            Assert.True((expected, error) == ((int)answer.StatusCode, Text(body, "error")), $"{fields[..Math.Min(80, fields.Length)]}: {(int)answer.StatusCode} {body}");
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.NotEmpty(Text(body, "error_description"));
        }
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await door.Http.PostAsync("/connect/token", json, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_said_with_Retry_After()
    {
        await using var door = await Door.Open(parts, services: s => s.Configure<TokenOptions>(o => o.PerMinute = 40));
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 8; i++)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = Client, ["client_secret"] = "raad-" + i });
            answers.Add(await door.Http.PostAsync("/connect/token", form, TestContext.Current.CancellationToken));
        }
        Assert.Equal(HttpStatusCode.Unauthorized, answers[0].StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1].StatusCode);
        Assert.True(answers[^1].Headers.RetryAfter?.Delta > TimeSpan.Zero);
        answers.ForEach(a => a.Dispose());
    }

    [Fact]
    public async Task What_the_token_address_can_is_found_by_a_stock_client()
    {
        await using var door = await Door.Open(parts);
        var body = JsonDocument.Parse(await door.Http.GetStringAsync("/.well-known/oauth-authorization-server", TestContext.Current.CancellationToken)).RootElement;
        var address = door.Http.BaseAddress!.OriginalString.TrimEnd('/');
        Assert.Equal((address, address + "/connect/token"), (Text(body, "issuer"), Text(body, "token_endpoint")));
    }

    private static Task Register(Door door, string jwks) => door.Get<Registry>().ClientKeys(Client, jwks, null, TestContext.Current.CancellationToken);

    private static async Task<(int Status, JsonElement Body)> Ask(Door door, string assertion, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["scope"] = "eduv.result", ["client_assertion"] = assertion, ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            }),
        };
        request.Headers.Host = host;
        using var answer = await door.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }

    private static async Task<(int, string)> Error(Door door, string assertion, string? host = null)
    {
        var (status, body) = await Ask(door, assertion, host);
        return (status, Text(body, "error"));
    }

    private static async Task<(int, string)> Push(Door door, JsonElement token)
    {
        var (status, body, _) = await door.Send(HttpMethod.Post, "/eduv/v2/results", EduVDoorTests.Message(), Text(token, "access_token"));
        return (status, body);
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}
