using System.Text.Json;
using Dashboard.Publishers.Launch;
using Dashboard.Store;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Tests.Publishers;

public class LaunchTokenTests
{
    private static readonly DateTimeOffset At = new(2026, 10, 30, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Jti = new("018f0000-0000-7000-8000-000000000001");
    private readonly SetClock _clock = new(At);

    [Fact, Trait("Requirement", "SI-28")]
    public async Task A_launch_is_signed_by_the_same_key_on_every_node_and_read_back()
    {
        var token = new LaunchTokens(new LaunchKey(new KeyRing([7])), _clock).Sign(Jti, 12, "muiswerk", At, At.AddSeconds(60));
        var claims = await new LaunchTokens(new LaunchKey(new KeyRing([7])), _clock).Read(token);
        Assert.Equal(new LaunchClaims(Jti, 12, "muiswerk", Expired: false), claims);
        Assert.Null(await new LaunchTokens(new LaunchKey(new KeyRing([8])), _clock).Read(token));
        _clock.Now = At.AddSeconds(60);
        Assert.True((await new LaunchTokens(new LaunchKey(new KeyRing([7])), _clock).Read(token))!.Expired);
    }

    [Fact]
    public async Task A_tool_checks_it_with_the_published_key_alone()
    {
        var key = new LaunchKey(new KeyRing([7]));
        var token = new LaunchTokens(key, _clock).Sign(Jti, 12, "muiswerk", At, At.AddSeconds(60));
        var jwks = new JsonWebKeySet(JsonSerializer.Serialize(new LaunchJwks([key.Public]), JsonSerializerOptions.Web));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "dashboard", ValidAudience = "muiswerk", IssuerSigningKeys = jwks.GetSigningKeys(), ValidateLifetime = false,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [Fact]
    public void The_token_holds_nothing_but_the_launch()
    {
        var token = new JsonWebToken(new LaunchTokens(new LaunchKey(new KeyRing([7])), _clock).Sign(Jti, 12, "muiswerk", At, At.AddSeconds(60)));
        Assert.Equal(["aud", "exp", "iat", "iss", "jti", "sch"], token.Claims.Select(c => c.Type).Order());
        Assert.DoesNotContain("\"d\"", JsonSerializer.Serialize(new LaunchKey(new KeyRing([7])).Public, JsonSerializerOptions.Web), StringComparison.Ordinal);
    }
}
