using System.Collections.Concurrent;
using Dashboard.Store.Tables;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Publishers.Tokens;

/// <summary>private_key_jwt (RFC 7523): signed by the client's registered key, for this address, short-lived, used once.</summary>
internal sealed class ClientAssertions(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<(string Client, string Jti), DateTimeOffset> _used = new();

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
    /// <param name="client">Registered client, with its inline key set.</param>
    /// <param name="audience">The token address, as the client sees it.</param>
    public async Task<bool> Good(string assertion, PublisherClient client, string audience)
    {
        if (client.Jwks is null) return false;
        var result = await _handler.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidIssuer = client.ClientId, ValidAudiences = [audience, audience[..^TokenEndpoint.Path.Length]],
            IssuerSigningKeys = new JsonWebKeySet(client.Jwks).GetSigningKeys(), TryAllIssuerSigningKeys = true,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384],
            RequireExpirationTime = true, LifetimeValidator = (from, until, _, _) => InTime(from, until),
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } && jwt.Subject == client.ClientId && jwt.Id.Length > 0 && FirstTime(client.ClientId, jwt);
    }

    private bool InTime(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return (from is null || from <= now.AddSeconds(30)) && now < until && until <= now + Longest + TimeSpan.FromSeconds(30);
    }

    private bool FirstTime(string client, JsonWebToken jwt)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, until) in _used)
            if (until < now) _used.TryRemove(key, out _);
        return _used.TryAdd((client, jwt.Id), jwt.ValidTo);
    }
}
