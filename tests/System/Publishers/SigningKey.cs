using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A publisher's own key pair, and the assertions that it signs.</summary>
internal sealed class SigningKey(string kid) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Jwks => Together(this);

    public static string Together(params SigningKey[] keys) => JsonSerializer.Serialize(new { keys = keys.Select(k => k.Public()) });

    public string Assertion(string client, string audience, string? subject = null, int seconds = 120, string? jti = null, int notBefore = 0)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = client, Audience = audience, Expires = now.AddSeconds(seconds).UtcDateTime, NotBefore = notBefore == 0 ? null : now.AddSeconds(notBefore).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = subject ?? client, ["jti"] = jti ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(8)) },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = kid }, SecurityAlgorithms.EcdsaSha256),
        });
    }

    private object Public()
    {
        var q = _key.ExportParameters(false).Q;
        return new { kty = "EC", crv = "P-256", kid, x = Base64UrlEncoder.Encode(q.X!), y = Base64UrlEncoder.Encode(q.Y!) };
    }

    public void Dispose() => _key.Dispose();
}
