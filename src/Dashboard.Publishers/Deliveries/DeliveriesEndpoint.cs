using System.Security.Claims;
using Dashboard.Publishers.Tokens;
using Dashboard.Store.Tables;
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
        deliveries.MapGet("/{id:guid}/waiting", Waiting)
            .WithSummary("De resultaat-id's van één levering die op hun leerling wachten, hoogstens 1000")
            .Produces<IReadOnlyList<string>>().Produces(401).Produces(403).Produces(404);
        deliveries.MapGet("/", Since)
            .WithSummary("De leveringen vanaf een cursor, oudste eerst").WithDescription("state=rejected of state=parked: alleen die; een cursor hoort bij zijn eigen vraag.")
            .Produces<DeliveryPage>().ProducesProblem(400).Produces(401).Produces(403);
    }

    private static async Task<IResult> One(Guid id, ClaimsPrincipal user, PublisherCallers callers, DeliveryReports reports, CancellationToken stop) =>
        await callers.Find(user, stop) is { } caller && await reports.One(caller.Publisher.Key, id, stop) is { } report
            ? Results.Ok(report) : Results.NotFound();

    private static async Task<IResult> Waiting(Guid id, ClaimsPrincipal user, PublisherCallers callers, DeliveryReports reports, CancellationToken stop) =>
        await callers.Find(user, stop) is { } caller && await reports.One(caller.Publisher.Key, id, stop) is not null
            ? Results.Ok(await reports.Waiting(caller.Publisher.Key, id, stop)) : Results.NotFound();

    private static async Task<IResult> Since(string? since, string? state, ClaimsPrincipal user, PublisherCallers callers, DeliveryReports reports, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Ok(new DeliveryPage([], since));
        if (state is not (null or "" or "rejected" or "parked")) return Results.Problem("state is rejected of parked, of weggelaten.", statusCode: 400, title: "state");
        DeliveryState? only = string.IsNullOrEmpty(state) ? null : state == "rejected" ? DeliveryState.Rejected : DeliveryState.Parked;
        return await reports.Since(caller.Publisher.Key, since, only, stop) is { } page
            ? Results.Ok(page)
            : Results.Problem("De cursor is niet van deze dienst. Gebruik de waarde van next uit een eerder antwoord, of laat since weg.", statusCode: 400, title: "since");
    }
}
