using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Dashboard.Web.Live;

/// <summary>The pages of this node that are open now, per school and group. A slow reader gets the newest version only.</summary>
public sealed class LiveGroups
{
    private readonly ConcurrentDictionary<(int School, string Group), ConcurrentDictionary<Channel<long>, byte>> _open = new();

    /// <summary>Tells every open page of the group that it has a newer version.</summary>
    public void Tell(int school, string group, long version)
    {
        if (!_open.TryGetValue((school, group), out var pages)) return;
        foreach (var page in pages.Keys) page.Writer.TryWrite(version);
    }

    /// <summary>Opens a page: read versions from it, dispose it when the page closes.</summary>
    public OpenPage Open(int school, string group) => new(_open.GetOrAdd((school, group), _ => new()));
}

/// <summary>One open page of a group.</summary>
public sealed class OpenPage : IDisposable
{
    private readonly Channel<long> _channel = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly ConcurrentDictionary<Channel<long>, byte> _pages;

    internal OpenPage(ConcurrentDictionary<Channel<long>, byte> pages) => (_pages = pages)[_channel] = 0;

    /// <returns>The next version, or null when there was none for so long.</returns>
    public async Task<long?> Next(TimeSpan wait, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(wait);
        try
        {
            return await _channel.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _pages.TryRemove(_channel, out _);
}
