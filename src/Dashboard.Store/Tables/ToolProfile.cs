using Dashboard.Contracts;

namespace Dashboard.Store.Tables;

/// <summary>
/// What a teacher must know to read a tool, and what the dashboard must know to read its messages (DA-13, DA-20, DA-21, DA-29).
/// Written by the publisher; texts are per language.
/// </summary>
public sealed record ToolProfile
{
    /// <summary>The meaning of the tool's main score.</summary>
    public ScoreMeaning Meaning { get; init; }

    /// <summary>Adapts to the pupil: proportion correct then says nothing.</summary>
    public bool Adaptive { get; init; }

    /// <summary>Free practice within a goal, or demarcated lessons (DA-29).</summary>
    public bool FreePractice { get; init; }

    /// <summary>Tests again later whether it lasts (LD-20).</summary>
    public bool TestsDurability { get; init; }

    /// <summary>What a bare pleaseFollowup means.</summary>
    public SignalKind DefaultTrigger { get; init; } = SignalKind.Stuck;

    /// <summary>For a rating: the norm for the year, and the width of one logit.</summary>
    public double RatingTarget { get; init; } = 300;
    public double RatingScale { get; init; } = 40;

    /// <summary>Origin and modus where the message has none: per test or assessment code, "*" for the rest.</summary>
    public Dictionary<string, OriginKind> Origins { get; init; } = [];
    public Dictionary<string, string> Modi { get; init; } = [];

    /// <summary>Column head: what the number means ("goed van gemaakt").</summary>
    public Dictionary<string, string> ScoreLabel { get; init; } = [];

    /// <summary>"Zo lees je dit".</summary>
    public Dictionary<string, string> HowToRead { get; init; } = [];

    /// <summary>What the tool does not offer, per vakgebied (NU-26).</summary>
    public Dictionary<string, Dictionary<string, string>> NotOffered { get; init; } = [];

    /// <summary>Everything that the tool sends is a standardised test: it stands apart from practice everywhere.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool TestsOnly => Origins.Count > 0 && Origins.Values.All(o => o == OriginKind.StandardisedTest);

    public static ToolProfile Parse(string json) =>
        System.Text.Json.JsonSerializer.Deserialize<ToolProfile>(json, Json) ?? new ToolProfile();

    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, Json);

    private static readonly System.Text.Json.JsonSerializerOptions Json = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };
}
