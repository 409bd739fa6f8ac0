using System.Security.Claims;
using System.Text.Json;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Desk;

/// <summary>A publisher's tools: their profiles, and which of their codes still lead to no learning goal.</summary>
internal static class ToolsApi
{
    public static void Map(RouteGroupBuilder desk)
    {
        var tools = desk.MapGroup("/tools").RequireAuthorization(PublisherScopes.Policy(PublisherScopes.MethodGoals));
        tools.MapGet("", All).WithSummary("De leermiddelen van deze uitgever, met hun codes zonder leerdoel").Produces<IReadOnlyList<ToolAnswer>>();
        tools.MapGet("/{tool}/profile", Profile).WithSummary("Het profiel van een leermiddel").Produces<ToolProfile>().ProducesProblem(404);
        tools.MapPut("/{tool}/profile", PutProfile)
            .WithSummary("Het profiel van een leermiddel vervangen").WithDescription("Met dryRun=true wordt er niets bewaard: het antwoord is wat een leraar zou lezen.")
            .Accepts<ToolProfile>("application/json").Produces<ToolProfile>().ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> All(ClaimsPrincipal user, PublisherCallers callers, Database database, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Forbid();
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var answer = new List<ToolAnswer>();
        foreach (var tool in caller.Tools)
            answer.Add(new(tool.Key, tool.Name, await session.Tables.MethodGoals.CountAsync(g => g.ToolId == tool.ToolId, stop), await UnlinkedGoals.Of(session.Tables, tool.ToolId, stop)));
        return Results.Ok(answer);
    }

    private static async Task<IResult> Profile(string tool, ClaimsPrincipal user, PublisherCallers callers, CancellationToken stop) =>
        (await callers.Find(user, stop))?.Tools.FirstOrDefault(t => t.Key == tool) is { } own
            ? Results.Content(ToolProfile.Parse(own.Profile).ToJson(), "application/json") : NoTool();

    private static async Task<IResult> PutProfile(string tool, bool? dryRun, HttpRequest request, ClaimsPrincipal user, PublisherCallers callers, ToolProfiles profiles, CancellationToken stop)
    {
        var caller = await callers.Find(user, stop);
        if (caller?.Tools.FirstOrDefault(t => t.Key == tool) is not { } own) return NoTool();
        try
        {
            using var reader = new StreamReader(request.Body);
            var profile = ToolProfile.Parse(await reader.ReadToEndAsync(stop));
            if (ToolProfiles.Wrong(profile) is { } wrong) return Results.Problem($"Het profiel is niet volledig of te lang: {wrong}.", statusCode: 400, title: wrong);
            if (dryRun != true) await profiles.Save(own.ToolId, profile, 0, caller.ClientId, stop);
            return Results.Content(profile.ToJson(), "application/json");
        }
        catch (JsonException problem)
        {
            return Results.Problem("Dit is geen profiel.", statusCode: 400, title: problem.Path ?? "$");
        }
    }

    private static IResult NoTool() => Results.Problem("Dit leermiddel is niet van deze uitgever.", statusCode: 404, title: "tool");
}

/// <param name="MethodGoals">How many codes of it are known.</param>
/// <param name="WithoutGoal">Those that lead to no learning goal, at most 200.</param>
internal sealed record ToolAnswer(string Key, string Name, int MethodGoals, IReadOnlyList<string> WithoutGoal);
