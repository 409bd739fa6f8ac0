using Dashboard.Samples.School;

namespace Dashboard.Samples.Classroom;

/// <summary>One pupil, one exercise (or entry test) in one tool, as it really went: what the tool itself would store.</summary>
public sealed record Exercise
{
    /// <summary>The tool's own number of it: random letters, the same after a restart, without a trace of the pupil.</summary>
    public required string Attempt { get; init; }

    /// <summary>Tells the order within a day, where a format has only the date.</summary>
    public required long Sequence { get; init; }

    public required string Tool { get; init; }
    public required SamplePupil Pupil { get; init; }

    /// <summary>Code of the tool's method goal.</summary>
    public required string Goal { get; init; }

    /// <summary>What the exercise is called in the tool.</summary>
    public required string Name { get; init; }

    /// <summary>When it was finished, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Per item, in order: right or wrong.</summary>
    public required IReadOnlyList<bool> Right { get; init; }

    public required int Seconds { get; init; }

    /// <summary>Part of <see cref="Seconds"/> that was spent on explanation.</summary>
    public int ExplanationSeconds { get; init; }

    /// <summary>Rekentuin: the skill score after this exercise, and its standard error.</summary>
    public int? Rating { get; init; }
    public int? StandardError { get; init; }

    /// <summary>Numo: bezig, behaald or teruggevallen.</summary>
    public string? State { get; init; }

    /// <summary>Numo: adaptief, taakgericht or remediërend.</summary>
    public string? Modus { get; init; }

    /// <summary>Numo: laag, gewoon or hoog.</summary>
    public string? Effort { get; init; }

    /// <summary>Numo: not null for an entry test (sprongtoets); true lets the pupil skip the goal.</summary>
    public bool? Passed { get; init; }

    /// <summary>What the tool asks attention for, with this exercise.</summary>
    public Cue? Cue { get; init; }

    /// <summary>When the tool last counted it again; null: never.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    public int Items => Right.Count;
    public int Correct => Right.Count(r => r);

    /// <summary>The same exercise, counted again by the tool: another number of right items, and what follows from it.</summary>
    public Exercise Recounted(int right, DateTimeOffset at)
    {
        var still = Right.ToArray();
        for (var i = still.Length - 1; i >= 0 && still.Count(r => r) != right; i--)
            still[i] = still.Count(r => r) < right;
        return this with
        {
            Right = still,
            CorrectedAt = at,
            Rating = Rating + (right - Correct) * 10,
            State = State is null ? null : right * 5 >= Items * 4 ? "behaald" : "bezig",
        };
    }
}

/// <param name="Kind">NewProgress, Stuck or FastProgress; null for a reason without a signal.</param>
/// <param name="Reason">notOffered, doneBadly, harderLevel or unknown.</param>
public sealed record Cue(string? Kind, string? Text, string? Reason);

/// <summary>What a tool says about a pupil and a goal apart from any exercise (Edu-V Progress).</summary>
/// <param name="Id">As <see cref="Exercise.Attempt"/>.</param>
/// <param name="Status">not-started, started, completed or abandoned.</param>
/// <param name="FollowUp">"Please follow up".</param>
/// <param name="Cue">Null: the bare form.</param>
public sealed record Remark(string Id, string Tool, SamplePupil Pupil, string Goal, DateTimeOffset At, string Status, bool FollowUp, Cue? Cue);
