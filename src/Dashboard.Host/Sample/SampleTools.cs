using System.Text.Json;
using Dashboard.Samples.Cito;
using Dashboard.Samples.Muiswerk;
using Dashboard.Samples.Numo;
using Dashboard.Samples.Publisher;
using Dashboard.Samples.Rekentuin;
using Dashboard.Schools.Calendar;

namespace Dashboard.Host.Sample;

/// <summary>
/// Starts the simulated publishers beside the host; they send over HTTP to the same public endpoints as anyone else.
/// Their ports, and the moment at which the story is told, are kept with the data: after a restart they send the same results with the same links.
/// </summary>
public sealed partial class SampleTools(SampleSchoolSeed seed, IConfiguration configuration, IHostEnvironment environment, TimeProvider clock, ILoggerFactory logs, ILogger<SampleTools> log) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan LiveEvery = TimeSpan.FromSeconds(40);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ISimulatedTool> _tools = [];
    private SimulatedCito? _cito;
    private Task _work = Task.CompletedTask;

    private sealed record Kept(DateTimeOffset Story, Dictionary<string, int> Ports);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Once the host listens.</summary>
    public void Begin(string address) => _work = Run(new Uri(address), _stop.Token);

    private async Task Run(Uri dashboard, CancellationToken stop)
    {
        try
        {
            var file = Path.Combine(Embedded.DataFolder.Find(configuration, environment.ContentRootPath), "sample.json");
            var kept = Read(file);
            var options = new SimulationOptions { StoryMoment = kept.Story };
            _tools.Add(await SimulatedMuiswerk.Start(dashboard, options with { Port = kept.Ports.GetValueOrDefault("muiswerk") }, clock, logs, stop));
            _tools.Add(await SimulatedRekentuin.Start(dashboard, options with { Port = kept.Ports.GetValueOrDefault("rekentuin") }, clock, logs, stop));
            _tools.Add(await SimulatedNumo.Start(dashboard, options with { Port = kept.Ports.GetValueOrDefault("numo") }, clock, logs, stop));
            _cito = await SimulatedCito.Start(kept.Story, kept.Ports.GetValueOrDefault(SimulatedCito.Key), SourceMoods.Bad, clock, stop);
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(kept with { Ports = _tools.Select(t => (t.Tool, t.BaseUrl)).Append((SimulatedCito.Key, _cito.BaseUrl)).ToDictionary(t => t.Item1, t => t.Item2.Port) }), stop);
            foreach (var tool in _tools) await seed.Register(tool.Tool, tool.BaseUrl, stop);
            if (configuration.GetValue("Sample:Fetch", configuration.GetValue("Sample:Send", true))) await seed.RegisterSource(SimulatedCito.Key, _cito.BaseUrl, SimulatedCito.Credential, stop);
            if (!configuration.GetValue("Sample:Send", true)) return;
            await Task.WhenAll(_tools.Select(t => t.SendAll(stop)));
            LogSent(log);
            if (configuration.GetValue("Sample:Live", true))
                await Task.WhenAll(_tools.Select(t => Live.Run(t, SampleSchoolSeed.School, LiveEvery, clock, log, stop)));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the host stops
        }
        catch (Exception e)
        {
            LogFailed(log, e);
        }
    }

    /// <summary>The story is told as of the day it is; within a day it stays as it was first told.</summary>
    private Kept Read(string file)
    {
        var now = clock.GetUtcNow();
        var kept = File.Exists(file) ? JsonSerializer.Deserialize<Kept>(File.ReadAllText(file)) : null;
        return kept is null ? new Kept(now, []) : SchoolTime.Day(kept.Story) == SchoolTime.Day(now) ? kept : kept with { Story = now };
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _work.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tool in _tools) await tool.DisposeAsync();
        if (_cito is not null) await _cito.DisposeAsync();
        _stop.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The simulated publishers have sent six weeks of practice")]
    private static partial void LogSent(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The simulated publishers stopped")]
    private static partial void LogFailed(ILogger log, Exception e);
}
