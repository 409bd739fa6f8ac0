using System.Text.Json.Serialization;

namespace Dashboard.Publishers.Launch;

/// <summary>A public key as JWK (RFC 7517, RFC 7518 §6): of an elliptic curve with crv, x and y; of RSA with n and e.</summary>
public sealed record LaunchJwk(string Kty, string Use, string Alg, string Kid)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Crv { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? X { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Y { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? N { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? E { get; init; }
}

/// <summary>The keys that launches are signed with: ES256 for the one-time link, RS256 for LTI.</summary>
public sealed record LaunchJwks(IReadOnlyList<LaunchJwk> Keys);
