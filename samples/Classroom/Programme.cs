namespace Dashboard.Samples.Classroom;

/// <summary>What stands in programme.json: what each group works on this season. Group → tool → codes of method goals.</summary>
internal sealed class Programme : Dictionary<string, Dictionary<string, string[]>>
{
    /// <summary>A goal stands on the menu once in so many days.</summary>
    private const int Turn = 4;

    public IReadOnlyList<string> Goals(string group, string tool) => this[group][tool];

    /// <summary>What a group may choose from on a day: a class works on a few goals at a time.</summary>
    public IReadOnlyList<string> Menu(string group, string tool, DateOnly day) => [.. this[group][tool].Where((_, place) => (place + day.DayNumber) % Turn == 0)];
}

/// <summary>One row of stories.json: exactly what a pupil did on one goal in one tool. Without rounds: nothing at all.</summary>
/// <param name="About">For the reader of the file.</param>
/// <param name="Cue">Goes with the last round.</param>
internal sealed record Story(string? About, string Pupil, string Tool, string Goal, Cue? Cue, StoryRemark? Remark, IReadOnlyList<Round> Rounds);

/// <param name="Back">0: the day of the story; 1: the last school day before it; and so on.</param>
/// <param name="Explain">Minutes of explanation.</param>
/// <param name="Error">Standard error of the rating.</param>
internal sealed record Round(
    int Back, int Right, int Items, int Minutes, int Explain = 0,
    int? Rating = null, int? Error = null, string? State = null, string? Modus = null, string? Effort = null, bool? Passed = null);

internal sealed record StoryRemark(int Back, string Status, bool FollowUp, Cue? Cue);
