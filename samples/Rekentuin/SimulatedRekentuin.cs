using Dashboard.Samples.Publisher;
using Dashboard.Samples.Publisher.EduV;
using Dashboard.Samples.School;
using Microsoft.Extensions.Logging;

namespace Dashboard.Samples.Rekentuin;

/// <summary>
/// Oefenweb's Rekentuin, simulated: games that adapt until about three in four items are right, each an assessment of its
/// own, with a skill score. Sent as Edu-V Results; that a game was not offered yet, as Edu-V Progress. Sends no triggers.
/// </summary>
public sealed class SimulatedRekentuin : ISimulatedTool
{
    private const string Key = "rekentuin", Course = "rekentuin-rekenen";

    private static readonly SiteLook Look = new(
        Key, "Rekentuin", "/spel/", "#eef8ec", "#12351b", "#2c6e3b", "Rekentuin is een tuin vol rekenspelletjes. De opgaven passen zich aan de leerling aan.");

    private readonly Simulation simulation;
    private readonly GameResults results;

    private SimulatedRekentuin(Simulation simulation, SimulationOptions options, TimeProvider clock) =>
        (this.simulation, results) = (simulation, new GameResults(simulation, options.BatchSize, clock));

    public string Tool => Key;

    public Uri BaseUrl => simulation.Site.BaseUrl;

    /// <summary>Starts the site. Nothing is sent before <see cref="SendAll"/>.</summary>
    public static async Task<SimulatedRekentuin> Start(Uri dashboard, SimulationOptions options, TimeProvider clock, ILoggerFactory logs, CancellationToken stop) =>
        new(await Simulation.Start(Look, GameReport.Html, dashboard, options, clock, logs, stop), options, clock);

    public Task SendAll(CancellationToken stop) => simulation.SendAll(Key, (exercises, remarks) =>
        [.. results.Write(exercises), .. remarks.Select(r => ProgressMessage.Write(r, Course, simulation.School.File.School))], stop);

    public async Task<string> SendOne(SamplePupil pupil, string goal, int? right, CancellationToken stop)
    {
        var exercise = simulation.Extra(Key, pupil, goal, right);
        await simulation.Send(results.Write([exercise]), stop);
        return exercise.Attempt;
    }

    public Task Correct(string attempt, int right, CancellationToken stop) => simulation.Send(results.Write([simulation.Recount(attempt, right)]), stop);

    public ValueTask DisposeAsync() => simulation.DisposeAsync();
}
