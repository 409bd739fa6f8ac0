using System.Security.Claims;
using System.Text.Encodings.Web;
using Dashboard.Publishers.Deliveries;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Publishers.Tokens;

/// <summary>
/// Reads "Authorization: Bearer". A refusal says why in WWW-Authenticate (RFC 6750) and has no body; where deliveries come in,
/// it is kept as a refused delivery, as every refusal is.
/// </summary>
internal sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccessTokens tokens, PublisherCallers callers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var identity = await tokens.Read(header[Prefix.Length..].Trim());
        return identity is null || !await callers.Trusts(identity, Context.RequestAborted)
            ? AuthenticateResult.Fail("invalid_token")
            : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failed = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        await Refuse(StatusCodes.Status401Unauthorized, failed ? """Bearer realm="dashboard", error="invalid_token" """.Trim() : """Bearer realm="dashboard" """.Trim());
    }

    /// <summary>A good token without the scope.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Refuse(Context.GetEndpoint()?.Metadata.GetMetadata<DeliveryDoor>()?.WithoutScope ?? StatusCodes.Status403Forbidden,
            """Bearer realm="dashboard", error="insufficient_scope" """.Trim());

    private async Task Refuse(int status, string why)
    {
        Response.StatusCode = status;
        Response.Headers[HeaderNames.WWWAuthenticate] = why;
        if (Context.GetEndpoint()?.Metadata.GetMetadata<DeliveryDoor>() is not { } door) return;
        if (door.ApiVersion is { } version) Response.Headers[EduV.ApiVersion.Header] = version;
        var client = (await HandleAuthenticateOnceSafeAsync()).Principal is { } user
            ? await callers.Find(user, Context.RequestAborted) : null;
        var problem = new DeliveryProblem(null, "Authorization", "0021", "Het token ontbreekt, is verlopen of heeft niet de scope die hier nodig is. Haal een token op /connect/token.");
        var id = await Context.RequestServices.GetRequiredService<Intake>().Refuse(client?.Publisher.Key ?? "", door.Format, 0, null, 0, [problem], Context.RequestAborted);
        Response.Headers[DeliveryHeader.Name] = id.ToString();
    }
}

/// <summary>Marks an address where deliveries come in: a refusal there is kept.</summary>
/// <param name="Format">As in the delivery report.</param>
/// <param name="WithoutScope">HTTP status for a good token without the scope: 403 (RFC 6750), or Edu-V's 401 (its status 0021).</param>
/// <param name="ApiVersion">For the header API-Version of a refusal; null: the standard of this address has none.</param>
internal sealed record DeliveryDoor(string Format, int WithoutScope = StatusCodes.Status403Forbidden, string? ApiVersion = null);
