using Dashboard.Schools.Rights;

namespace Dashboard.Host;

/// <summary>Each night at half past two (Europe/Amsterdam) what is past its term goes; what went is logged in numbers and kept as a report per school.</summary>
public sealed partial class NightlyRetention(Retention retention, TimeProvider clock, ILogger<NightlyRetention> log) : BackgroundService
{
    private static readonly TimeOnly At = new(2, 30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in Nights.At(At, clock, stoppingToken))
            try
            {
                await foreach (var (school, report) in retention.Run(stoppingToken)) LogDone(log, school, report);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or InvalidOperationException)
            {
                LogBroken(log, e);
            }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Retention of {School}: {Report}")]
    private static partial void LogDone(ILogger log, string school, string report);

    [LoggerMessage(Level = LogLevel.Error, Message = "Retention could not run")]
    private static partial void LogBroken(ILogger log, Exception e);
}
