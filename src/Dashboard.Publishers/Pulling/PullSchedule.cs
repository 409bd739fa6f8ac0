using Dashboard.Publishers.Deliveries;
using Dashboard.Schools.Calendar;
using Dashboard.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Publishers.Pulling;

/// <summary>Looks each second whether a feed is to be fetched, and puts that in the ledger: from there on it is work like any other.</summary>
public sealed partial class PullSchedule(Database database, DispatcherSignal wake, TimeProvider clock, ILogger<PullSchedule> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Look(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the host stops
        }
    }

    private async Task Look(CancellationToken stop)
    {
        try
        {
            if (await Once(stop) > 0) wake.Set();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBroken(log, e);
        }
    }

    /// <returns>How many fetches were put in the ledger.</returns>
    public async Task<int> Once(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        List<int> schools;
        await using (var look = await database.Begin(DatabaseRole.Publishers, Scope.Dispatcher, stop))
            schools = await look.DueSchools(now, stop);
        if (schools.Count == 0) return 0;
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.Of(schools), stop);
        var count = await session.Schedule(schools, SchoolTime.SchoolYear(SchoolTime.Day(now)), now, stop);
        await session.Commit(stop);
        return count;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule of fetches could not be read")]
    private static partial void LogBroken(ILogger log, Exception e);
}
