using System.Text.Json.Serialization;
using Dashboard.Schools;
using Dashboard.Schools.Feeds;
using Dashboard.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Publishers.Tokens;

/// <summary>OAuth 2.0 client credentials for publishers: private_key_jwt; a shared secret only while the sample school is on.</summary>
internal static class TokenEndpoint
{
    public const string Path = "/connect/token";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost(Path, Issue)
            .WithTags("Tokens").WithSummary("Een token voor een uitgever (client credentials)")
            .WithDescription("grant_type=client_credentials met private_key_jwt. client_secret werkt alleen zolang de voorbeeldschool aanstaat. Het token geldt 15 minuten.")
            .Accepts<Dictionary<string, string>>("application/x-www-form-urlencoded", "*/*")
            .Produces<TokenAnswer>().Produces<TokenError>(400).Produces<TokenError>(401)
            .AllowAnonymous().DisableAntiforgery();

    private static async Task<IResult> Issue(HttpContext http, PartyDirectory directory, KeyRing keys, AccessTokens tokens, ClientAssertions assertions, SampleOptions sample, TimeProvider clock, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasFormContentType) return Error(400, "invalid_request", "Stuur de velden als application/x-www-form-urlencoded.");
        var form = await http.Request.ReadFormAsync(stop);
        var grant = form["grant_type"].ToString();
        if (grant.Length == 0) return Error(400, "invalid_request", "grant_type ontbreekt.");
        if (grant != "client_credentials") return Error(400, "unsupported_grant_type", "Alleen client_credentials wordt ondersteund.");
        if (ClientCredentials.From(http.Request, form) is not { } given) return Error(400, "invalid_request", "Gebruik één manier om te zeggen welke client dit is.");

        var claimed = given.ClientId ?? (given.Assertion is null ? null : assertions.Claims(given.Assertion));
        var client = claimed is null ? null : await directory.Find(d => d.Client(claimed), stop);
        var address = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{Path}";
        var good = client is not null && (given switch
        {
            { Assertion: { } assertion } => await assertions.Good(assertion, client, address),
            { Secret: { } secret } => sample.On && PublisherKeys.IsGood(keys, client, secret, clock.GetUtcNow()),
            _ => false,
        });
        if (!good)
        {
            if (given.Basic) http.Response.Headers.WWWAuthenticate = "Basic realm=\"dashboard\"";
            return Error(401, "invalid_client", "De client is niet bekend of kan niet bewijzen dat hij het is.");
        }

        var registered = client!.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var asked = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } some ? some : registered;
        if (asked.Except(registered).Any()) return Error(400, "invalid_scope", "Deze client is niet aangemeld voor een van de gevraagde scopes.");
        var scope = string.Join(' ', asked.Distinct());
        return Results.Json(new TokenAnswer(tokens.Issue(client.ClientId, scope), "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, scope));
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
