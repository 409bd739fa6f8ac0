using System.Security.Claims;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Calendar;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Publishers.Deliveries;

/// <summary>Takes one result back, whatever standard it came by: UWLR has no delete. It is a delivery like any other.</summary>
internal static class WithdrawEndpoint
{
    private const string Format = "withdrawal";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapDelete("/api/v1/tools/{tool}/results/{resultId}", Withdraw)
            .WithTags("Leveringen").WithSummary("Eén resultaat intrekken")
            .WithDescription("school is onze sleutel van de school, of een BRIN (met vestiging). schoolYear is bijvoorbeeld 2026-2027. 202: vastgelegd.")
            .WithMetadata(new DeliveryDoor(Format))
            .Produces<WithdrawalAnswer>(202).ProducesProblem(400).Produces(401).ProducesProblem(403).ProducesProblem(404)
            .RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Results));

    private static async Task<IResult> Withdraw(string tool, string resultId, string? school, string? schoolYear, HttpResponse response, ClaimsPrincipal user, PublisherCallers callers, PartyDirectory directory, Intake intake, CancellationToken stop)
    {
        var caller = await callers.Find(user, stop);
        var publisher = caller?.Publisher.Key ?? "";
        var own = caller?.Tools.FirstOrDefault(t => t.Key == tool);
        if (own is null) return await Refuse(403, null, null, "tool", "Dit leermiddel is niet van deze uitgever.");
        if (ReadYear(schoolYear) is not { } year) return await Refuse(400, null, own, "schoolYear", "Geef het schooljaar als 2026-2027.");
        if (await FindSchool(directory, school, stop) is not { } found) return await Refuse(404, null, own, "school", "Deze school doet niet mee.");

        var result = new IncomingResult(WholeResult.Cancelled(resultId, DateTimeOffset.UnixEpoch, null), []);
        var receipt = await intake.Accept(new IncomingMessage(publisher, Format, found.SchoolId, own.ToolId, year, [result], []), stop);
        response.Headers[DeliveryHeader.Name] = receipt.DeliveryId.ToString();
        return receipt.FeedOn
            ? Results.Accepted($"/api/v1/deliveries/{receipt.DeliveryId}", new WithdrawalAnswer(receipt.DeliveryId))
            : Results.Problem("De school heeft deze koppeling uitgezet.", statusCode: 403, title: "school");

        async Task<IResult> Refuse(int status, School? at, Tool? of, string field, string message)
        {
            var id = await intake.Refuse(publisher, Format, at?.SchoolId ?? 0, of?.ToolId, 1, [new DeliveryProblem(resultId, field, "withdrawal", message)], stop);
            response.Headers[DeliveryHeader.Name] = id.ToString();
            return Results.Problem(message, statusCode: status, title: field);
        }
    }

    /// <summary>"2026-2027", or its first year.</summary>
    private static short? ReadYear(string? text) =>
        WrittenTime.SchoolYear(text) ?? (short.TryParse(text, out var year) && year is > 2000 and < 3000 ? year : null);

    private static async ValueTask<School?> FindSchool(PartyDirectory directory, string? school, CancellationToken stop) => string.IsNullOrWhiteSpace(school) ? null
        : await directory.Find(d => d.School(null, null, school) ?? (school.Length is 4 or 6 ? d.School(school[..4].ToUpperInvariant(), school[4..], null) : null), stop);
}

/// <param name="Id">Of the delivery.</param>
internal sealed record WithdrawalAnswer(Guid Id);
