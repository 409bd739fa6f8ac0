using Dashboard.Samples.Publisher;
using Dashboard.Samples.School;
using Microsoft.Extensions.Logging;

namespace Dashboard.Samples.Muiswerk;

/// <summary>
/// Muiswerk, simulated: short series of items that do not adapt, sent as UWLR 2.2 (SOAP). One test stands for several goals
/// through its parts. Sends its own trigger, in our extension of anderresultaat, when a pupil is stuck.
/// </summary>
public sealed class SimulatedMuiswerk : ISimulatedTool
{
    private const string Key = "muiswerk";

    private static readonly SiteLook Look = new(
        Key, "Muiswerk", "/rapport/", "#fffbe9", "#3a2c12", "#9a4b00", "Muiswerk geeft korte series opgaven bij de les. Iedereen krijgt dezelfde opgaven.");

    private readonly Simulation simulation;
    private readonly LeerresultatenWriter writer;

    private SimulatedMuiswerk(Simulation simulation, SimulationOptions options, TimeProvider clock) =>
        (this.simulation, writer) = (simulation, new LeerresultatenWriter(simulation, options.BatchSize, clock));

    public string Tool => Key;

    public Uri BaseUrl => simulation.Site.BaseUrl;

    /// <summary>Starts the site. Nothing is sent before <see cref="SendAll"/>.</summary>
    public static async Task<SimulatedMuiswerk> Start(Uri dashboard, SimulationOptions options, TimeProvider clock, ILoggerFactory logs, CancellationToken stop) =>
        new(await Simulation.Start(Look, MuiswerkReport.Html, dashboard, options, clock, logs, stop), options, clock);

    public Task SendAll(CancellationToken stop) => simulation.SendAll(Key, (exercises, _) => writer.Write(exercises), stop);

    public async Task<string> SendOne(SamplePupil pupil, string goal, int? right, CancellationToken stop)
    {
        var exercise = simulation.Extra(Key, pupil, goal, right);
        await simulation.Send(writer.Write([exercise]), stop);
        return exercise.Attempt;
    }

    public Task Correct(string attempt, int right, CancellationToken stop) => simulation.Send(writer.Write([simulation.Recount(attempt, right)]), stop);

    public ValueTask DisposeAsync() => simulation.DisposeAsync();
}
