using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Schools.Audits;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Feeds;

/// <summary>
/// A publisher's keys in rotation: a new one is shown once and kept as a hash; the one before it stays good for a week, so that
/// every machine can change over. Never more than two are good at once.
/// </summary>
public sealed class PublisherKeys(Database database, KeyRing keys, TimeProvider clock)
{
    public static readonly TimeSpan ChangeOver = TimeSpan.FromDays(7);

    /// <summary>Public keys of a client that may be registered at once (private_key_jwt).</summary>
    public const int PublicKeys = 2;

    /// <returns>The hash of the secret, when it is one of the two that are good.</returns>
    public static byte[]? Good(KeyRing keys, PublisherClient client, string secret, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(client);
        var hash = Registry.SecretHash(keys, client.ClientId, secret);
        return Same(client.SecretHash, hash) || (client.PreviousSecretUntil > now && Same(client.PreviousSecretHash, hash)) ? hash : null;
    }

    /// <summary>A new secret for a client.</summary>
    /// <param name="clientId">Of the caller's own publisher; the caller saw to that.</param>
    /// <param name="school">In whose audit trail it goes; 0 when it is asked for by a program.</param>
    /// <param name="actor">Who.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The secret: this once.</returns>
    public async Task<string> NewSecret(string clientId, int school, string actor, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var client = await session.Tables.PublisherClients.SingleAsync(c => c.ClientId == clientId, stop);
        var (secret, now) = (Random("s"), clock.GetUtcNow());
        (client.PreviousSecretHash, client.PreviousSecretUntil) = (client.SecretHash, client.SecretHash is null ? null : now + ChangeOver);
        (client.SecretHash, client.SecretMadeAt) = (Registry.SecretHash(keys, clientId, secret), now);
        await Save(session, school, actor, "client-secret-new", clientId, stop);
        return secret;
    }

    /// <summary>Ends the secret before the present one at once.</summary>
    public async Task EndPrevious(string clientId, int school, string actor, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var client = await session.Tables.PublisherClients.SingleAsync(c => c.ClientId == clientId, stop);
        (client.PreviousSecretHash, client.PreviousSecretUntil) = (null, null);
        await Save(session, school, actor, "client-secret-ended", clientId, stop);
    }

    /// <summary>Registers a public key (JWK). The private part never comes here: a key that has one is refused.</summary>
    /// <returns>Null when it is registered, else why not: "form", "private", "two", "kid".</returns>
    public async Task<string?> AddPublicKey(string clientId, string jwk, int school, string actor, CancellationToken stop)
    {
        if (Parse(jwk) is not { } key || key["kty"]?.ToString() is not ("RSA" or "EC")) return "form";
        if (key.ContainsKey("d") || key.ContainsKey("p") || key.ContainsKey("k")) return "private";
        if (key["kid"]?.ToString() is not { Length: > 0 and <= 100 } kid) return "kid";
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var client = await session.Tables.PublisherClients.SingleAsync(c => c.ClientId == clientId, stop);
        var known = Keys(client);
        if (known.Any(k => k["kid"]?.ToString() == kid)) return "kid";
        if (known.Count >= PublicKeys) return "two";
        client.Jwks = new JsonObject { ["keys"] = new JsonArray([.. known.Append(key).Select(k => k.DeepClone())]) }.ToJsonString();
        await Save(session, school, actor, "client-key-added", $"{clientId} {kid}", stop);
        return null;
    }

    public async Task RemovePublicKey(string clientId, string kid, int school, string actor, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var client = await session.Tables.PublisherClients.SingleAsync(c => c.ClientId == clientId, stop);
        var left = Keys(client).Where(k => k["kid"]?.ToString() != kid).Select(k => k.DeepClone()).ToArray();
        client.Jwks = left.Length == 0 ? null : new JsonObject { ["keys"] = new JsonArray(left) }.ToJsonString();
        await Save(session, school, actor, "client-key-removed", $"{clientId} {kid}", stop);
    }

    /// <summary>The kids of a client's registered public keys.</summary>
    public static IReadOnlyList<string> PublicKeyIds(PublisherClient client) => [.. Keys(client).Select(k => k["kid"]?.ToString() ?? "")];

    /// <summary>A new UWLR autorisatiesleutel for a school's feed; the one before it stays good for a week.</summary>
    /// <returns>The key: this once.</returns>
    public async Task<string> NewFeedKey(int school, int tool, string actor, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var (key, now) = (Random("u"), clock.GetUtcNow());
        var stored = await session.Tables.FeedKeys.Where(k => k.SchoolId == school && k.ToolId == tool).OrderByDescending(k => k.MadeAt).ToListAsync(stop);
        session.Tables.FeedKeys.RemoveRange(stored.Skip(1));
        if (stored.Count > 0) stored[0].EndsAt = now + ChangeOver;
        session.Tables.FeedKeys.Add(new FeedKey { KeyHash = PartyDirectory.KeyHash(keys, key), SchoolId = school, ToolId = tool, MadeAt = now, Hint = key[^4..] });
        await Save(session, school, actor, "feed-key-new", tool.ToString(System.Globalization.CultureInfo.InvariantCulture), stop);
        return key;
    }

    /// <summary>Ends the key before the present one of a school's feed at once.</summary>
    public async Task EndPreviousFeedKey(int school, int tool, string actor, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        session.Tables.FeedKeys.RemoveRange(await session.Tables.FeedKeys.Where(k => k.SchoolId == school && k.ToolId == tool && k.EndsAt != null).ToListAsync(stop));
        await Save(session, school, actor, "feed-key-ended", tool.ToString(System.Globalization.CultureInfo.InvariantCulture), stop);
    }

    private async Task Save(Session session, int school, string actor, string action, string subject, CancellationToken stop)
    {
        await session.WriteAudit(school, clock.GetUtcNow(), actor, action, subject, null, stop);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    private static List<JsonObject> Keys(PublisherClient client) =>
        client.Jwks is null ? [] : [.. (JsonNode.Parse(client.Jwks)?["keys"] as JsonArray ?? []).OfType<JsonObject>()];

    private static JsonObject? Parse(string json)
    {
        try { return JsonNode.Parse(json) as JsonObject; }
        catch (JsonException) { return null; }
    }

    private static bool Same(byte[]? stored, byte[] given) => stored is not null && CryptographicOperations.FixedTimeEquals(stored, given);

    /// <summary>32 random bytes, in letters that survive a shell and an e-mail.</summary>
    private static string Random(string prefix) => prefix + "_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
