using Dashboard.Store;
using Dashboard.Store.Ledger;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Dashboard.Host;

/// <summary>When the backlog makes a node say that it is not well; configuration section "Health".</summary>
public sealed class HealthOptions
{
    /// <summary>The oldest open part may be this old. A lesson's results should be on the page long before.</summary>
    public int OldestPartSeconds { get; set; } = 120;
}

/// <summary>Looks at the ledger's backlog each five seconds: for the gauges, and for a health that is red when the work lags.</summary>
public sealed partial class LedgerWatch : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly IOptions<HealthOptions> _options;
    private readonly ILogger<LedgerWatch> _log;
    private volatile Backlog _now = Backlog.None;

    public LedgerWatch(Database database, TimeProvider clock, IOptions<HealthOptions> options, ILogger<LedgerWatch> log)
    {
        (_database, _clock, _options, _log) = (database, clock, options, log);
        Measures.Watch(role => role == "mapping" ? (_now.Ready, Seconds(_now.OldestReady)) : (_now.Mapped, Seconds(_now.OldestMapped)), () => _now.Parked);
    }

    private double Seconds(DateTimeOffset? since) => since is { } start ? Math.Max(0, (_clock.GetUtcNow() - start).TotalSeconds) : 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _clock);
        do
        {
            try
            {
                await using var session = await _database.Begin(DatabaseRole.Publishers, Scope.Dispatcher, stoppingToken);
                _now = await session.ReadBacklog(stoppingToken);
            }
            catch (Npgsql.NpgsqlException e)
            {
                LogBlind(_log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Parked parts make it degraded, an old open part unhealthy.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = _now;
        var oldest = Math.Max(Seconds(now.OldestReady), Seconds(now.OldestMapped));
        var data = new Dictionary<string, object> { ["ready"] = now.Ready, ["mapped"] = now.Mapped, ["parked"] = now.Parked, ["oldestSeconds"] = oldest };
        return Task.FromResult(oldest > _options.Value.OldestPartSeconds ? HealthCheckResult.Unhealthy("Accepted results wait too long.", data: data)
            : now.Parked > 0 ? HealthCheckResult.Degraded("Parts are parked.", data: data) : HealthCheckResult.Healthy(data: data));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger could not be looked at")]
    private static partial void LogBlind(ILogger log, Exception e);
}
