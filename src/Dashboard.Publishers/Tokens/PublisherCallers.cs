using System.Security.Claims;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Tokens;

/// <summary>A publisher's client with a good token, and what is its publisher's.</summary>
public sealed record PublisherCaller(string ClientId, Publisher Publisher, IReadOnlyList<Tool> Tools);

/// <summary>
/// Looks up who calls. A client that was taken away, or the key or secret that its token was given for, is out before the token ends:
/// at once on the node where it was taken away, within a second on the others.
/// </summary>
public sealed class PublisherCallers(PartyDirectory directory)
{
    /// <returns>Null when the client is not registered any more.</returns>
    public async ValueTask<PublisherCaller?> Find(ClaimsPrincipal user, CancellationToken stop)
    {
        if (user.FindFirstValue(AccessTokens.ClientClaim) is not { } id) return null;
        return await directory.Find(d => d.Client(id) is { } client && d.Publisher(client.PublisherId) is { } publisher
            ? new PublisherCaller(id, publisher, [.. d.ToolsOf(publisher.PublisherId)]) : null, stop);
    }

    /// <returns>False when the client, or what it proved itself with, is not registered any more.</returns>
    public async ValueTask<bool> Trusts(ClaimsIdentity token, CancellationToken stop) =>
        token.FindFirst(AccessTokens.ClientClaim)?.Value is { } id && token.FindFirst(AccessTokens.ProofClaim)?.Value is { } proof
        && await directory.Find(d => d.Client(id) is { } client && ClientKeys.Holds(client, proof) ? client : null, stop) is not null;
}
