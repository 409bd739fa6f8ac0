using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Publishers.Tokens;

/// <summary>private_key_jwt (RFC 7523): signed by one of the client's keys, for this address, short-lived, used once.</summary>
public sealed class ClientAssertions(ClientKeys keys, Database database, TimeProvider clock)
{
    /// <summary>Clocks may differ this much.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private const int LongestJti = 256;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <returns>The client id that an assertion claims, before anything is checked; null when it is no JWT.</returns>
    public string? Claims(string assertion)
    {
        try
        {
            return _handler.CanReadToken(assertion) ? new JsonWebToken(assertion).Subject : null;
        }
        catch (ArgumentException)
        {
            return null; // three parts, but not of a JWT
        }
    }

    /// <param name="assertion">The JWT.</param>
    /// <param name="client">As registered at this moment.</param>
    /// <param name="audiences">The token address and the issuer, as the client may name them.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>What the token is given for (<see cref="ClientKeys.Proof"/>), or null when the assertion is no good.</returns>
    public async Task<string?> Check(string assertion, PublisherClient client, IReadOnlyCollection<string> audiences, CancellationToken stop)
    {
        var jwt = await Validate(assertion, client, audiences, ClientKeys.OfRegistration(client))
            ?? await Validate(assertion, client, audiences, await keys.OfAddress(client, again: false, stop))
            ?? await Validate(assertion, client, audiences, await keys.OfAddress(client, again: true, stop));
        if (jwt is null || jwt.Subject != client.ClientId || jwt.Id.Length is 0 or > LongestJti || jwt.SigningKey is not JsonWebKey key) return null;
        if (!await FirstUse(client.ClientId, jwt, stop)) return null;
        return ClientKeys.Proof(client, PublicKeySet.Thumbprint(key));
    }

    private async Task<JsonWebToken?> Validate(string assertion, PublisherClient client, IReadOnlyCollection<string> audiences, PublicKeySet set)
    {
        if (set.Keys.Count == 0) return null;
        var result = await _handler.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidIssuer = client.ClientId, ValidAudiences = audiences, IssuerSigningKeys = set.Keys, TryAllIssuerSigningKeys = true,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384],
            RequireExpirationTime = true, LifetimeValidator = (from, until, token, _) => InTime(from, until, token),
        });
        return result.IsValid ? result.SecurityToken as JsonWebToken : null;
    }

    private bool InTime(DateTime? from, DateTime? until, SecurityToken token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var issued = token is JsonWebToken { IssuedAt: var at } && at != DateTime.MinValue ? at : (DateTime?)null;
        return (from is null || from <= now + Skew) && (issued is null || issued <= now + Skew) && now < until + Skew && until <= now + Longest + Skew;
    }

    private async Task<bool> FirstUse(string client, JsonWebToken jwt, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop);
        var first = await session.FirstUse(client, jwt.Id, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero) + Skew, clock.GetUtcNow(), stop);
        await session.Commit(stop);
        return first;
    }
}
