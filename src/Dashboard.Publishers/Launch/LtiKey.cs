using System.Security.Cryptography;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Publishers.Launch;

/// <summary>The RS256 key of LTI launches: made once, kept in the database under the secret, the same on every node.</summary>
public sealed class LtiKey(Database database, KeyRing keys, TimeProvider clock)
{
    private const string Name = "lti-rs256";
    private const int NoSchool = 0, Bits = 2048;
    private RsaSecurityKey? _key;

    /// <summary>With its private half; for signing only.</summary>
    internal async Task<RsaSecurityKey> Signing(CancellationToken stop) => _key ??= Read(await Stored(stop) ?? await Make(stop));

    /// <summary>What tools check an LTI launch with.</summary>
    public async Task<LaunchJwk> Public(CancellationToken stop)
    {
        var key = await Signing(stop);
        var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new LaunchJwk("RSA", "sig", SecurityAlgorithms.RsaSha256, key.KeyId) { N = Base64UrlEncoder.Encode(numbers.Modulus), E = Base64UrlEncoder.Encode(numbers.Exponent) };
    }

    private RsaSecurityKey Read(string sealedKey)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(keys.Decrypt(NoSchool, Convert.FromBase64String(sealedKey)), out _);
        return new RsaSecurityKey(rsa) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportParameters(includePrivateParameters: false).Modulus!))[..12] };
    }

    private async Task<string?> Stored(CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop);
        return await session.Tables.LaunchSigningKeys.AsNoTracking().Where(k => k.Name == Name).Select(k => k.Sealed).SingleOrDefaultAsync(stop);
    }

    private async Task<string> Make(CancellationToken stop)
    {
        using var rsa = RSA.Create(Bits);
        var sealedKey = Convert.ToBase64String(keys.Encrypt(NoSchool, rsa.ExportPkcs8PrivateKey()));
        try
        {
            await using var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop);
            session.Tables.LaunchSigningKeys.Add(new LaunchSigningKey { Name = Name, Sealed = sealedKey, MadeAt = clock.GetUtcNow() });
            await session.Tables.SaveChangesAsync(stop);
            await session.Commit(stop);
            return sealedKey;
        }
        catch (DbUpdateException)
        {
            // Another node was first: its key is the key.
            return await Stored(stop) ?? throw new InvalidOperationException("The key of LTI launches could not be kept.");
        }
    }
}
