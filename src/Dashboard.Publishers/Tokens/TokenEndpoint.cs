using System.Text.Json.Serialization;
using Dashboard.Schools;
using Dashboard.Schools.Feeds;
using Dashboard.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Publishers.Tokens;

/// <summary>
/// OAuth 2.0 client credentials for publishers (RFC 6749 §4.4): private_key_jwt; a shared secret only while the sample school is on.
/// The client is looked up anew each time, so a key that was taken away is refused from the next request on.
/// </summary>
internal static class TokenEndpoint
{
    public const string Path = "/connect/token";
    private const long MaxBody = 64 * 1024;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost(Path, Issue)
            .WithTags("Tokens").WithSummary("Een token voor een uitgever (client credentials)")
            .WithDescription("grant_type=client_credentials met private_key_jwt. client_secret werkt alleen zolang de voorbeeldschool aanstaat. Het token geldt 15 minuten. 429: te vaak; wacht zo lang als Retry-After zegt.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .Accepts<Dictionary<string, string>>("application/x-www-form-urlencoded", "*/*")
            .Produces<TokenAnswer>().Produces<TokenError>(400).Produces<TokenError>(401).Produces<TokenError>(429)
            .AllowAnonymous().DisableAntiforgery();

    private static async Task<IResult> Issue(HttpContext http, PartyDirectory directory, KeyRing keys, AccessTokens tokens, ClientAssertions assertions, TokenAddress address, TokenLimit limit, SampleOptions sample, TimeProvider clock, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        if (limit.Ask(http) is { } wait)
        {
            http.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Error(429, "temporarily_unavailable", "Te veel verzoeken vanaf dit adres. Bewaar een token tot het bijna verlopen is.");
        }
        if (await Form(http.Request, stop) is not { } form) return Failed(400, "invalid_request", "Stuur de velden als application/x-www-form-urlencoded, hoogstens 64 kB.");
        if (form.Any(field => field.Value.Count > 1)) return Failed(400, "invalid_request", "Een veld staat er meer dan eens.");
        var grant = form["grant_type"].ToString();
        if (grant.Length == 0) return Failed(400, "invalid_request", "grant_type ontbreekt.");
        if (grant != "client_credentials") return Failed(400, "unsupported_grant_type", "Alleen client_credentials wordt ondersteund.");
        if (ClientCredentials.From(http.Request, form) is not { } given) return Failed(400, "invalid_request", "Gebruik één manier om te zeggen welke client dit is.");

        var claimed = given.ClientId ?? (given.Assertion is null ? null : assertions.Claims(given.Assertion));
        var client = claimed is null ? null : await directory.FindNow(d => d.Client(claimed), stop);
        var here = address.Of(http.Request);
        if (given.Assertion is not null && here is null) return Failed(400, "invalid_request", "Dit dashboard kent het adres van dit verzoek niet als het zijne. De beheerder zet het in Tokens:Addresses.");
        var proof = client is null ? null : given switch
        {
            { Assertion: { } assertion } => await assertions.Check(assertion, client, TokenAddress.Audiences(here!), stop),
            { Secret: { } secret } => sample.On && PublisherKeys.Good(keys, client, secret, clock.GetUtcNow()) is { } hash ? ClientKeys.SecretProof(hash) : null,
            _ => null,
        };
        if (proof is null)
        {
            if (given.Basic) http.Response.Headers.WWWAuthenticate = "Basic realm=\"dashboard\"";
            return Failed(401, "invalid_client", "De client is niet bekend of kan niet bewijzen dat hij het is.");
        }

        var registered = client!.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var asked = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } some ? some : registered;
        if (asked.Except(registered).Any()) return Failed(400, "invalid_scope", "Deze client is niet aangemeld voor een van de gevraagde scopes.");
        var scope = string.Join(' ', asked.Distinct());
        return Results.Json(new TokenAnswer(tokens.Issue(client.ClientId, scope, proof), "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, scope));

        IResult Failed(int status, string error, string description)
        {
            limit.Failed(http);
            return Error(status, error, description);
        }
    }

    private static async Task<IFormCollection?> Form(HttpRequest request, CancellationToken stop)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(stop) : null;
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static IResult Error(int status, string error, string description) => Results.Json(new TokenError(error, description), statusCode: status);
}

internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope);

internal sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description);
