using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Publishers.Tokens;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Tests.Publishers;

public class TokenTests
{
    private const string Address = "https://dashboard.example/connect/token";
    private static readonly KeyRing Keys = new([1, 2, 3, 4, 5, 6, 7, 8]);
    private readonly SetClock _clock = new(new DateTimeOffset(2026, 10, 30, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_access_token_is_good_for_a_quarter_of_an_hour_on_every_node_with_the_secret()
    {
        var token = new AccessTokens(Keys, _clock).Issue("muiswerk-demo", "eduv.result dashboard.deliveries", "secret 0");
        var other = new AccessTokens(new KeyRing([1, 2, 3, 4, 5, 6, 7, 8]), _clock);
        var identity = await other.Read(token);
        Assert.Equal(("muiswerk-demo", "eduv.result dashboard.deliveries"), (identity?.FindFirst("client_id")?.Value, identity?.FindFirst("scope")?.Value));
        _clock.Now += TimeSpan.FromMinutes(14);
        Assert.NotNull(await other.Read(token));
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.Null(await other.Read(token));
    }

    [Fact]
    public async Task A_changed_token_or_another_secret_is_refused()
    {
        var token = new AccessTokens(Keys, _clock).Issue("muiswerk-demo", "eduv.result", "secret 0");
        var parts = token.Split('.');
        var payload = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("eduv.result", "eduv.progress", StringComparison.Ordinal));
        Assert.Null(await new AccessTokens(Keys, _clock).Read($"{parts[0]}.{payload}.{parts[2]}"));
        Assert.Null(await new AccessTokens(new KeyRing([9]), _clock).Read(token));
        Assert.Null(await new AccessTokens(Keys, _clock).Read("nothing"));
    }

    [Fact]
    public void Credentials_come_by_one_way_only()
    {
        Assert.Equal(("a", "b", false), Of(From(null, ("client_id", "a"), ("client_secret", "b"))));
        Assert.Equal(("a b", "c:d", true), Of(From("Basic " + Convert.ToBase64String("a+b:c%3Ad"u8.ToArray()))));
        Assert.Null(From("Basic " + Convert.ToBase64String("a:b"u8.ToArray()), ("client_secret", "b")));
        Assert.Null(From(null, ("client_assertion", "x"), ("client_assertion_type", "other")));

        static (string?, string?, bool) Of(ClientCredentials? c) => (c!.ClientId, c.Secret, c.Basic);
    }

    private static ClientCredentials? From(string? header, params (string Name, string Value)[] fields)
    {
        var request = new DefaultHttpContext().Request;
        if (header is not null) request.Headers.Authorization = header;
        return ClientCredentials.From(request, new FormCollection(fields.ToDictionary(f => f.Name, f => new Microsoft.Extensions.Primitives.StringValues(f.Value))));
    }

    [Fact]
    public void A_key_set_is_public_strong_and_may_hold_two_keys_at_once()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        using var weak = RSA.Create(1024);
        Assert.Equal(2, PublicKeySet.Read(Jwks(Jwk(ec), Jwk(rsa)), out _)!.Thumbprints.Count);
        foreach (var wrong in new[]
        {
            Jwks(), Jwks(Jwk(weak)), Jwks(Jwk(ec, secret: true)), Jwks(Jwk(rsa, secret: true)), Jwks(Jwk(ec), """{"kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0"}"""), Jwks("""{"kty":"EC","crv":"P-521","x":"AA","y":"AA"}"""),
            Jwks(Jwk(ec).Replace("{", """{"use":"enc",""", StringComparison.Ordinal)), "geen json", "{}", "[]", """{"keys":[1]}""", """{"keys":[{"kty":"RSA"}]}""", new string(' ', PublicKeySet.LongestText + 1),
        })
        {
            Assert.Null(PublicKeySet.Read(wrong, out var problem));
            Assert.NotNull(problem);
        }
    }

    [Fact]
    public void A_token_goes_with_the_key_that_it_was_given_for()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = new PublisherClient { ClientId = "numo-live", Jwks = Jwks(Jwk(ec), Jwk(other)) };
        var proof = ClientKeys.Proof(client, PublicKeySet.Thumbprint(new JsonWebKey(Jwk(ec))));
        Assert.True(ClientKeys.Holds(client, proof));
        Assert.False(ClientKeys.Holds(new PublisherClient { ClientId = "numo-live", Jwks = Jwks(Jwk(other)) }, proof));
        Assert.False(ClientKeys.Holds(new PublisherClient { ClientId = "numo-live" }, proof));
        var atAddress = ClientKeys.Proof(new PublisherClient { ClientId = "numo-live", JwksUri = "https://a.example/jwks" }, "x");
        Assert.True(ClientKeys.Holds(new PublisherClient { ClientId = "numo-live", JwksUri = "https://a.example/jwks" }, atAddress));
        Assert.False(ClientKeys.Holds(new PublisherClient { ClientId = "numo-live", JwksUri = "https://b.example/jwks" }, atAddress));
    }

    [Theory]
    [InlineData("8.8.8.8", true), InlineData("2a00:1450:400e:80f::200e", true), InlineData("127.0.0.1", false), InlineData("10.1.2.3", false), InlineData("172.20.0.1", false), InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false), InlineData("100.64.0.1", false), InlineData("0.0.0.0", false), InlineData("224.0.0.1", false), InlineData("255.255.255.255", false), InlineData("::1", false), InlineData("::", false)]
    [InlineData("fe80::1", false), InlineData("fd00::1", false), InlineData("ff02::1", false), InlineData("::ffff:127.0.0.1", false), InlineData("::ffff:8.8.8.8", true), InlineData("64:ff9b::7f00:1", false), InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:7f00:1::", false), InlineData("2001:db8::1", false), InlineData("::127.0.0.1", false)]
    public void Only_the_public_internet_is_fetched_from(string address, bool may) => Assert.Equal(may, PublicAddress.Is(System.Net.IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://numo.example/jwks.json", true), InlineData("https://keys.numo.example:8443/jwks", true), InlineData("https://NUMO.example/jwks", true)]
    [InlineData("http://numo.example/jwks.json", false), InlineData("https://elders.example/jwks", false), InlineData("https://keys.numo.example/jwks", false), InlineData("https://numo.example:444/jwks", false)]
    [InlineData("https://numo.example@elders.example/jwks", false), InlineData("https://127.0.0.1/jwks", false), InlineData("https://[::1]/jwks", false), InlineData("file:///etc/passwd", false), InlineData("jwks", false)]
    public void A_jwks_uri_is_https_on_a_registered_host(string address, bool may) => Assert.Equal(may, JwksFetcher.Refuse(address, ["numo.example", "keys.numo.example:8443"]) is null);

    [Theory]
    [InlineData("", "http", "127.0.0.1:5080", "http://127.0.0.1:5080"), InlineData("", "http", "localhost:5080", "http://localhost:5080"), InlineData("", "https", "elders.example", null)]
    [InlineData("https://dashboard.example/", "https", "dashboard.example", "https://dashboard.example"), InlineData("https://dashboard.example", "https", "elders.example", "https://dashboard.example")]
    [InlineData("https://a.example https://b.example", "https", "b.example", "https://b.example"), InlineData("https://a.example https://b.example", "https", "c.example", null)]
    public void The_dashboard_s_own_address_is_not_what_a_sender_makes_of_it(string registered, string scheme, string host, string? address)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = (scheme, new HostString(host));
        Assert.Equal(address, new TokenAddress(Microsoft.Extensions.Options.Options.Create(new TokenOptions { Addresses = registered.Split(' ', StringSplitOptions.RemoveEmptyEntries) })).Of(request));
    }

    private static string Jwks(params string[] keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    private static string Jwk(ECDsa key, bool secret = false)
    {
        var p = key.ExportParameters(secret);
        return JsonSerializer.Serialize(new Dictionary<string, string?> { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(p.Q.X!), ["y"] = Base64UrlEncoder.Encode(p.Q.Y!), ["d"] = secret ? Base64UrlEncoder.Encode(p.D!) : null }
            .Where(f => f.Value is not null).ToDictionary());
    }

    private static string Jwk(RSA key, bool secret = false)
    {
        var p = key.ExportParameters(secret);
        return JsonSerializer.Serialize(new Dictionary<string, string?> { ["kty"] = "RSA", ["n"] = Base64UrlEncoder.Encode(p.Modulus!), ["e"] = Base64UrlEncoder.Encode(p.Exponent!), ["d"] = secret ? Base64UrlEncoder.Encode(p.D!) : null }
            .Where(f => f.Value is not null).ToDictionary());
    }
}

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
