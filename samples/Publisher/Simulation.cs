using Dashboard.Samples.Classroom;
using Dashboard.Samples.School;
using Microsoft.Extensions.Logging;

namespace Dashboard.Samples.Publisher;

/// <summary>What the three simulated publishers share: the store, the site, the connection, and the order of sending.</summary>
public sealed class Simulation : IAsyncDisposable
{
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly DashboardLink link;
    private readonly SemaphoreSlim sending = new(1);
    private int extras;

    private Simulation(SampleSchool school, Classroom.Classroom classroom, Shelf shelf, DashboardLink link, Site site, TimeProvider clock, ILogger log) =>
        (School, Classroom, Shelf, this.link, Site, this.clock, this.log) = (school, classroom, shelf, link, site, clock, log);

    public SampleSchool School { get; }
    public Classroom.Classroom Classroom { get; }
    public Shelf Shelf { get; }
    public Site Site { get; }

    /// <param name="report">The body of the tool's report of one exercise, as HTML; <see cref="Shelf"/> has the pupil's other ones.</param>
    public static async Task<Simulation> Start(
        SiteLook look, Func<Shelf, Exercise, string> report, Uri dashboard, SimulationOptions options, TimeProvider clock, ILoggerFactory logs, CancellationToken stop)
    {
        var log = logs.CreateLogger("Sample." + look.Name);
        var school = SampleSchool.Load();
        var classroom = new Classroom.Classroom(school, options.StoryMoment ?? clock.GetUtcNow());
        var shelf = new Shelf();
        shelf.Take(classroom.Exercises(look.Key, clock.GetUtcNow()));
        var link = new DashboardLink(dashboard, school.ClientOf(look.Key), clock, log);
        var site = await Site.Start(look, options.Port, shelf, new Launches(look.Key, link, clock), e => report(shelf, e), clock, stop);
        log.LogInformation("{Tool} (simulated) listens on {Address}", look.Name, site.BaseUrl);
        return new Simulation(school, classroom, shelf, link, site, clock, log);
    }

    /// <summary>Waits for the dashboard, delivers the method goals, then everything done until now.</summary>
    /// <param name="write">Turns exercises and remarks into messages.</param>
    public async Task SendAll(string tool, Func<IReadOnlyList<Exercise>, IReadOnlyList<Remark>, IEnumerable<Message>> write, CancellationToken stop)
    {
        await link.Ready(stop);
        await link.Send(new Message(HttpMethod.Put, $"/api/v1/tools/{tool}/method-goals", SampleSchool.MethodGoalsJson(tool)), stop);
        var now = clock.GetUtcNow();
        await Send(write(Shelf.Take(Classroom.Exercises(tool, now)), Classroom.Remarks(tool, now)), stop);
    }

    /// <summary>One at a time, in order; a refused message does not hold up the next.</summary>
    public async Task Send(IEnumerable<Message> messages, CancellationToken stop)
    {
        await sending.WaitAsync(stop);
        try
        {
            var (all, sent, results, refused) = (messages.ToList(), 0, 0, 0);
            foreach (var message in all)
            {
                if (await link.Send(message, stop)) results += message.Results; else refused++;
                if (++sent % 100 == 0 && sent < all.Count) log.LogInformation("{Sent} of {All} messages sent", sent, all.Count);
            }
            log.Log(all.Count > 1 || refused > 0 ? LogLevel.Information : LogLevel.Debug, "{Sent} messages sent with {Results} results, {Refused} refused", sent, results, refused);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>A pupil does one exercise more, now.</summary>
    public Exercise Extra(string tool, SamplePupil pupil, string goal, int? right)
    {
        var exercise = Classroom.Extra(tool, pupil, goal, clock.GetUtcNow(), Interlocked.Increment(ref extras), right);
        Shelf.Put([exercise]);
        return exercise;
    }

    /// <summary>The tool counts an exercise again.</summary>
    /// <exception cref="ArgumentException">The tool knows no such attempt.</exception>
    public Exercise Recount(string attempt, int right)
    {
        var before = Shelf.Find(attempt) ?? throw new ArgumentException($"There is no attempt '{attempt}'.", nameof(attempt));
        var after = before.Recounted(Math.Clamp(right, 0, before.Items), clock.GetUtcNow());
        Shelf.Put([after]);
        return after;
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        link.Dispose();
        sending.Dispose();
    }
}
