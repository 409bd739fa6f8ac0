using Dashboard.Contracts;
using Dashboard.Store;
using Dashboard.Store.Ledger;
using Dashboard.Store.Tables;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Deliveries;

/// <summary>How much the dispatcher keeps in flight; configuration section "Dispatcher".</summary>
public sealed class DispatcherOptions
{
    /// <summary>Parts in flight over all schools.</summary>
    public int InFlight { get; set; } = 64;

    /// <summary>Parts in flight of one school, so that its flood delays nobody else.</summary>
    public int InFlightPerSchool { get; set; } = 16;

    /// <summary>After this long a part that did not finish goes again.</summary>
    public int LeaseSeconds { get; set; } = 30;
}

/// <summary>
/// Takes open work from the ledger and puts it on the bus. The ledger is the backlog, the bus carries what is leased:
/// a lost message, a dead broker or a killed process costs one lease and loses nothing.
/// </summary>
public sealed partial class Dispatcher(
    Database database, PartPayload payloads, WaitingReplay waiting, Pulling.PullRunner pulls, DispatcherSignal wake, IBus bus,
    IOptions<DispatcherOptions> options, TimeProvider clock, ILogger<Dispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200), Gather = TimeSpan.FromMilliseconds(20), Broken = TimeSpan.FromSeconds(1);

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

    /// <returns>How many parts were leased.</returns>
    public async Task<int> DispatchOnce(CancellationToken stop)
    {
        List<Work> work;
        await using (var session = await database.Begin(DatabaseRole.Publishers, Scope.Dispatcher, stop))
        {
            var limits = options.Value;
            work = await session.Lease(limits.InFlight, limits.InFlightPerSchool, clock.GetUtcNow(), TimeSpan.FromSeconds(limits.LeaseSeconds), stop);
            await session.Commit(stop);
        }
        await Task.WhenAll(work.Select(one => Send(one, stop)));
        return work.Count;
    }

    private async Task Send(Work work, CancellationToken stop)
    {
        try
        {
            await (work.Kind switch
            {
                WorkKind.Results or WorkKind.Replayed => bus.Publish(Results(work), stop),
                WorkKind.Refold => bus.Publish(Refold(work), stop),
                WorkKind.FollowUp => bus.Publish(FollowUp(work), stop),
                WorkKind.Waiting => waiting.Run(work, stop),
                WorkKind.Pull => Fetch(work),
                WorkKind.MatchMoved => bus.Publish(Moved(work), stop),
                _ => throw new InvalidOperationException($"Unknown work kind {work.Kind}"),
            });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A broker that is away is not the part's fault: its lease simply ends.
            if (e is MassTransitException or TimeoutException or Npgsql.NpgsqlException) { LogBroken(log, e); return; }
            await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(work.SchoolId), stop);
            if (await session.Fail(work.SchoolId, work.WorkId, e.Message, clock.GetUtcNow(), stop)) LogParked(log, work.SchoolId, work.WorkId, e);
            await session.Commit(stop);
        }
    }

    private Task Fetch(Work work)
    {
        pulls.Begin(work); // takes minutes, perhaps: not while others wait
        return Task.CompletedTask;
    }

    private static ResultsReceived Results(Work work) => new()
    {
        School = work.SchoolId, Tool = work.ToolId, SchoolYear = work.SchoolYear, Delivery = work.DeliveryId ?? 0, Part = work.WorkId,
        Replayed = work.Kind == WorkKind.Replayed,
        Payload = work.Payload,
    };

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
