using System.Security.Claims;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Desk;

/// <summary>A publisher's own sandbox school, and UWLR keys for it.</summary>
internal static class SandboxApi
{
    public static void Map(RouteGroupBuilder desk)
    {
        desk.MapPost("/sandbox", Ensure).RequireAuthorization(PublisherScopes.AnyClient)
            .WithSummary("De proefschool van deze uitgever, met twaalf verzonnen leerlingen").Produces<SandboxAnswer>();
        desk.MapPost("/sandbox/{tool}/uwlr-key", UwlrKey).RequireAuthorization(PublisherScopes.AnyClient)
            .WithSummary("Een nieuwe autorisatiesleutel voor de proefschool; de vorige geldt nog zeven dagen").Produces<NewKey>().ProducesProblem(404);
    }

    private static async Task<IResult> Ensure(ClaimsPrincipal user, PublisherCallers callers, Sandboxes sandboxes, CancellationToken stop)
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
}

/// <param name="School">Key of the school: organisationId of type AS_ID, or schoolkey.</param>
/// <param name="Pupils">Keys of its pupils: userId of type ASI, or leerlingid.</param>
internal sealed record SandboxAnswer(string School, string Name, IReadOnlyList<string> Pupils);

/// <param name="Key">This once.</param>
/// <param name="PreviousGoodForDays">The one before it stays good for so long.</param>
internal sealed record NewKey(string Key, int PreviousGoodForDays);
