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

    /// <summary>Versions from now on, until the page is closed.</summary>
    public async IAsyncEnumerable<long> Listen(int school, string group, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var channel = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var pages = _open.GetOrAdd((school, group), _ => new());
        pages[channel] = 0;
        try
        {
            await foreach (var version in channel.Reader.ReadAllAsync(stop)) yield return version;
        }
        finally
        {
            pages.TryRemove(channel, out _);
        }
    }
}
