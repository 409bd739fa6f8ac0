using System.Security.Claims;
using Dashboard.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.MethodGoals;

/// <summary>PUT /api/v1/tools/{tool}/method-goals: a publisher delivers its own goals and their links.</summary>
public static class MethodGoalEndpoint
{
    public static void MapMethodGoals(this IEndpointRouteBuilder app) =>
        app.MapPut("/api/v1/tools/{tool}/method-goals", Put)
            .RequireAuthorization("scope:dashboard.methodgoals")
            .WithTags("Method goals")
            .WithSummary("Deliver the method goals of a tool with their links to goals; answers per row")
            .Accepts<MethodGoalDelivery>("application/json")
            .Produces<MethodGoalReport>().ProducesProblem(StatusCodes.Status400BadRequest).Produces(StatusCodes.Status401Unauthorized).Produces(StatusCodes.Status403Forbidden).Produces(StatusCodes.Status404NotFound);

    private static async Task<IResult> Put(string tool, HttpRequest request, ClaimsPrincipal user, Database database, MethodGoalCatalogue catalogue, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop);
        var client = user.FindFirstValue("client_id");
        var found = await (
            from t in session.Tables.Tools.AsNoTracking()
            join p in session.Tables.Publishers.AsNoTracking() on t.PublisherId equals p.PublisherId
            where t.Key == tool
            select new { Tool = t, Publisher = p }).SingleOrDefaultAsync(stop);
        if (found is null) return TypedResults.Problem($"Leermiddel '{tool}' is niet bekend. Controleer de sleutel in het adres.", statusCode: StatusCodes.Status404NotFound);
        if (!await session.Tables.PublisherClients.AnyAsync(c => c.ClientId == client && c.PublisherId == found.Publisher.PublisherId, stop))
            return TypedResults.Problem($"Leermiddel '{tool}' is van een andere uitgever dan client '{client}'.", statusCode: StatusCodes.Status403Forbidden);
        var (delivery, problem) = await MethodGoalReader.Read(request.Body, stop);
        return delivery is null
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(await catalogue.Take(found.Tool, found.Publisher.Name, delivery, stop));
    }
}
