using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Schools.People.External;

/// <summary>The provider gave an answer that does not hold; the message is for the log and names no person.</summary>
public sealed class IdentityException(string message) : Exception(message);

/// <summary>What the browser takes along and brings back (OpenID Connect Core §3.1.2, RFC 7636).</summary>
/// <param name="State">Ties the answer to this browser.</param>
/// <param name="Nonce">Ties the token to this request.</param>
/// <param name="Verifier">Proves at the token endpoint that we asked.</param>
public sealed record SignInRequest(string Provider, string State, string Nonce, string Verifier, string? ReturnTo, DateTimeOffset Until);

/// <summary>
/// OpenID Connect as a relying party: authorization code flow with PKCE, the id token checked against the provider's published keys
/// (issuer, audience, signature, nonce, times), further claims from userinfo.
/// </summary>
public sealed class OpenIdClient(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1), KeysAgain = TimeSpan.FromMinutes(1);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 256 * 1024 };
    private readonly ConcurrentDictionary<string, (Metadata Metadata, DateTimeOffset At)> _known = new();

    private sealed record Metadata(string Issuer, string Authorization, string Token, string? UserInfo, JsonWebKeySet Keys);

    /// <summary>A new request, good for ten minutes.</summary>
    public SignInRequest NewRequest(string provider, string? returnTo) => new(provider, Random(), Random(), Random(), returnTo, clock.GetUtcNow().AddMinutes(10));

    /// <returns>Where to send the browser.</returns>
    public async Task<string> Address(IdentityProvider provider, SignInRequest request, string redirect, CancellationToken stop)
    {
        var metadata = await Read(provider, refresh: false, stop);
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(request.Verifier)));
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(metadata.Authorization, new Dictionary<string, string?>
        {
            ["response_type"] = "code", ["client_id"] = provider.ClientId, ["redirect_uri"] = redirect, ["scope"] = provider.Scope, ["state"] = request.State, ["nonce"] = request.Nonce,
            ["code_challenge"] = challenge, ["code_challenge_method"] = "S256",
        });
    }

    /// <summary>Exchanges the code and checks what comes back.</summary>
    /// <returns>Every claim of the id token and of userinfo.</returns>
    /// <exception cref="IdentityException">Something in the answer does not hold.</exception>
    public async Task<IReadOnlyList<Claim>> Redeem(IdentityProvider provider, SignInRequest request, string code, string redirect, CancellationToken stop)
    {
        var metadata = await Read(provider, refresh: false, stop);
        using var exchange = new HttpRequestMessage(HttpMethod.Post, metadata.Token)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirect, ["code_verifier"] = request.Verifier }),
        };
        exchange.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(provider.ClientSecret)}")));
        using var tokens = await Json(exchange, stop);
        var identity = await Validate(provider, metadata, Text(tokens, "id_token") ?? throw new IdentityException("The answer has no id_token."), request.Nonce, stop);
        if (metadata.UserInfo is null || Text(tokens, "access_token") is not { } access) return identity;
        using var ask = new HttpRequestMessage(HttpMethod.Get, metadata.UserInfo);
        ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
        using var info = await Json(ask, stop);
        // §5.3.2: userinfo of another subject must not be used.
        if (Text(info, "sub") != identity.FirstOrDefault(c => c.Type == "sub")?.Value) throw new IdentityException("Userinfo is about another subject.");
        return [.. identity, .. info.RootElement.EnumerateObject().SelectMany(p => p.Value.ValueKind == JsonValueKind.Array ? p.Value.EnumerateArray().Select(v => new Claim(p.Name, v.ToString())) : [new Claim(p.Name, p.Value.ToString())])];
    }

    private async Task<IReadOnlyList<Claim>> Validate(IdentityProvider provider, Metadata metadata, string token, string nonce, CancellationToken stop)
    {
        var handler = new JsonWebTokenHandler { MapInboundClaims = false };
        var result = await handler.ValidateTokenAsync(token, Parameters(provider, metadata));
        if (!result.IsValid && result.Exception is SecurityTokenSignatureKeyNotFoundException) // the provider changed its keys
            result = await handler.ValidateTokenAsync(token, Parameters(provider, await Read(provider, refresh: true, stop)));
        if (!result.IsValid) throw new IdentityException($"The id_token does not hold: {result.Exception?.GetType().Name}.");
        var claims = ((JsonWebToken)result.SecurityToken).Claims.ToList();
        if (claims.FirstOrDefault(c => c.Type == "nonce")?.Value != nonce) throw new IdentityException("The id_token is of another request.");
        return claims;
    }

    private TokenValidationParameters Parameters(IdentityProvider provider, Metadata metadata) => new()
    {
        ValidIssuer = metadata.Issuer, ValidAudience = provider.ClientId, IssuerSigningKeys = metadata.Keys.GetSigningKeys(), RequireSignedTokens = true, RequireExpirationTime = true,
        ValidAlgorithms = ["RS256", "PS256", "ES256"], ClockSkew = TimeSpan.FromSeconds(60),
        LifetimeValidator = (from, until, _, p) => until > clock.GetUtcNow().UtcDateTime - p.ClockSkew && (from is null || from < clock.GetUtcNow().UtcDateTime + p.ClockSkew),
    };

    private async Task<Metadata> Read(IdentityProvider provider, bool refresh, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(provider.Key, out var known) && now - known.At < (refresh ? KeysAgain : Fresh)) return known.Metadata;
        using var found = await Json(new HttpRequestMessage(HttpMethod.Get, provider.Authority.TrimEnd('/') + "/.well-known/openid-configuration"), stop);
        string Need(string name) => Text(found, name) is { } address && Safe(address) ? address : throw new IdentityException($"The provider's {name} is not there or not https.");
        if (Text(found, "issuer") is not { } issuer || issuer.TrimEnd('/') != provider.Authority.TrimEnd('/')) throw new IdentityException("The issuer is not the configured authority.");
        using var keys = await Json(new HttpRequestMessage(HttpMethod.Get, Need("jwks_uri")), stop);
        var metadata = new Metadata(issuer, Need("authorization_endpoint"), Need("token_endpoint"), Text(found, "userinfo_endpoint") is null ? null : Need("userinfo_endpoint"), new JsonWebKeySet(keys.RootElement.GetRawText()));
        _known[provider.Key] = (metadata, now);
        return metadata;
    }

    private async Task<JsonDocument> Json(HttpRequestMessage request, CancellationToken stop)
    {
        if (!Safe(request.RequestUri!.ToString())) throw new IdentityException("The provider is asked over https only.");
        try
        {
            using var answer = await _http.SendAsync(request, stop);
            if (!answer.IsSuccessStatusCode) throw new IdentityException($"The provider answers {(int)answer.StatusCode} at {request.RequestUri.AbsolutePath}.");
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw new IdentityException($"The provider cannot be asked: {e.GetType().Name}.");
        }
    }

    private static bool Safe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));

    private static string? Text(JsonDocument document, string name) => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Random() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    public void Dispose() => _http.Dispose();
}
