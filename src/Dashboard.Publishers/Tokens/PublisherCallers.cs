using System.Security.Claims;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Publishers.Tokens;

/// <summary>A publisher's client with a good token, and what is its publisher's.</summary>
public sealed record PublisherCaller(string ClientId, Publisher Publisher, IReadOnlyList<Tool> Tools);

/// <summary>Looks up who calls. Each time anew: a client that was taken away is out before its token is.</summary>
public sealed class PublisherCallers(Database database)
{
    /// <returns>Null when the client is not registered any more.</returns>
    public async Task<PublisherCaller?> Find(ClaimsPrincipal user, CancellationToken stop)
    {
        if (user.FindFirstValue(AccessTokens.ClientClaim) is not { } id) return null;
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop);
        var publisher = await session.Tables.PublisherClients.AsNoTracking().Where(c => c.ClientId == id)
            .Join(session.Tables.Publishers.AsNoTracking(), c => c.PublisherId, p => p.PublisherId, (_, p) => p).SingleOrDefaultAsync(stop);
        if (publisher is null) return null;
        var tools = await session.Tables.Tools.AsNoTracking().Where(t => t.PublisherId == publisher.PublisherId).OrderBy(t => t.ToolId).ToListAsync(stop);
        return new PublisherCaller(id, publisher, tools);
    }
}
