using System.Security.Claims;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Desk;

/// <summary>The keys of the client that asks, and their rotation: two are good at once.</summary>
internal static class KeysApi
{
    public static void Map(RouteGroupBuilder desk)
    {
        var client = desk.MapGroup("/client").RequireAuthorization(PublisherScopes.AnyClient);
        client.MapGet("", Show).WithSummary("Deze client: scopes, openbare sleutels, en tot wanneer zijn vorige geheim geldt").Produces<ClientAnswer>();
        client.MapPost("/secret", NewSecret).WithSummary("Een nieuw geheim voor deze client; het vorige geldt nog zeven dagen").Produces<NewKey>();
        client.MapDelete("/secret/previous", EndPrevious).WithSummary("Het vorige geheim van deze client nu beëindigen").Produces(204);
        client.MapPost("/keys", Add).WithSummary("Een openbare sleutel (JWK) toevoegen voor private_key_jwt; hoogstens twee tegelijk").Accepts<string>("application/json").Produces(204).ProducesProblem(400).ProducesProblem(409);
        client.MapDelete("/keys/{kid}", Remove).WithSummary("Een openbare sleutel verwijderen; wat erop gegeven is, eindigt meteen").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> Show(ClaimsPrincipal user, PublisherCallers callers, PartyDirectory directory, CancellationToken stop) =>
        await Client(user, callers, directory, stop) is { } client
            ? Results.Ok(new ClientAnswer(client.ClientId, client.Scopes.Split(' '), client.SecretHash is not null, client.SecretMadeAt, client.PreviousSecretUntil, PublisherKeys.PublicKeyIds(client), client.JwksUri))
            : Results.Forbid();

    private static async Task<IResult> NewSecret(ClaimsPrincipal user, HttpResponse response, PublisherCallers callers, PublisherKeys keys, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Forbid();
        response.Headers.CacheControl = "no-store";
        return Results.Ok(new NewKey(await keys.NewSecret(caller.ClientId, 0, caller.ClientId, stop), (int)PublisherKeys.ChangeOver.TotalDays));
    }

    private static async Task<IResult> EndPrevious(ClaimsPrincipal user, PublisherCallers callers, PublisherKeys keys, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Forbid();
        await keys.EndPrevious(caller.ClientId, 0, caller.ClientId, stop);
        return Results.NoContent();
    }

    private static async Task<IResult> Add(HttpRequest request, ClaimsPrincipal user, PublisherCallers callers, PublisherKeys keys, CancellationToken stop)
    {
        if (await callers.Find(user, stop) is not { } caller) return Results.Forbid();
        using var reader = new StreamReader(request.Body);
        return await keys.AddPublicKey(caller.ClientId, await reader.ReadToEndAsync(stop), 0, caller.ClientId, stop) switch
        {
            null => Results.NoContent(),
            "form" => Results.Problem("Dit is geen RSA- of EC-sleutel in JWK-vorm.", statusCode: 400, title: "form"),
            "private" => Results.Problem("Deze sleutel bevat het geheime deel. Stuur alleen het openbare deel en vervang deze sleutel.", statusCode: 400, title: "private"),
            "kid" => Results.Problem("De kid ontbreekt of is al in gebruik.", statusCode: 409, title: "kid"),
            _ => Results.Problem("Er zijn al twee openbare sleutels. Verwijder er eerst een.", statusCode: 409, title: "two"),
        };
    }

    private static async Task<IResult> Remove(string kid, ClaimsPrincipal user, PublisherCallers callers, PartyDirectory directory, PublisherKeys keys, CancellationToken stop)
    {
        if (await Client(user, callers, directory, stop) is not { } client) return Results.Forbid();
        if (!PublisherKeys.PublicKeyIds(client).Contains(kid)) return Results.Problem("Deze client heeft geen sleutel met deze kid.", statusCode: 404, title: "kid");
        await keys.RemovePublicKey(client.ClientId, kid, 0, client.ClientId, stop);
        return Results.NoContent();
    }

    private static async ValueTask<PublisherClient?> Client(ClaimsPrincipal user, PublisherCallers callers, PartyDirectory directory, CancellationToken stop) =>
        await callers.Find(user, stop) is { } caller ? await directory.FindNow(d => d.Client(caller.ClientId), stop) : null;
}

/// <param name="Keys">The kids of its registered public keys.</param>
/// <param name="PreviousSecretUntil">Until then the secret before the present one is good; null: there is none.</param>
internal sealed record ClientAnswer(string ClientId, IReadOnlyList<string> Scopes, bool HasSecret, DateTimeOffset? SecretMadeAt, DateTimeOffset? PreviousSecretUntil, IReadOnlyList<string> Keys, string? JwksUri);
