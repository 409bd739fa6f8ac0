using System.Security.Claims;
using Dashboard.Publishers.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Publishers.Deliveries;

/// <summary>The delivery reports for publishers. A client sees what its publisher sent, by whichever standard.</summary>
internal static class DeliveriesEndpoint
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var deliveries = app.MapGroup("/api/v1/deliveries").WithTags("Leveringen")
            .RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Deliveries));
        deliveries.MapGet("/{id:guid}", One)
            .WithSummary("Het rapport van één levering")
            .WithDescription("De tellingen zijn per resultaat-id van de uitgever en staan vast vanaf de status mapped.")
            .Produces<DeliveryReport>().Produces(401).Produces(403).Produces(404);
        deliveries.MapGet("/", Since)
            .WithSummary("De leveringen vanaf een cursor, oudste eerst")
            .Produces<DeliveryPage>().ProducesProblem(400).Produces(401).Produces(403);
    }

    private static async Task<IResult> One(Guid id, ClaimsPrincipal user, PublisherCallers callers, DeliveryReports reports, CancellationToken stop) =>
        await callers.Find(user, stop) is { } caller && await reports.One(caller.Publisher.Key, id, stop) is { } report
            ? Results.Ok(report) : Results.NotFound();

    private static async Task<IResult> Since(string? since, ClaimsPrincipal user, PublisherCallers callers, DeliveryReports reports, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Ok(new DeliveryPage([], since));
        return await reports.Since(caller.Publisher.Key, since, stop) is { } page
            ? Results.Ok(page)
            : Results.Problem("De cursor is niet van deze dienst. Gebruik de waarde van next uit een eerder antwoord, of laat since weg.", statusCode: 400, title: "since");
    }
}
