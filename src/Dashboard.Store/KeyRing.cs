using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Store;

/// <summary>
/// Every key of the product, derived (HKDF-SHA256) from one secret that stands outside the database (Dashboard:Secret,
/// else a file in the data folder). Nodes that share the secret share the keys.
/// </summary>
/// <param name="secret">Hashes, logins and tokens come from this one; it does not change.</param>
/// <param name="encryption">Secrets for what is sealed, the newest first: the first seals, each of them and the secret itself open. None: the secret.</param>
public sealed class KeyRing(byte[] secret, IReadOnlyList<byte[]>? encryption = null)
{
    private const int NonceSize = 12, TagSize = 16;
    private readonly byte[] _aliasKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "alias"u8.ToArray());
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(int School, int Secret), byte[]> _schools = new();
    private readonly IReadOnlyList<byte[]> _encryption = encryption is { Count: > 0 } given ? [.. given, secret] : [secret];

    /// <summary>A key of <paramref name="size"/> bytes for one purpose.</summary>
    public byte[] Derive(string purpose, int size = 32) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, size, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>The password of a role's login.</summary>
    public string LoginPassword(string login) => Convert.ToHexStringLower(Derive("login:" + login, 24));

    /// <summary>Keyed hash of an outside identifier, for lookup only; ordinal, no case folding (identity.md §1).</summary>
    public byte[] Hash(string value) => HMACSHA256.HashData(_aliasKey, Encoding.UTF8.GetBytes(value))[..16];

    /// <summary>AES-256-GCM under the school's own key: nonce, tag, ciphertext.</summary>
    public byte[] Encrypt(int school, ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceSize));
        using var cipher = Cipher(school, 0);
        cipher.Encrypt(sealedBytes.AsSpan(0, NonceSize), plain, sealedBytes.AsSpan(NonceSize + TagSize), sealedBytes.AsSpan(NonceSize, TagSize));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another school's bytes, another secret, or bytes that were changed.</exception>
    public byte[] Decrypt(int school, ReadOnlySpan<byte> sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceSize - TagSize];
        for (var secretNumber = 0; ; secretNumber++)
            try
            {
                using var cipher = Cipher(school, secretNumber);
                cipher.Decrypt(sealedBytes[..NonceSize], sealedBytes[(NonceSize + TagSize)..], sealedBytes.Slice(NonceSize, TagSize), plain);
                return plain;
            }
            catch (AuthenticationTagMismatchException) when (secretNumber < _encryption.Count - 1)
            {
                // sealed under an older one: until "keys rotate" has run
            }
    }

    /// <summary>A new one for each use: AesGcm is not safe for two threads.</summary>
    private AesGcm Cipher(int school, int secretNumber) => new(_schools.GetOrAdd((school, secretNumber), k => HKDF.DeriveKey(HashAlgorithmName.SHA256, _encryption[k.Secret], 32, info: Encoding.UTF8.GetBytes("school:" + k.School))), TagSize);
}
