using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Signalling.Settings;

/// <summary>Makes the difficulty releases that are due, on whichever node looks first; "Signalling:ReleaseSeconds" apart (900).</summary>
public sealed partial class DifficultyClock(DifficultyReleases releases, IConfiguration configuration, TimeProvider clock, ILogger<DifficultyClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var every = TimeSpan.FromSeconds(configuration.GetValue("Signalling:ReleaseSeconds", 900));
        while (true)
        {
            await Task.Delay(every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                var made = await releases.MakeDue(stoppingToken);
                if (made > 0) LogMade(log, made);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Releases} difficulty releases made")]
    private static partial void LogMade(ILogger log, int releases);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Difficulty releases could not be made; tried again later")]
    private static partial void LogFailed(ILogger log, Exception e);
}
