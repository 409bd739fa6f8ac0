using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Signalling.Lifecycle;

/// <summary>
/// On the day of looking back a signal is put before the teachers again. Pages see the day themselves; this writes it in the log and
/// tells open pages, every few minutes.
/// </summary>
public sealed partial class ReturnClock(Returns returns, IBus bus, TimeProvider clock, ILogger<ReturnClock> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var changed in await returns.PutBack(stoppingToken)) await bus.Publish(changed, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signals whose day has come could not be put back; tried again later")]
    private static partial void LogFailed(ILogger log, Exception e);
}
