using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Deliveries;

/// <summary>
/// Takes open work from the ledger and puts it on the bus. The ledger is the backlog, the bus carries what is leased:
/// a lost message, a dead broker or a killed process costs one lease and loses nothing.
/// </summary>
public sealed partial class Dispatcher(
    Database database, PartPayload payloads, WaitingReplay waiting, Pulling.PullRunner pulls, DispatcherSignal wake, IBus bus,
    IOptions<DispatcherOptions> options, TimeProvider clock, ILogger<Dispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200), Gather = TimeSpan.FromMilliseconds(80), Broken = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Idle;
            try
            {
                // While there is work, a moment between looks lets more of it come together; the batches behind live on that.
                if (await DispatchOnce(stoppingToken) > 0)
                {
                    await Task.Delay(Gather, clock, stoppingToken);
                    continue;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogBroken(log, e);
                pause = Broken;
            }
            await wake.Wait(pause, stoppingToken);
        }
    }

    /// <summary>The school that was served last: the next turn begins after it.</summary>
    private int _after;

    /// <returns>How many parts were leased.</returns>
    public async Task<int> DispatchOnce(CancellationToken stop)
    {
        List<Work> work;
        await using (var session = await database.Begin(DatabaseRole.Publishers, Scope.Dispatcher, stop))
        {
            (work, _after) = await session.Lease(options.Value.Limits, _after, clock.GetUtcNow(), stop);
            await session.Commit(stop);
        }
        var results = work.ToLookup(w => w.Kind is WorkKind.Results or WorkKind.Replayed);
        await Task.WhenAll([
            .. Bundles.Of(results[true]).Select(bundle => Try(bundle.Parts, () => bus.Publish(bundle.Message, stop), stop)),
            .. results[false].Select(one => Try([one], () => Send(one, stop), stop))]);
        return work.Count;
    }

    private Task Send(Work work, CancellationToken stop) => work.Kind switch
    {
        WorkKind.Refold => bus.Publish(Refold(work), stop),
        WorkKind.FollowUp => bus.Publish(FollowUp(work), stop),
        WorkKind.Waiting => waiting.Run(work, stop),
        WorkKind.Pull => Fetch(work),
        WorkKind.MatchMoved => bus.Publish(Moved(work), stop),
        _ => throw new InvalidOperationException($"Unknown work kind {work.Kind}"),
    };

    private async Task Try(List<Work> parts, Func<Task> send, CancellationToken stop)
    {
        try
        {
            await send();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A broker that is away is not the part's fault: its lease simply ends.
            if (e is MassTransitException or TimeoutException or Npgsql.NpgsqlException) { LogBroken(log, e); return; }
            foreach (var part in parts)
            {
                await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(part.SchoolId), stop);
                if (await session.Fail(part.SchoolId, part.WorkId, e.Message, clock.GetUtcNow(), stop)) LogParked(log, part.SchoolId, part.WorkId, e);
                await session.Commit(stop);
            }
        }
    }

    private Task Fetch(Work work)
    {
        pulls.Begin(work); // takes minutes, perhaps: not while others wait
        return Task.CompletedTask;
    }

    private MatchMoved Moved(Work work)
    {
        var message = payloads.Open(work.SchoolId, work.Payload, ContractsJson.Default.MatchMoved);
        (message.School, message.SchoolYear, message.Tool, message.Part) = (work.SchoolId, work.SchoolYear, work.ToolId, work.WorkId);
        return message;
    }

    private RefoldRequested Refold(Work work)
    {
        var message = payloads.Open(work.SchoolId, work.Payload, ContractsJson.Default.RefoldRequested);
        (message.School, message.SchoolYear, message.Tool, message.Part) = (work.SchoolId, work.SchoolYear, work.ToolId, work.WorkId);
        return message;
    }

    private FollowUpChanged FollowUp(Work work)
    {
        var message = payloads.Open(work.SchoolId, work.Payload, ContractsJson.Default.FollowUpChanged);
        (message.School, message.Part) = (work.SchoolId, work.WorkId);
        return message;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dispatching stopped for a moment")]
    private static partial void LogBroken(ILogger log, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "School {School}, part {Part} is parked after five failures")]
    private static partial void LogParked(ILogger log, int school, long part, Exception e);
}
