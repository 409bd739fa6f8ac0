using System.Security.Claims;
using Dashboard.Publishers.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Publishers.Deliveries;

/// <summary>Takes one result back, whatever standard it came by: UWLR has no delete. It is a delivery like any other.</summary>
internal static class WithdrawEndpoint
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapDelete("/api/v1/tools/{tool}/results/{resultId}", Withdraw)
            .WithTags("Leveringen").WithSummary("Eén resultaat intrekken")
            .WithDescription("school is onze sleutel van de school, of een BRIN (met vestiging). schoolYear is bijvoorbeeld 2026-2027. 202: vastgelegd.")
            .WithMetadata(new DeliveryDoor(Withdrawals.Format))
            .Produces<WithdrawalAnswer>(202).ProducesProblem(400).Produces(401).ProducesProblem(403).ProducesProblem(404)
            .RequireAuthorization(PublisherScopes.Policy(PublisherScopes.Results));

    private static async Task<IResult> Withdraw(string tool, string resultId, string? school, string? schoolYear, HttpResponse response, ClaimsPrincipal user, PublisherCallers callers, Withdrawals withdrawals, CancellationToken stop)
    {
        var caller = await callers.Find(user, stop);
        var (delivery, wrong, message) = await withdrawals.Take(caller?.Publisher.Key ?? "", caller?.Tools.FirstOrDefault(t => t.Key == tool), new(school, schoolYear, resultId), stop);
        response.Headers[DeliveryHeader.Name] = delivery.ToString();
        return wrong is null ? Results.Accepted($"/api/v1/deliveries/{delivery}", new WithdrawalAnswer(delivery))
            : Results.Problem(message, statusCode: wrong switch { "tool" or "off" => 403, "school" => 404, _ => 400 }, title: wrong);
    }
}

/// <param name="Id">Of the delivery.</param>
internal sealed record WithdrawalAnswer(Guid Id);
