using System.Security.Claims;
using Dashboard.Store;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Publishers.Tokens;

/// <summary>Our access tokens: a JWT for 15 minutes, HS256 under a key from the ring, so that every node knows every node's tokens.</summary>
public sealed class AccessTokens(KeyRing keys, TimeProvider clock)
{
    public const string ClientClaim = "client_id", ScopeClaim = "scope", ProofClaim = "proof";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    private const string Issuer = "dashboard", Audience = "dashboard-api", Type = "at+jwt";

    private readonly SymmetricSecurityKey _key = new(keys.Derive("access-token"));
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    /// <param name="clientId">Whose token it is.</param>
    /// <param name="scope">Separated by spaces.</param>
    /// <param name="proof">How the client proved itself: when that is taken away from it, the token goes with it.</param>
    public string Issue(string clientId, string scope, string proof)
    {
        var now = clock.GetUtcNow();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = Audience, TokenType = Type,
            IssuedAt = now.UtcDateTime, NotBefore = now.UtcDateTime, Expires = (now + Lifetime).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = clientId, [ClientClaim] = clientId, [ScopeClaim] = scope, [ProofClaim] = proof, ["jti"] = Guid.CreateVersion7(now).ToString(),
            },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
    }

    /// <returns>Null when the token is not ours, was changed, or is too old.</returns>
    public async Task<ClaimsIdentity?> Read(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer, ValidAudience = Audience, ValidTypes = [Type], ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = _key, ClockSkew = TimeSpan.Zero, NameClaimType = ClientClaim,
            LifetimeValidator = (from, until, _, _) => clock.GetUtcNow().UtcDateTime is var now && from <= now.AddSeconds(30) && now < until,
        });
        return result.IsValid ? result.ClaimsIdentity : null;
    }
}
