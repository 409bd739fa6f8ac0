using System.Security.Claims;
using Dashboard.Publishers.Checking;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Desk;

/// <summary>
/// The publisher's desk for programs: what each page of /uitgever does, with a publisher's token. Deliveries, withdrawals, method goals
/// and test definitions have addresses of their own beside the doors that take them in.
/// </summary>
internal static class DeskApi
{
    public static void MapDeskApi(this IEndpointRouteBuilder app)
    {
        var desk = app.MapGroup("/api/v1").WithTags("Uitgeversbalie").WithMetadata(new ProducesResponseTypeMetadata(401, typeof(void)), new ProducesResponseTypeMetadata(403, typeof(void)));
        desk.MapPost("/check", Check).RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Deliveries)).WithMetadata(new RequestSizeLimitAttribute(MessageChecker.Longest))
            .WithSummary("Wat zouden jullie met dit bericht doen? Er wordt niets bewaard").Accepts<string>("text/xml", "application/json", "*/*").Produces<MessageOutlook>().ProducesProblem(400).ProducesProblem(403);
        desk.MapGet("/deliveries/{id:guid}/csv", Csv).RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Deliveries))
            .WithSummary("Het rapport van één levering als CSV").Produces<string>(200, "text/csv").Produces(404);
        SandboxApi.Map(desk);
        KeysApi.Map(desk);
        ToolsApi.Map(desk);
        FeedRequestsApi.Map(desk);
        AgreementsApi.Map(desk);
    }

    private static async Task<IResult> Check(HttpRequest request, ClaimsPrincipal user, PublisherCallers callers, Checker checker, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Forbid();
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(stop);
        if (string.IsNullOrWhiteSpace(text)) return Results.Problem("Stuur het bericht als body.", statusCode: 400, title: "body");
        return await checker.Check(text, caller.ClientId, caller.Publisher.Key, stop) is { } outlook
            ? Results.Ok(outlook) : Results.Problem("Dit bericht is van een andere uitgever.", statusCode: 403, title: "publisher");
    }

    private static async Task<IResult> Csv(Guid id, ClaimsPrincipal user, PublisherCallers callers, DeliveryReports reports, CancellationToken stop) =>
        await callers.Find(user, stop) is { } caller && await reports.One(caller.Publisher.Key, id, stop) is { } report
            ? Results.Text(DeliveryCsv.Write(report, await reports.Waiting(caller.Publisher.Key, id, stop)), "text/csv") : Results.NotFound();
}
