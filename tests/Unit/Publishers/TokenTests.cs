using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Publishers.Tokens;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
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
        var token = new AccessTokens(Keys, _clock).Issue("muiswerk-demo", "eduv.result dashboard.deliveries");
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
        var token = new AccessTokens(Keys, _clock).Issue("muiswerk-demo", "eduv.result");
        var parts = token.Split('.');
        var payload = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("eduv.result", "eduv.progress", StringComparison.Ordinal));
        Assert.Null(await new AccessTokens(Keys, _clock).Read($"{parts[0]}.{payload}.{parts[2]}"));
        Assert.Null(await new AccessTokens(new KeyRing([9]), _clock).Read(token));
        Assert.Null(await new AccessTokens(Keys, _clock).Read("nothing"));
    }

    [Fact, Trait("Requirement", "DA-18")]
    public async Task A_client_proves_itself_with_its_own_key_once()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var assertions = new ClientAssertions(_clock);
        var good = Assertion(key);
        Assert.Equal("numo-live", assertions.Claims(good));
        Assert.True(await assertions.Good(good, Client(key), Address));
        Assert.False(await assertions.Good(good, Client(key), Address));
        Assert.True(await assertions.Good(Assertion(key, audience: "https://dashboard.example"), Client(key), Address));
    }

    [Fact]
    public async Task An_assertion_is_refused_for_another_key_address_client_or_time()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var assertions = new ClientAssertions(_clock);
        Assert.False(await assertions.Good(Assertion(other), Client(key), Address));
        Assert.False(await assertions.Good(Assertion(key, audience: "https://elders.example/token"), Client(key), Address));
        Assert.False(await assertions.Good(Assertion(key, subject: "muiswerk-live"), Client(key), Address));
        Assert.False(await assertions.Good(Assertion(key, minutes: -1), Client(key), Address));
        Assert.False(await assertions.Good(Assertion(key, minutes: 60), Client(key), Address));
        Assert.False(await assertions.Good(Assertion(key, jti: ""), Client(key), Address));
        Assert.False(await assertions.Good(Assertion(key), new PublisherClient { ClientId = "numo-live" }, Address));
        Assert.Null(assertions.Claims("a.b.c"));
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

    private string Assertion(ECDsa key, string audience = Address, string subject = "numo-live", double minutes = 5, string? jti = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "numo-live", Audience = audience, Expires = _clock.Now.AddMinutes(minutes).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["jti"] = jti ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(8)) },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "k1" }, SecurityAlgorithms.EcdsaSha256),
        });

    private static PublisherClient Client(ECDsa key)
    {
        var q = key.ExportParameters(false).Q;
        return new PublisherClient
        {
            ClientId = "numo-live",
            Jwks = JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", kid = "k1", x = Base64UrlEncoder.Encode(q.X!), y = Base64UrlEncoder.Encode(q.Y!) } } }),
        };
    }
}

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
