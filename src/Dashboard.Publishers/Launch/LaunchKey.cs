using System.Security.Cryptography;
using Dashboard.Store;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Publishers.Launch;

/// <summary>The ES256 key that signs launches: derived from the key ring, so that every node has the same one.</summary>
public sealed class LaunchKey
{
    private readonly ECDsa _key;

    public LaunchKey(KeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        // A random 256-bit number is a valid scalar of P-256 but for a chance of 2^-32: then the next one is taken.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                _key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = keys.Derive("launch-es256:" + attempt) });
                break;
            }
            catch (CryptographicException) when (attempt < 8)
            {
            }
        }
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        Signing = new ECDsaSecurityKey(_key) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(point.X!))[..12] };
        Public = new LaunchJwk("EC", "sig", SecurityAlgorithms.EcdsaSha256, Signing.KeyId) { Crv = "P-256", X = Base64UrlEncoder.Encode(point.X), Y = Base64UrlEncoder.Encode(point.Y) };
    }

    internal ECDsaSecurityKey Signing { get; }

    /// <summary>What tools check a launch with, without asking us.</summary>
    public LaunchJwk Public { get; }
}
