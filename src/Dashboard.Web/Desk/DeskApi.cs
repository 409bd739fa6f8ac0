using System.Security.Claims;
using System.Text.Json;
using Dashboard.Publishers.Checking;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Desk;

/// <summary>The publisher's desk for programs: the same as the pages, with a publisher's token.</summary>
internal static class DeskApi
{
    public static void MapDeskApi(this IEndpointRouteBuilder app)
    {
        var desk = app.MapGroup("/api/v1").WithTags("Uitgeversbalie").WithMetadata(new ProducesResponseTypeMetadata(401, typeof(void)), new ProducesResponseTypeMetadata(403, typeof(void)));
        desk.MapPost("/check", Check).RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Deliveries)).WithMetadata(new RequestSizeLimitAttribute(MessageChecker.Longest))
            .WithSummary("Wat zouden jullie met dit bericht doen? Er wordt niets bewaard").Accepts<string>("text/xml", "application/json", "*/*").Produces<MessageOutlook>().ProducesProblem(400).ProducesProblem(403);
        desk.MapPost("/sandbox", Sandbox).RequireAuthorization(PublisherScopes.AnyClient)
            .WithSummary("De proefschool van deze uitgever, met twaalf verzonnen leerlingen").Produces<SandboxAnswer>();
        desk.MapPost("/sandbox/{tool}/uwlr-key", UwlrKey).RequireAuthorization(PublisherScopes.AnyClient)
            .WithSummary("Een nieuwe autorisatiesleutel voor de proefschool; de vorige geldt nog zeven dagen").Produces<NewKey>().ProducesProblem(404);
        desk.MapPost("/client/secret", Secret).RequireAuthorization(PublisherScopes.AnyClient)
            .WithSummary("Een nieuw geheim voor deze client; het vorige geldt nog zeven dagen").Produces<NewKey>();
        desk.MapGet("/tools/{tool}/profile", Profile).RequireAuthorization(PublisherScopes.Policy(PublisherScopes.MethodGoals))
            .WithSummary("Het profiel van een leermiddel").Produces<ToolProfile>().ProducesProblem(404);
        desk.MapPut("/tools/{tool}/profile", PutProfile).RequireAuthorization(PublisherScopes.Policy(PublisherScopes.MethodGoals))
            .WithSummary("Het profiel van een leermiddel vervangen").Accepts<ToolProfile>("application/json").Produces<ToolProfile>().ProducesProblem(400).ProducesProblem(404);
        desk.MapGet("/deliveries/{id:guid}/csv", Csv).RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Deliveries))
            .WithSummary("Het rapport van één levering als CSV").Produces<string>(200, "text/csv").Produces(404);
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

    private static async Task<IResult> Sandbox(ClaimsPrincipal user, PublisherCallers callers, Sandboxes sandboxes, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Forbid();
        var school = await sandboxes.Ensure(caller.Publisher, stop);
        return Results.Ok(new SandboxAnswer(school.Key, school.Name, [.. Enumerable.Range(1, 12).Select(Sandboxes.PupilKey)]));
    }

    private static async Task<IResult> UwlrKey(string tool, ClaimsPrincipal user, HttpResponse response, PublisherCallers callers, Sandboxes sandboxes, PublisherKeys keys, CancellationToken stop)
    {
        var caller = await callers.Find(user, stop);
        if (caller?.Tools.FirstOrDefault(t => t.Key == tool) is not { UwlrKlantcode: not null } own || await sandboxes.Find(caller.Publisher, stop) is not { } school)
            return Results.Problem("Er is geen proefschool, of dit leermiddel van deze uitgever gebruikt geen UWLR.", statusCode: 404, title: "tool");
        response.Headers.CacheControl = "no-store";
        return Results.Ok(new NewKey(await keys.NewFeedKey(school.SchoolId, own.ToolId, caller.ClientId, stop), (int)PublisherKeys.ChangeOver.TotalDays));
    }

    private static async Task<IResult> Secret(ClaimsPrincipal user, HttpResponse response, PublisherCallers callers, PublisherKeys keys, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Forbid();
        response.Headers.CacheControl = "no-store";
        return Results.Ok(new NewKey(await keys.NewSecret(caller.ClientId, 0, caller.ClientId, stop), (int)PublisherKeys.ChangeOver.TotalDays));
    }

    private static async Task<IResult> Profile(string tool, ClaimsPrincipal user, PublisherCallers callers, CancellationToken stop) =>
        (await callers.Find(user, stop))?.Tools.FirstOrDefault(t => t.Key == tool) is { } own
            ? Results.Content(ToolProfile.Parse(own.Profile).ToJson(), "application/json") : NoTool();

    private static async Task<IResult> PutProfile(string tool, HttpRequest request, ClaimsPrincipal user, PublisherCallers callers, ToolProfiles profiles, CancellationToken stop)
    {
        var caller = await callers.Find(user, stop);
        if (caller?.Tools.FirstOrDefault(t => t.Key == tool) is not { } own) return NoTool();
        try
        {
            using var reader = new StreamReader(request.Body);
            var profile = ToolProfile.Parse(await reader.ReadToEndAsync(stop));
            if (ToolProfiles.Wrong(profile) is { } wrong) return Results.Problem($"Het profiel is niet volledig of te lang: {wrong}.", statusCode: 400, title: wrong);
            await profiles.Save(own.ToolId, profile, 0, caller.ClientId, stop);
            return Results.Content(profile.ToJson(), "application/json");
        }
        catch (JsonException problem)
        {
            return Results.Problem("Dit is geen profiel.", statusCode: 400, title: problem.Path ?? "$");
        }
    }

    private static async Task<IResult> Csv(Guid id, ClaimsPrincipal user, PublisherCallers callers, DeliveryReports reports, CancellationToken stop) =>
        await callers.Find(user, stop) is { } caller && await reports.One(caller.Publisher.Key, id, stop) is { } report
            ? Results.Text(DeliveryCsv.Write(report, await reports.Waiting(caller.Publisher.Key, id, stop)), "text/csv") : Results.NotFound();

    private static IResult NoTool() => Results.Problem("Dit leermiddel is niet van deze uitgever.", statusCode: 404, title: "tool");
}

/// <param name="School">Key of the school: organisationId of type AS_ID, or schoolkey.</param>
/// <param name="Pupils">Keys of its pupils: userId of type ASI, or leerlingid.</param>
internal sealed record SandboxAnswer(string School, string Name, IReadOnlyList<string> Pupils);

/// <param name="Key">This once.</param>
/// <param name="PreviousGoodForDays">The one before it stays good for so long.</param>
internal sealed record NewKey(string Key, int PreviousGoodForDays);
