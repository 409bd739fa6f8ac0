using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Schools.Feeds;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Tokens;

/// <summary>
/// The keys that a client may sign with now: those registered with us, and those at its jwks_uri. What was fetched is kept for at most
/// five minutes; a signature by a key that is not in it makes us look again, at most every half minute.
/// </summary>
public sealed class ClientKeys(JwksFetcher fetcher, PartyDirectory directory, TimeProvider clock)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5), Between = TimeSpan.FromSeconds(30), WhenAway = TimeSpan.FromMinutes(15);

    private static readonly ConditionalWeakTable<PublisherClient, PublicKeySet> Registered = [];
    private readonly ConcurrentDictionary<(string Client, string Address), Fetched> _fetched = new();

    private sealed class Fetched
    {
        public SemaphoreSlim Busy { get; } = new(1, 1);
        public PublicKeySet Keys { get; set; } = PublicKeySet.Empty;
        public DateTimeOffset TriedAt { get; set; }
        public DateTimeOffset GoodAt { get; set; }
        public DateTimeOffset FreshUntil { get; set; }
    }

    /// <summary>Read once for as long as the directory keeps the client.</summary>
    public static PublicKeySet OfRegistration(PublisherClient client) =>
        client.Jwks is null ? PublicKeySet.Empty : Registered.GetValue(client, c => PublicKeySet.Read(c.Jwks!, out _) ?? PublicKeySet.Empty);

    /// <param name="client">As registered now.</param>
    /// <param name="again">The kept keys did not fit: look again.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Keys from the jwks_uri; none when the client has no such address, or it cannot be read.</returns>
    public async ValueTask<PublicKeySet> OfAddress(PublisherClient client, bool again, CancellationToken stop)
    {
        if (client.JwksUri is not { } address) return PublicKeySet.Empty;
        var kept = _fetched.GetOrAdd((client.ClientId, address), _ => new Fetched());
        await kept.Busy.WaitAsync(stop);
        try
        {
            var now = clock.GetUtcNow();
            if (now - kept.TriedAt >= Between && (again || now >= kept.FreshUntil)) await Fetch(kept, client, address, now, stop);
            return now - kept.GoodAt <= WhenAway ? kept.Keys : PublicKeySet.Empty;
        }
        finally
        {
            kept.Busy.Release();
        }
    }

    private async Task Fetch(Fetched kept, PublisherClient client, string address, DateTimeOffset now, CancellationToken stop)
    {
        kept.TriedAt = now;
        var hosts = await directory.Find(d => d.ToolsOf(client.PublisherId).SelectMany(t => t.Hosts).ToList(), stop) ?? [];
        var (keys, fresh, _) = await fetcher.Fetch(address, hosts, stop);
        if (keys is null) return;
        (kept.Keys, kept.GoodAt, kept.FreshUntil) = (keys, now, now + (fresh is { } said && said < Longest ? said : Longest));
    }

    /// <summary>What a token was given for, in a form that can be asked again later: a key of ours, a key at an address, or the secret.</summary>
    internal static string Proof(PublisherClient client, string thumbprint) =>
        OfRegistration(client).Thumbprints.Contains(thumbprint) ? "key " + thumbprint : $"uri {Short(client.JwksUri!)} {thumbprint}";

    internal static string SecretProof(byte[] hash) => "secret " + Convert.ToHexString(hash.AsSpan(0, 8));

    /// <summary>Whether the client still has what the token was given for.</summary>
    internal static bool Holds(PublisherClient client, string proof) => proof.Split(' ') switch
    {
        ["key", var thumbprint] => OfRegistration(client).Thumbprints.Contains(thumbprint),
        ["uri", var address, _] => client.JwksUri is { } now && Short(now) == address,
        // A token of the secret before it outlives its end by a quarter of an hour at most.
        ["secret", _] => new[] { client.SecretHash, client.PreviousSecretHash }.Any(hash => hash is not null && SecretProof(hash) == proof),
        _ => false,
    };

    private static string Short(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
