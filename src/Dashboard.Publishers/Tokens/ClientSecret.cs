using System.Security.Cryptography;
using Dashboard.Store;

namespace Dashboard.Publishers.Tokens;

/// <summary>
/// Shared secrets of clients: good only while the sample school is on. Kept as a keyed hash, bound to the client id.
/// </summary>
public static class ClientSecret
{
    /// <summary>For PublisherClient.SecretHash.</summary>
    public static byte[] Hash(KeyRing keys, string clientId, string secret)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Hash($"client-secret:{clientId}:{secret}");
    }

    internal static bool Matches(KeyRing keys, string clientId, string secret, byte[] hash) =>
        CryptographicOperations.FixedTimeEquals(Hash(keys, clientId, secret), hash);
}
