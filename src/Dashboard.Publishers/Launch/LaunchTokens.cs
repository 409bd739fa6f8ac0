using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Publishers.Launch;

/// <summary>The launch as a signed JWT: issuer, audience (the tool's key), number, school, time. Nothing about a pupil or a teacher.</summary>
public sealed class LaunchTokens(LaunchKey key, TimeProvider clock)
{
    public const string Issuer = "dashboard";
    private const string SchoolClaim = "sch", Type = "launch+jwt";
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    public string Sign(Guid jti, int school, string tool, DateTimeOffset issued, DateTimeOffset expires) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer, Audience = tool, TokenType = Type, IssuedAt = issued.UtcDateTime, Expires = expires.UtcDateTime,
        Claims = new Dictionary<string, object> { ["jti"] = jti.ToString(), [SchoolClaim] = school.ToString(CultureInfo.InvariantCulture) },
        SigningCredentials = new SigningCredentials(key.Signing, SecurityAlgorithms.EcdsaSha256),
    });

    /// <returns>Null when the token is none of ours. A token that is too old is read, and says so.</returns>
    public async Task<LaunchClaims?> Read(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer, ValidateAudience = false, ValidateLifetime = false, ValidTypes = [Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256], IssuerSigningKey = key.Signing,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt) return null;
        return Guid.TryParse(jwt.Id, out var jti) && jwt.TryGetPayloadValue<string>(SchoolClaim, out var school)
            ? new LaunchClaims(jti, int.Parse(school, CultureInfo.InvariantCulture), jwt.Audiences.FirstOrDefault() ?? "", jwt.ValidTo <= clock.GetUtcNow().UtcDateTime)
            : null;
    }
}

/// <param name="Jti">The launch.</param>
/// <param name="School">Its school.</param>
/// <param name="Tool">The key of the tool it is for.</param>
/// <param name="Expired">Too old.</param>
public sealed record LaunchClaims(Guid Jti, int School, string Tool, bool Expired);
