namespace Dashboard.Samples.Publisher;

/// <summary>How a simulated publisher behaves.</summary>
public sealed record SimulationOptions
{
    /// <summary>
    /// "Now" in juf Vera's story. Keep it with the dashboard's data: the same moment tells the same past after a restart.
    /// Null: the moment of starting.
    /// </summary>
    public DateTimeOffset? StoryMoment { get; init; }

    /// <summary>Where the site listens on 127.0.0.1, so that links stay good after a restart; when it is taken, or 0, a free port.</summary>
    public int Port { get; init; }

    /// <summary>Most results in one message.</summary>
    public int BatchSize { get; init; } = 200;
}
