using System.Security.Claims;
using Dashboard.Publishers.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Publishers.Launch;

/// <summary>The tool's side of a launch: our public key, and the exchange of a launch for what it stands for, once.</summary>
internal static class LaunchEndpoint
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/launch/jwks.json", async (LaunchKey key, LtiKey lti, CancellationToken stop) => new LaunchJwks([key.Public, await lti.Public(stop)]))
            .WithTags("Doorklikken").WithSummary("De openbare sleutels van launches (JWKS): ES256 van de eenmalige link, RS256 van LTI")
            .Produces<LaunchJwks>().AllowAnonymous();
        app.MapPost("/launch/redeem", Redeem)
            .WithTags("Doorklikken").WithSummary("Een launch inwisselen, één keer, binnen 60 seconden")
            .WithDescription("Stuur de waarde van launch uit het adres. 400: geen launch van ons. 403: voor een ander leermiddel. 410: al gebruikt of verlopen.")
            .Produces<LaunchTarget>().ProducesProblem(400).Produces(401).ProducesProblem(403).ProducesProblem(410)
            .RequireAuthorization(PublisherScopes.AnyClient).DisableAntiforgery();
    }

    private static async Task<IResult> Redeem(LaunchRequest request, ClaimsPrincipal user, PublisherCallers callers, Launches launches, HttpResponse response, CancellationToken stop)
    {
        response.Headers.CacheControl = "no-store";
        if (string.IsNullOrWhiteSpace(request.Launch)) return Problem(400, "Stuur de launch uit het adres als veld launch.");
        if (await callers.Find(user, stop) is not { } caller) return Problem(403, "Deze client is niet meer aangemeld.");
        var redemption = await launches.Redeem(request.Launch, caller, stop);
        return redemption.State switch
        {
            RedemptionState.Redeemed => Results.Ok(new LaunchTarget(redemption.Target!, redemption.Staff!, redemption.School!)),
            RedemptionState.OtherAudience => Problem(403, "Deze launch is voor een ander leermiddel."),
            RedemptionState.Gone => Problem(410, "Deze launch is al gebruikt of verlopen. Laat de leraar opnieuw doorklikken."),
            _ => Problem(400, "Dit is geen launch van dit dashboard."),
        };
    }

    private static IResult Problem(int status, string message) => Results.Problem(message, statusCode: status, title: "launch");
}

/// <param name="Launch">The JWT from the address.</param>
internal sealed record LaunchRequest(string? Launch);

/// <param name="Target">The page to show.</param>
/// <param name="Staff">A pseudonym of the teacher, of this tool only.</param>
/// <param name="School">Our key of the school.</param>
internal sealed record LaunchTarget(string Target, string Staff, string School);
