using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Feeds;

/// <summary>
/// Registers schools, publishers, tools, clients and feeds. Saying the same twice changes nothing. Today the sample school and
/// the command line call it; the pages for administrators come on top of the same commands.
/// </summary>
public sealed class Registry(Database database, KeyRing keys, TimeProvider clock, PartyDirectory? directory = null)
{
    public async Task<int> School(string key, string? brin, string dependance, string name, bool sample, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var school = await session.Tables.Schools.SingleOrDefaultAsync(s => s.Key == key, stop);
        if (school is null) session.Tables.Schools.Add(school = new School { Key = key });
        (school.Brin, school.Dependance, school.Name, school.IsSample) = (brin, dependance, name, sample);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return school.SchoolId;
    }

    /// <summary>The profile of a tool that is there already stays: its publisher may have edited it since.</summary>
    /// <param name="tool">Its publisher's key, name and the tool itself; ids are filled in.</param>
    /// <param name="publisherKey">Key of the publisher.</param>
    /// <param name="publisherName">Name of the publisher.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The tool's id.</returns>
    public async Task<int> Tool(Tool tool, string publisherKey, string publisherName, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var publisher = await Publisher(session, publisherKey, publisherName, stop);
        var stored = await session.Tables.Tools.SingleOrDefaultAsync(t => t.Key == tool.Key, stop);
        if (stored is null) session.Tables.Tools.Add(stored = new Tool { Key = tool.Key, Profile = tool.Profile });
        (stored.PublisherId, stored.Name, stored.UwlrKlantcode, stored.UwlrKlantnaam, stored.LaunchUrl, stored.Hosts, stored.LaunchKind, stored.RedirectUris) =
            (publisher.PublisherId, tool.Name, tool.UwlrKlantcode, tool.UwlrKlantnaam, tool.LaunchUrl, tool.Hosts, tool.LaunchKind, tool.RedirectUris);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return stored.ToolId;
    }

    /// <param name="clientId">OAuth client id.</param>
    /// <param name="publisherKey">Whose client it is.</param>
    /// <param name="secret">Null: only private_key_jwt. Not put back once the publisher made one of its own.</param>
    /// <param name="scopes">Separated by spaces.</param>
    /// <param name="stop">Cancels.</param>
    public async Task Client(string clientId, string publisherKey, string? secret, string scopes, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var publisher = await session.Tables.Publishers.SingleAsync(p => p.Key == publisherKey, stop);
        var client = await session.Tables.PublisherClients.SingleOrDefaultAsync(c => c.ClientId == clientId, stop);
        if (client is null) session.Tables.PublisherClients.Add(client = new PublisherClient { ClientId = clientId });
        (client.PublisherId, client.Scopes) = (publisher.PublisherId, scopes);
        if (client.SecretMadeAt is null) client.SecretHash = secret is null ? null : SecretHash(keys, clientId, secret);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        directory?.Forget();
    }

    /// <summary>
    /// Puts a client's public keys in place of those it had; what was given by a key that is no longer there ends with it.
    /// </summary>
    /// <param name="clientId">A registered client.</param>
    /// <param name="jwks">Checked JWKS; two keys may be good at once. Null: none.</param>
    /// <param name="jwksUri">Where the client publishes its keys itself; null: nowhere.</param>
    /// <param name="stop">Cancels.</param>
    public async Task ClientKeys(string clientId, string? jwks, string? jwksUri, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        var client = await session.Tables.PublisherClients.SingleAsync(c => c.ClientId == clientId, stop);
        (client.Jwks, client.JwksUri) = (jwks, jwksUri);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        directory?.Forget();
    }

    /// <summary>Registers a client that can prove nothing yet; its keys come after.</summary>
    /// <returns>False when there is one of this id already: it stays as it is.</returns>
    public async Task<bool> NewClient(string clientId, string publisherKey, string scopes, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        if (await session.Tables.PublisherClients.AnyAsync(c => c.ClientId == clientId, stop)) return false;
        var publisher = await session.Tables.Publishers.SingleAsync(p => p.Key == publisherKey, stop);
        session.Tables.PublisherClients.Add(new PublisherClient { ClientId = clientId, PublisherId = publisher.PublisherId, Scopes = scopes });
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        return true;
    }

    public static byte[] SecretHash(KeyRing keys, string clientId, string secret) => keys.Hash($"client:{clientId}:{secret}");

    /// <summary>Switches a tool's feed on for a school.</summary>
    /// <param name="school">Our school.</param>
    /// <param name="tool">Our tool.</param>
    /// <param name="progress">Takes the Edu-V Progress draft too.</param>
    /// <param name="autorisatiesleutel">UWLR key of this school's link; null when the tool does not use UWLR.</param>
    /// <param name="stop">Cancels.</param>
    public async Task FeedOn(int school, int tool, bool progress, string? autorisatiesleutel, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var now = clock.GetUtcNow();
        var feed = await session.Tables.Feeds.SingleOrDefaultAsync(f => f.SchoolId == school && f.ToolId == tool, stop);
        if (feed is null) session.Tables.Feeds.Add(feed = new Feed { SchoolId = school, ToolId = tool, Since = now, LateAfterHours = 36, State = FeedState.On, Progress = progress });
        if (autorisatiesleutel is not null)
        {
            var hash = keys.Hash("feed:" + autorisatiesleutel);
            if (!await session.Tables.FeedKeys.AnyAsync(k => k.KeyHash == hash, stop))
                session.Tables.FeedKeys.Add(new FeedKey { KeyHash = hash, SchoolId = school, ToolId = tool, MadeAt = now, Hint = autorisatiesleutel[^Math.Min(4, autorisatiesleutel.Length)..] });
        }
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    private static async Task<Publisher> Publisher(Session session, string key, string name, CancellationToken stop)
    {
        var publisher = await session.Tables.Publishers.SingleOrDefaultAsync(p => p.Key == key, stop);
        if (publisher is null) session.Tables.Publishers.Add(publisher = new Publisher { Key = key });
        publisher.Name = name;
        await session.Tables.SaveChangesAsync(stop);
        return publisher;
    }
}
