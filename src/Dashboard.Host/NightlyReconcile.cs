using Dashboard.Store;

namespace Dashboard.Host;

/// <summary>Runs <see cref="Reconcile"/> each night at half past three (Europe/Amsterdam), on one node; what is not good is logged as an error.</summary>
public sealed partial class NightlyReconcile(Reconcile reconcile, Database database, TimeProvider clock, ILogger<NightlyReconcile> log) : BackgroundService
{
    private static readonly TimeOnly At = new(3, 30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in Nights.At(At, clock, stoppingToken))
            try
            {
                await RunOnce(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or InvalidOperationException or System.Security.Cryptography.CryptographicException)
            {
                LogBroken(log, e);
            }
    }

    /// <summary>Nothing when another node is at it.</summary>
    internal async Task RunOnce(CancellationToken stop)
    {
        await using var turn = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        if (!await turn.TryTurn("reconcile", stop)) return;
        await foreach (var outcome in reconcile.Run(null, stop))
            if (outcome.IsGood) LogGood(log, outcome.ToString());
            else LogWrong(log, outcome.ToString());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Reconcile: {Outcome}")]
    private static partial void LogGood(ILogger log, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reconcile: {Outcome}")]
    private static partial void LogWrong(ILogger log, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reconcile could not run")]
    private static partial void LogBroken(ILogger log, Exception e);
}
