using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Signalling.Fold;
using Dashboard.Store;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>
/// On the day of looking back a signal is put before the teachers again. Pages see the day themselves; this writes it in the log and
/// tells open pages. One query for all schools, every few minutes; two nodes never take the same row.
/// </summary>
public sealed partial class ReturnClock(Database database, Notices notices, IBus bus, TimeProvider clock, ILogger<ReturnClock> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var changed in await Turn(stoppingToken)) await bus.Publish(changed, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Puts back what is due today.</summary>
    /// <returns>What web nodes have to know.</returns>
    public async Task<List<SignalsChanged>> Turn(CancellationToken stop)
    {
        List<int> schools;
        await using (var look = await database.Begin(DatabaseRole.Signalling, Scope.None, stop))
            schools = await look.Tables.Schools.AsNoTracking().Select(s => s.SchoolId).ToListAsync(stop);
        var now = clock.GetUtcNow();
        await using var session = await database.Begin(DatabaseRole.Signalling, Scope.Of(schools), stop);
        var back = await session.TakeBack(SchoolTime.Day(now), stop);
        await notices.Tell(session, back, now, stop);
        var versions = back.Count == 0 ? [] : await session.BumpGroups(back.Select(c => new UnitKey(c.School, 0, c.Pupil, 0)), now, stop);
        await session.Commit(stop);
        return Folder.Messages(versions);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signals whose day has come could not be put back; tried again later")]
    private static partial void LogFailed(ILogger log, Exception e);
}
