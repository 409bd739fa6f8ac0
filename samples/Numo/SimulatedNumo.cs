using Dashboard.Samples.Publisher;
using Dashboard.Samples.Publisher.EduV;
using Dashboard.Samples.School;
using Microsoft.Extensions.Logging;

namespace Dashboard.Samples.Numo;

/// <summary>
/// Numo, simulated: entry tests (sprongtoetsen) that let a pupil skip a goal, and practice that ends in a state of the goal.
/// Sent as Edu-V Results with the extension block, and its own triggers as Edu-V Progress, bare and with the block.
/// </summary>
public sealed class SimulatedNumo : ISimulatedTool
{
    private const string Key = "numo";

    private static readonly SiteLook Look = new(
        Key, "Numo", "/werk/", "#eef1fb", "#1c2450", "#3a3f8f", "Numo kent de stand van elk doel. Met een sprongtoets sla je over wat je al kunt.");

    private readonly Simulation simulation;
    private readonly NumoResults results;

    private SimulatedNumo(Simulation simulation, SimulationOptions options, TimeProvider clock) =>
        (this.simulation, results) = (simulation, new NumoResults(simulation, options.BatchSize, clock));

    public string Tool => Key;

    public Uri BaseUrl => simulation.Site.BaseUrl;

    /// <summary>Starts the site. Nothing is sent before <see cref="SendAll"/>.</summary>
    public static async Task<SimulatedNumo> Start(Uri dashboard, SimulationOptions options, TimeProvider clock, ILoggerFactory logs, CancellationToken stop) =>
        new(await Simulation.Start(Look, NumoReport.Html, dashboard, options, clock, logs, stop), options, clock);

    public Task SendAll(CancellationToken stop) => simulation.SendAll(Key, (exercises, remarks) =>
        [.. results.Write(exercises), .. remarks.Select(r => ProgressMessage.Write(r, Course(r.Goal), simulation.School.File.School))], stop);

    public async Task<string> SendOne(SamplePupil pupil, string goal, int? right, CancellationToken stop)
    {
        var exercise = simulation.Extra(Key, pupil, goal, right);
        await simulation.Send(results.Write([exercise]), stop);
        return exercise.Attempt;
    }

    public Task Correct(string attempt, int right, CancellationToken stop) => simulation.Send(results.Write([simulation.Recount(attempt, right)]), stop);

    public ValueTask DisposeAsync() => simulation.DisposeAsync();

    private string Course(string goal) => "numo-" + simulation.School.MethodGoals[Key].Goals.Single(g => g.Code == goal).Domain.ToLowerInvariant();
}
