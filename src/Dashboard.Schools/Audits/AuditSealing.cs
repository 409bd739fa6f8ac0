using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Schools.Audits;

/// <summary>Seals what was written, every five minutes, on whichever web node comes first.</summary>
public sealed partial class AuditSealing(AuditSeals seals, TimeProvider clock, ILogger<AuditSealing> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await seals.SealAll(stoppingToken);
            }
            catch (Npgsql.NpgsqlException e)
            {
                LogBroken(log, e);
            }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Audit lines could not be sealed")]
    private static partial void LogBroken(ILogger log, Exception e);
}
