using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Publishers.Tokens;

/// <summary>Authorization server metadata (RFC 8414): a stock client finds the token address and what it takes by itself.</summary>
internal static class MetadataEndpoint
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/.well-known/oauth-authorization-server", Describe)
            .WithTags("Tokens").WithSummary("Wat het tokenadres kan (RFC 8414)")
            .WithDescription("404: het verzoek kwam niet binnen op een adres dat dit dashboard als het zijne kent.")
            .Produces<Metadata>().Produces(404).AllowAnonymous();

    private static IResult Describe(HttpRequest request, TokenAddress address) => address.Of(request) is { } issuer
        ? Results.Ok(new Metadata(issuer, issuer + TokenEndpoint.Path, ["client_credentials"], ["private_key_jwt"], ["RS256", "PS256", "ES256", "ES384"], PublisherScopes.All, []))
        : Results.NotFound();
}

internal sealed record Metadata(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("grant_types_supported")] IReadOnlyList<string> GrantTypes,
    [property: JsonPropertyName("token_endpoint_auth_methods_supported")] IReadOnlyList<string> AuthMethods,
    [property: JsonPropertyName("token_endpoint_auth_signing_alg_values_supported")] IReadOnlyList<string> SigningAlgorithms,
    [property: JsonPropertyName("scopes_supported")] IReadOnlyList<string> Scopes,
    [property: JsonPropertyName("response_types_supported")] IReadOnlyList<string> ResponseTypes);
