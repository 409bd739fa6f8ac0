using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.SystemTests.Journey;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.SystemTests.Publishers;

/// <summary>What each page of the desk does, a program does by an address; against a real host.</summary>
[Collection(RabbitTests.Name)]
public sealed class DeskApiTests(RealParts parts)
{
    [Fact]
    public async Task Every_page_of_the_desk_has_its_addresses_in_the_description()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var described = JsonDocument.Parse(await host.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement.GetProperty("paths");
        var addresses = new Dictionary<string, string[]>
        {
            ["/uitgever"] = ["post /api/v1/sandbox", "get /api/v1/deliveries"],
            ["/uitgever/leveringen"] = ["get /api/v1/deliveries"],
            ["/uitgever/leveringen/{id}"] = ["get /api/v1/deliveries/{id}", "get /api/v1/deliveries/{id}/csv", "get /api/v1/deliveries/{id}/waiting"],
            ["/uitgever/sleutels"] = ["get /api/v1/client", "post /api/v1/client/secret", "delete /api/v1/client/secret/previous", "post /api/v1/client/keys", "delete /api/v1/client/keys/{kid}", "post /api/v1/sandbox/{tool}/uwlr-key"],
            ["/uitgever/controleren"] = ["post /api/v1/check"],
            ["/uitgever/doelen"] = ["get /api/v1/tools", "put /api/v1/tools/{tool}/method-goals"],
            ["/uitgever/profiel/{tool}"] = ["get /api/v1/tools/{tool}/profile", "put /api/v1/tools/{tool}/profile"],
            ["/uitgever/intrekken"] = ["delete /api/v1/tools/{tool}/results/{resultId}"],
            ["/uitgever/aanvragen"] = ["get /api/v1/feed-requests", "post /api/v1/feed-requests/{school}/{tool}/accept"],
            ["/uitgever/afspraken"] = ["get /api/v1/agreements"],
            ["/uitgever/aansluiten"] = ["get /openapi/v1.json"], // the guide is about the addresses themselves
        };
        // A new page of the desk fails here until it says by which addresses a program does the same.
        var frozen = await File.ReadAllTextAsync(Path.Combine(Tests.Architecture.House.Root, "contracts", "frozen", "routes.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(Regex.Matches(frozen, @"^page +(/uitgever\S*)", RegexOptions.Multiline).Select(m => m.Groups[1].Value.Replace(":guid", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal), addresses.Keys.Order(StringComparer.Ordinal));
        foreach (var address in addresses.Values.SelectMany(a => a).Where(a => !a.Contains("openapi", StringComparison.Ordinal)))
        {
            var (method, path) = (address.Split(' ')[0], address.Split(' ')[1]);
            Assert.True((described.TryGetProperty(path, out var one) || described.TryGetProperty(path + "/", out one)) && one.TryGetProperty(method, out _), address);
        }
    }

    [Fact]
    public async Task A_client_s_keys_are_listed_added_and_ended()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var token = await DeskTests.Token(host, "numo-demo", "demo");
        Task<(int Status, string Body)> Ask(HttpMethod method, string path, string? body = null) => DeskTests.Send(host, method, "/api/v1/client" + path, body, token);

        Assert.Equal(204, (await Ask(HttpMethod.Post, "/keys", Jwk("een"))).Status);
        Assert.Equal((400, 409), ((await Ask(HttpMethod.Post, "/keys", Jwk("geheim", secret: true))).Status, (await Ask(HttpMethod.Post, "/keys", Jwk("een"))).Status));
        Assert.Equal(204, (await Ask(HttpMethod.Post, "/keys", Jwk("twee"))).Status);
        Assert.Equal(409, (await Ask(HttpMethod.Post, "/keys", Jwk("drie"))).Status);
        Assert.Equal("een,twee", Keys((await Ask(HttpMethod.Get, "")).Body));
        Assert.Equal((204, 404), ((await Ask(HttpMethod.Delete, "/keys/een")).Status, (await Ask(HttpMethod.Delete, "/keys/een")).Status));
        var shown = (await Ask(HttpMethod.Get, "")).Body;
        Assert.Equal("twee", Keys(shown));
        Assert.DoesNotContain("hash", shown, StringComparison.OrdinalIgnoreCase);

        var secret = JsonDocument.Parse((await Ask(HttpMethod.Post, "/secret")).Body).RootElement.GetProperty("key").GetString()!;
        Assert.NotEqual(JsonValueKind.Null, JsonDocument.Parse((await Ask(HttpMethod.Get, "")).Body).RootElement.GetProperty("previousSecretUntil").ValueKind);
        Assert.Equal(204, (await Ask(HttpMethod.Delete, "/secret/previous")).Status);
        // The token was given for the secret that has ended: it is no good either.
        await Probe.Until("the token of the ended secret is refused", async () => (await Ask(HttpMethod.Get, "")).Status == 401);
        token = await DeskTests.Token(host, "numo-demo", secret);
        Assert.Equal(200, (await Ask(HttpMethod.Get, "")).Status);
        Assert.Equal(5, await stage.Count("select count(*) from audit where actor = 'numo-demo' and action like 'client-%'"));
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Delete, "/secret/previous"), (HttpMethod.Post, "/keys"), (HttpMethod.Delete, "/keys/twee") })
            Assert.Equal(401, (await DeskTests.Send(host, method, "/api/v1/client" + path, null, null)).Status);
    }

    [Fact]
    public async Task A_report_says_how_many_results_had_no_goal_and_which_wait_and_the_list_can_be_narrowed()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var publisher = await TestPublisher.SignIn(host, "rekentuin-demo");
        var token = publisher.Token;
        var uri = (await stage.Database.Query("select uri from goal order by 1 limit 1"))[0][0];
        var goals = JsonSerializer.Serialize(new { version = "1", goals = new[] { new { code = "met-doel", title = "Met", links = new[] { new { goal = uri, relation = "close" } } } } });
        Assert.Equal(200, (await DeskTests.Send(host, HttpMethod.Put, "/api/v1/tools/rekentuin/method-goals", goals, token)).Status);
        var at = TimeProvider.System.GetUtcNow().AddHours(-3);

        var with = await publisher.Send("met-doel", new Attempt("a-1", "lln-maaike", 3, 5, at), new Attempt("a-2", "lln-daan", 3, 5, at));
        var without = await publisher.Send("zonder-doel", new Attempt("b-1", "lln-maaike", 3, 5, at), new Attempt("b-2", "lln-daan", 3, 5, at), new Attempt("b-3", "lln-niemand", 3, 5, at), new Attempt("b-4", "lln-noor", 0, 0, at, Cancelled: true));
        await stage.Quiet();

        var (first, second) = (await publisher.Report(with), await publisher.Report(without));
        Assert.Equal((2, 0), (first.GetProperty("accepted").GetInt32(), first.GetProperty("withoutGoal").GetInt32()));
        Assert.Equal((2, 1, 1, 2), (second.GetProperty("accepted").GetInt32(), second.GetProperty("corrected").GetInt32(), second.GetProperty("unmatched").GetInt32(), second.GetProperty("withoutGoal").GetInt32()));
        // The same once more: unchanged, and it still says so of its own results.
        var again = await publisher.Send("zonder-doel", new Attempt("b-1", "lln-maaike", 3, 5, at));
        await stage.Quiet();
        Assert.Equal((1, 1), (await publisher.Report(again)) is var r ? (r.GetProperty("unchanged").GetInt32(), r.GetProperty("withoutGoal").GetInt32()) : default);

        Assert.Equal("[\"b-3\"]", (await DeskTests.Send(host, HttpMethod.Get, $"/api/v1/deliveries/{without}/waiting", null, token)).Body);
        Assert.Equal(404, (await DeskTests.Send(host, HttpMethod.Get, $"/api/v1/deliveries/{without}/waiting", null, await DeskTests.Token(host, "numo-demo", "demo"))).Status);
        Assert.Contains("\"withoutGoal\",\"2\"", (await DeskTests.Send(host, HttpMethod.Get, $"/api/v1/deliveries/{without}/csv", null, token)).Body, StringComparison.Ordinal);
        var tool = JsonDocument.Parse((await DeskTests.Send(host, HttpMethod.Get, "/api/v1/tools", null, token)).Body).RootElement.EnumerateArray().Single(t => t.GetProperty("key").GetString() == "rekentuin");
        Assert.Contains("zonder-doel", tool.GetProperty("withoutGoal").EnumerateArray().Select(c => c.GetString()));
        Assert.DoesNotContain("met-doel", tool.GetProperty("withoutGoal").EnumerateArray().Select(c => c.GetString()));

        Assert.Equal(400, (await DeskTests.Send(host, HttpMethod.Post, "/eduv/v2/results", "{", token)).Status);
        var listed = await Task.WhenAll(new[] { "", "?state=rejected", "?state=parked" }.Select(async q =>
            JsonDocument.Parse((await DeskTests.Send(host, HttpMethod.Get, "/api/v1/deliveries" + q, null, token)).Body).RootElement.GetProperty("items").GetArrayLength()));
        Assert.Equal([4, 1, 0], listed);
        Assert.Equal(400, (await DeskTests.Send(host, HttpMethod.Get, "/api/v1/deliveries?state=stuk", null, token)).Status);
    }

    [Fact]
    public async Task A_profile_is_tried_before_it_is_kept_and_the_agreements_are_those_of_the_page()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var token = await DeskTests.Token(host, "rekentuin-demo", "demo");
        const string path = "/api/v1/tools/rekentuin/profile";
        var before = (await DeskTests.Send(host, HttpMethod.Get, path, null, token)).Body;
        var changed = before.Replace("\"adaptive\":true", "\"adaptive\":false", StringComparison.Ordinal);
        Assert.NotEqual(before, changed);
        Assert.Equal((200, changed), await DeskTests.Send(host, HttpMethod.Put, path + "?dryRun=true", changed, token));
        Assert.Equal(before, (await DeskTests.Send(host, HttpMethod.Get, path, null, token)).Body);
        Assert.Equal(400, (await DeskTests.Send(host, HttpMethod.Put, path + "?dryRun=true", "{}", token)).Status);
        Assert.Equal((200, changed), await DeskTests.Send(host, HttpMethod.Put, path, changed, token));
        await Probe.Until("the profile is kept", async () => (await DeskTests.Send(host, HttpMethod.Get, path, null, token)).Body == changed);

        // A start of the sample school puts in place what is missing; what the publisher wrote since stays.
        Assert.Equal(changed, (await DeskTests.Send(await stage.Host(), HttpMethod.Get, path, null, token)).Body);

        var said = JsonDocument.Parse((await DeskTests.Send(host, HttpMethod.Get, "/api/v1/agreements", null, token)).Body).RootElement;
        Assert.Equal(Enum.GetNames<Dashboard.Publishers.Uwlr.UwlrFault>(), said.GetProperty("uwlr").EnumerateArray().Select(f => f.GetProperty("key").GetString()));
        Assert.Equal(["11", "12", "21", "22", "23", "99"], said.GetProperty("eduV").EnumerateArray().Select(f => f.GetProperty("key").GetString()));
        Assert.Equal(("UWLR", "2.0", "2028-08-01"), said.GetProperty("ending")[0] is var e ? (e.GetProperty("standard").GetString(), e.GetProperty("version").GetString(), e.GetProperty("endsOn").GetString()) : default);
        Assert.Contains(said.GetProperty("limits").EnumerateArray(), l => l.GetProperty("text").GetString()!.StartsWith("64 MB", StringComparison.Ordinal));
    }

    [Fact, Trait("Requirement", "CI-05")]
    public async Task A_school_s_request_is_answered_by_its_own_supplier_only()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        await stage.Database.Execute("""
            insert into feed (school_id, tool_id, state, since, requested_at, late_after_hours, request)
            select s.school_id, t.tool_id, 2, now(), now(), 36, '{"customerNumber":"123456","brin":"99XX","organisation":"De Boom","salutation":"mevrouw","givenName":"Bea","familyName":"Heer","email":"bea@school.example","shortName":"boom"}'
            from school s, tool t where s.key = 'demo' and t.key = 'numo' on conflict (school_id, tool_id) do update set state = 2, requested_at = now(), request = excluded.request
            """);
        var (own, other) = (await DeskTests.Token(host, "numo-demo", "demo"), await DeskTests.Token(host, "rekentuin-demo", "demo"));
        Assert.Equal("[]", (await DeskTests.Send(host, HttpMethod.Get, "/api/v1/feed-requests", null, other)).Body);
        var request = Assert.Single(JsonDocument.Parse((await DeskTests.Send(host, HttpMethod.Get, "/api/v1/feed-requests", null, own)).Body).RootElement.EnumerateArray());
        Assert.Equal(("demo", "numo", false, "123456"), (request.GetProperty("school").GetString(), request.GetProperty("tool").GetString(), request.GetProperty("late").GetBoolean(), request.GetProperty("request").GetProperty("customerNumber").GetString()));
        Assert.Equal(404, (await DeskTests.Send(host, HttpMethod.Post, "/api/v1/feed-requests/demo/numo/accept", "{}", other)).Status);
        Assert.Equal(204, (await DeskTests.Send(host, HttpMethod.Post, "/api/v1/feed-requests/demo/numo/accept", "{}", own)).Status);
        Assert.Equal((1, 1), (await stage.Count("select f.state from feed f join tool t using (tool_id) join school s using (school_id) where t.key = 'numo' and s.key = 'demo'"), await stage.Count("select count(*) from audit where action = 'feed-on' and actor = 'numo-demo'")));
        Assert.Equal(404, (await DeskTests.Send(host, HttpMethod.Post, "/api/v1/feed-requests/demo/numo/accept", "{}", own)).Status);
    }

    private static string Keys(string body) => string.Join(',', JsonDocument.Parse(body).RootElement.GetProperty("keys").EnumerateArray().Select(k => k.GetString()));

    private static string Jwk(string kid, bool secret = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var p = key.ExportParameters(true);
        var jwk = new Dictionary<string, string> { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = kid, ["x"] = Base64UrlEncoder.Encode(p.Q.X!), ["y"] = Base64UrlEncoder.Encode(p.Q.Y!) };
        if (secret) jwk["d"] = Base64UrlEncoder.Encode(p.D!);
        return JsonSerializer.Serialize(jwk);
    }
}
