using System.Security.Claims;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Desk;

/// <summary>Schools that asked this publisher for a feed, and its answer.</summary>
internal static class FeedRequestsApi
{
    public static void Map(RouteGroupBuilder desk)
    {
        var requests = desk.MapGroup("/feed-requests").RequireAuthorization(PublisherScopes.AnyClient);
        requests.MapGet("", Open).WithSummary("Scholen die om een koppeling vroegen en op antwoord wachten").Produces<IReadOnlyList<FeedRequestAnswer>>();
        requests.MapPost("/{school}/{tool}/accept", Accept)
            .WithSummary("Een koppeling actief maken; er hoeft nog geen data te zijn").WithDescription("address en credential alleen bij een leermiddel waarvan wij de resultaten ophalen.")
            .Produces(204).ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> Open(ClaimsPrincipal user, PublisherCallers callers, FeedAnswers answers, CancellationToken stop) =>
        await callers.Find(user, stop) is { } caller
            ? Results.Ok((await answers.Open(caller.Publisher.PublisherId, stop)).Select(r => new FeedRequestAnswer(r.School.Key, r.School.Name, r.Tool.Key, r.Until, r.Late, r.Request)))
            : Results.Forbid();

    private static async Task<IResult> Accept(string school, string tool, FeedSource? source, ClaimsPrincipal user, PublisherCallers callers, FeedAnswers answers, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Forbid();
        return await answers.Accept(caller.Publisher.PublisherId, school, tool, source?.Address, source?.Credential, caller.ClientId, stop) switch
        {
            null => Results.NoContent(),
            "request" => Results.Problem("Deze school heeft niet om deze koppeling gevraagd, of is al beantwoord.", statusCode: 404, title: "request"),
            _ => Results.Problem("Geef address (https) en credential: van dit leermiddel halen wij de resultaten op.", statusCode: 400, title: "source"),
        };
    }
}

/// <param name="Until">The day by which the school gets an answer.</param>
/// <param name="Request">As the school filled it in.</param>
internal sealed record FeedRequestAnswer(string School, string SchoolName, string Tool, DateTimeOffset Until, bool Late, FeedRequest Request);

internal sealed record FeedSource(string? Address, string? Credential);
