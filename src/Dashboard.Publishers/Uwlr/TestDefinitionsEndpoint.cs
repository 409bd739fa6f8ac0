using System.Security.Claims;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Uwlr;

/// <summary>PUT /api/v1/tools/{tool}/test-definitions: a publisher uploads its UWLR Toetsdefinities file.</summary>
internal static class TestDefinitionsEndpoint
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPut("/api/v1/tools/{tool}/test-definitions", Put)
            .WithTags("UWLR").WithSummary("Toetsdefinities aanleveren (UWLR, XML): alles of niets")
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .Accepts<string>("text/xml", "application/xml", "*/*")
            .Produces<TestLibraryReport>().Produces<TestLibraryReport>(400).Produces(401).Produces(403).ProducesProblem(404)
            .RequireAuthorization(PublisherScopes.Policy(PublisherScopes.MethodGoals)).DisableAntiforgery();

    private static async Task<IResult> Put(string tool, HttpRequest request, ClaimsPrincipal user, PublisherCallers callers, TestLibrary library, IOptions<DoorLimits> limits, CancellationToken stop)
    {
        var own = (await callers.Find(user, stop))?.Tools.FirstOrDefault(t => t.Key == tool);
        if (own is null) return Results.Problem("Deze uitgever heeft geen leermiddel met deze sleutel.", statusCode: 404, title: "tool");
        var report = await library.Take(own, BodyStream.Open(request, limits.Value.EduVBytes), stop);
        return Results.Json(report, statusCode: report.Refused ? 400 : 200);
    }
}
