using Dashboard.Samples.School;

namespace Dashboard.Samples.Publisher;

/// <summary>
/// A simulated publisher: a web site of its own on loopback, with its own store of what pupils did, that sends results to a
/// dashboard over HTTP as a real one would. It knows nothing of the dashboard's inside.
/// </summary>
public interface ISimulatedTool : IAsyncDisposable
{
    /// <summary>Key of the tool.</summary>
    string Tool { get; }

    /// <summary>Where its site listens; launches go to <c>/start</c> below it.</summary>
    Uri BaseUrl { get; }

    /// <summary>
    /// Waits until the dashboard is ready, then delivers the method goals and everything done until now, oldest first.
    /// Again: the same ids with the same contents.
    /// </summary>
    Task SendAll(CancellationToken stop);

    /// <summary>Lets a pupil do one exercise more, now, and sends it.</summary>
    /// <param name="pupil">As in the roster.</param>
    /// <param name="goal">Code of the method goal.</param>
    /// <param name="right">How many items are right; null: as usual for this pupil.</param>
    /// <returns>The attempt number.</returns>
    Task<string> SendOne(SamplePupil pupil, string goal, int? right, CancellationToken stop);

    /// <summary>The tool finds that it counted wrong: sends the same result with another number of right items.</summary>
    /// <param name="attempt">Of an exercise that it has sent.</param>
    Task Correct(string attempt, int right, CancellationToken stop);
}
