using Dashboard.Samples.Classroom;
using Dashboard.Samples.School;
using Microsoft.Extensions.Logging;

namespace Dashboard.Samples.Publisher;

/// <summary>A school that lives: now and then a pupil finishes an exercise, and its tool sends it.</summary>
public static class Live
{
    /// <param name="every">About once in this time, per tool.</param>
    /// <returns>When <paramref name="stop"/> says so.</returns>
    public static async Task Run(ISimulatedTool tool, SampleSchool school, TimeSpan every, TimeProvider clock, ILogger log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var chance = Chance.For("live", tool.Tool, clock.GetUtcNow().ToString("O"));
            await Task.Delay(every * (0.5 + chance.Below(100) / 100.0), clock, stop);
            var pupil = chance.Pick(school.Roster.Pupils);
            var goals = Classroom.Classroom.OrdinaryGoals(tool.Tool, pupil);
            if (goals.Count == 0) continue;
            await tool.SendOne(pupil, chance.Pick(goals), null, stop);
            log.LogDebug("{Tool} sent one exercise more", tool.Tool);
        }
    }
}
