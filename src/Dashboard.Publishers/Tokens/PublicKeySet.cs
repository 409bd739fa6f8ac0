using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Publishers.Tokens;

/// <summary>
/// The public keys of a client (JWKS, RFC 7517), every one of them good at the same time: a client changes keys by adding the new
/// one, using it, and taking the old one away.
/// </summary>
public sealed class PublicKeySet
{
    public const int MostKeys = 10, LongestText = 64 * 1024;
    private const int SmallestRsa = 2048;

    private PublicKeySet(IReadOnlyList<JsonWebKey> keys) => (Keys, Thumbprints) = (keys, keys.Select(Thumbprint).ToHashSet(StringComparer.Ordinal));

    public static PublicKeySet Empty { get; } = new([]);

    public IReadOnlyList<JsonWebKey> Keys { get; }

    /// <summary>RFC 7638, base64url; what an access token says it was given for.</summary>
    public IReadOnlySet<string> Thumbprints { get; }

    /// <param name="json">A JWKS.</param>
    /// <param name="problem">Why it cannot be used, one Dutch sentence; null when it can.</param>
    /// <returns>Null when it cannot be used.</returns>
    public static PublicKeySet? Read(string json, out string? problem)
    {
        try
        {
            problem = json.Length > LongestText ? "De JWKS is te groot." : null;
            if (problem is not null) return null;
            var keys = new JsonWebKeySet(json).Keys.ToList();
            problem = keys.Count is 0 or > MostKeys ? $"Een JWKS heeft 1 tot {MostKeys} sleutels in keys." : keys.Select(Wrong).FirstOrDefault(p => p is not null);
            return problem is null ? new PublicKeySet(keys) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or InvalidOperationException or System.Security.Cryptography.CryptographicException)
        {
            problem = "Dit is geen leesbare JWKS (RFC 7517).";
            return null;
        }
    }

    public static string Thumbprint(JsonWebKey key) => Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());

    private static string? Wrong(JsonWebKey key)
    {
        if ((key.D ?? key.P ?? key.Q ?? key.K) is not null) return "De JWKS bevat een geheime sleutel. Stuur alleen publieke sleutels, en vervang deze.";
        if (key.Use is not (null or "sig")) return "Elke sleutel is om mee te ondertekenen (use is sig, of ontbreekt).";
        return key.Kty switch
        {
            JsonWebAlgorithmsKeyTypes.RSA => key.N is null || key.E is null || key.KeySize < SmallestRsa ? $"Een RSA-sleutel is minstens {SmallestRsa} bits." : null,
            JsonWebAlgorithmsKeyTypes.EllipticCurve => key.Crv is "P-256" or "P-384" && key.X is not null && key.Y is not null ? null : "Een EC-sleutel gebruikt P-256 of P-384.",
            _ => "Een sleutel is RSA of EC.",
        };
    }
}
