using System.Collections.Concurrent;
using System.Threading.Channels;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Deliveries;

/// <summary>
/// Group commit: deliveries that arrive together are written in one transaction, and each answer still waits for its own commit.
/// A commit costs the same for one delivery as for fifty, so this is what single results live on. When a group fails, each is tried alone.
/// It holds back: when it is full, or a delivery is not begun on in time, the sender hears so and nothing of it is stored.
/// </summary>
public sealed class AcceptQueue(Database database, DispatcherSignal wake, IOptions<DoorLimits> limits, TimeProvider clock) : BackgroundService
{
    private const int GroupSize = 100, Writers = 2;
    private static readonly TimeSpan TouchEvery = TimeSpan.FromSeconds(10);
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(limits.Value.WaitingDeliveries);
    private readonly ConcurrentDictionary<(int School, int Tool), DateTimeOffset> _touched = new();
    private long _waitingBytes;

    private sealed record Waiting(Delivery Delivery, IReadOnlyList<byte[]> Parts, IReadOnlyList<WaitingResult> Unmatched)
    {
        /// <summary>True: committed. False: the feed is off.</summary>
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Bytes { get; } = Parts.Sum(p => (long)p.Length) + Unmatched.Sum(u => (long)u.Payload.Length);

        private int _settled;

        /// <summary>Once: either the writer begins on it, or its sender gives up.</summary>
        public bool Settle() => Interlocked.Exchange(ref _settled, 1) == 0;
    }

    /// <param name="delivery">Without its ledger number.</param>
    /// <param name="parts">Sealed parts.</param>
    /// <param name="unmatched">Results whose pupil is not known.</param>
    /// <param name="stop">Gives up waiting; the delivery may be stored all the same, and sending it again changes nothing.</param>
    /// <returns>True once committed; false when the school has the feed off, and nothing is stored.</returns>
    /// <exception cref="DoorBusyException">Too much is waiting, or it took too long: nothing is stored.</exception>
    public async Task<bool> Accept(Delivery delivery, IReadOnlyList<byte[]> parts, IReadOnlyList<WaitingResult> unmatched, CancellationToken stop)
    {
        var one = new Waiting(delivery, parts, unmatched);
        if (!Enter(one)) throw new DoorBusyException();
        try
        {
            return await one.Done.Task.WaitAsync(TimeSpan.FromSeconds(limits.Value.LongestWaitSeconds), clock, stop);
        }
        catch (TimeoutException)
        {
            if (one.Settle()) throw new DoorBusyException();
            return await one.Done.Task.WaitAsync(stop); // it is being written at this moment
        }
    }

    /// <summary>A message larger than all that may wait still comes in when nothing else waits.</summary>
    private bool Enter(Waiting one)
    {
        if (Interlocked.Add(ref _waitingBytes, one.Bytes) is var bytes && (bytes <= limits.Value.WaitingBytes || bytes == one.Bytes) && _waiting.Writer.TryWrite(one)) return true;
        Interlocked.Add(ref _waitingBytes, -one.Bytes);
        return false;
    }

    /// <summary>Stopping takes nothing new and writes what is waiting.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var last = stoppingToken.Register(() => _waiting.Writer.TryComplete());
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Write()));
    }

    private async Task Write()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var group = new List<Waiting>();
            while (group.Count < GroupSize && _waiting.Reader.TryRead(out var one))
            {
                Interlocked.Add(ref _waitingBytes, -one.Bytes);
                if (one.Settle()) group.Add(one);
            }
            if (group.Count > 0) await WriteGroup(group, CancellationToken.None);
        }
    }

    private async Task WriteGroup(List<Waiting> group, CancellationToken stop)
    {
        try
        {
            var written = await Commit(group, stop);
            foreach (var one in group) one.Done.TrySetResult(written.Contains(one.Delivery.PublicId));
        }
        catch (Exception e) when (group.Count == 1 || e is OperationCanceledException)
        {
            foreach (var one in group) one.Done.TrySetException(e);
        }
        catch (Exception)
        {
            foreach (var one in group) await WriteGroup([one], stop);
        }
    }

    private async Task<HashSet<Guid>> Commit(List<Waiting> group, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.Of(group.Select(g => g.Delivery.SchoolId)), stop);
        await session.Numbering(group.Select(g => g.Delivery.Client), stop);
        var written = await session.AcceptMany([.. group.Select(g => (g.Delivery, g.Parts, g.Unmatched))], stop);
        await TouchFeeds(session, group, stop);
        await session.Commit(stop);
        wake.Set();
        return written;
    }

    /// <summary>"Last delivery" of a feed, at most once in ten seconds per node.</summary>
    private async Task TouchFeeds(Session session, List<Waiting> group, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        foreach (var feed in group.Select(g => (g.Delivery.SchoolId, Tool: g.Delivery.ToolId ?? 0)).Distinct().Order())
        {
            if (now - _touched.GetValueOrDefault(feed) < TouchEvery) continue;
            _touched[feed] = now;
            await session.Tables.Feeds.Where(f => f.SchoolId == feed.SchoolId && f.ToolId == feed.Tool && (f.LastDeliveryAt == null || f.LastDeliveryAt < now))
                .ExecuteUpdateAsync(f => f.SetProperty(x => x.LastDeliveryAt, now), stop);
        }
    }
}
