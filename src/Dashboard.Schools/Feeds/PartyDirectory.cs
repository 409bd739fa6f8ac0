using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Feeds;

/// <summary>
/// Schools, publishers, tools, clients and feed keys in memory: every message asks for them, and they hardly change. The version is
/// asked for once a second; what is not found is looked for again at once. Whether a feed is on is not in here: that is read where it counts.
/// </summary>
public sealed class PartyDirectory(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Snapshot? _now;

    /// <summary>The directory at one version.</summary>
    public sealed class Snapshot(long version, IReadOnlyList<School> schools, IReadOnlyList<Publisher> publishers, IReadOnlyList<Tool> tools, IReadOnlyList<PublisherClient> clients, IReadOnlyList<FeedKey> keys)
    {
        private readonly Dictionary<string, School> _byKey = schools.ToDictionary(s => s.Key);
        private readonly Dictionary<(string, string), School> _byBrin = schools.Where(s => s.Brin is not null).ToDictionary(s => (s.Brin!, s.Dependance));
        private readonly Dictionary<int, Publisher> _publishers = publishers.ToDictionary(p => p.PublisherId);
        private readonly Dictionary<string, PublisherClient> _clients = clients.ToDictionary(c => c.ClientId);
        private readonly ILookup<int, Tool> _tools = tools.OrderBy(t => t.ToolId).ToLookup(t => t.PublisherId);
        private readonly Dictionary<string, FeedKey> _keys = keys.ToDictionary(k => Convert.ToHexString(k.KeyHash));

        public long Version => version;

        /// <summary>When its version was last found to be the newest.</summary>
        public DateTimeOffset CheckedAt { get; set; }

        public IReadOnlyList<Tool> Tools => tools;

        /// <param name="brin">BRIN of four characters, or null.</param>
        /// <param name="dependance">Two digits; null or empty is "00".</param>
        /// <param name="key">Our school key, for when there is no BRIN.</param>
        public School? School(string? brin, string? dependance, string? key) =>
            brin is not null ? _byBrin.GetValueOrDefault((brin, string.IsNullOrEmpty(dependance) ? "00" : dependance))
            : key is null ? null : _byKey.GetValueOrDefault(key);

        public Publisher? Publisher(int id) => _publishers.GetValueOrDefault(id);

        public IEnumerable<Tool> ToolsOf(int publisher) => _tools[publisher];

        public PublisherClient? Client(string id) => _clients.GetValueOrDefault(id);

        /// <param name="hash">Of an autorisatiesleutel, see <see cref="KeyHash"/>.</param>
        /// <returns>Null for a key that is nobody's, or was replaced and has ended.</returns>
        public FeedKey? Key(byte[] hash) => _keys.GetValueOrDefault(Convert.ToHexString(hash)) is { } key && !(key.EndsAt <= CheckedAt) ? key : null;
    }

    public static byte[] KeyHash(KeyRing keys, string autorisatiesleutel) => keys.Hash("feed:" + autorisatiesleutel);

    /// <param name="find">What the caller needs; null when it is not there.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>What was found in a directory of at most a second old; what is missing was looked for in the newest.</returns>
    public async ValueTask<T?> Find<T>(Func<Snapshot, T?> find, CancellationToken stop) where T : class
    {
        var now = _now;
        if (now is not null && clock.GetUtcNow() - now.CheckedAt < Fresh && find(now) is { } known) return known;
        return find(await Newest(stop));
    }

    /// <summary>The same in the newest directory, whatever its age: for what must follow a change at once on every node.</summary>
    public async ValueTask<T?> FindNow<T>(Func<Snapshot, T?> find, CancellationToken stop) where T : class => find(await Newest(stop));

    /// <summary>Something was changed here: the next question looks again.</summary>
    public void Forget()
    {
        if (_now is { } now) now.CheckedAt = default;
    }

    private async Task<Snapshot> Newest(CancellationToken stop)
    {
        await _reading.WaitAsync(stop);
        try
        {
            await using var session = await database.Begin(DatabaseRole.Publishers, Scope.None, stop);
            var tables = session.Tables;
            var version = await tables.DirectoryVersions.Select(v => v.Version).SingleAsync(stop);
            if (_now is null || _now.Version != version)
                _now = new Snapshot(version, await tables.Schools.AsNoTracking().ToListAsync(stop), await tables.Publishers.AsNoTracking().ToListAsync(stop),
                    await tables.Tools.AsNoTracking().ToListAsync(stop), await tables.PublisherClients.AsNoTracking().ToListAsync(stop), await tables.FeedKeys.AsNoTracking().ToListAsync(stop));
            _now.CheckedAt = clock.GetUtcNow();
            return _now;
        }
        finally
        {
            _reading.Release();
        }
    }
}
