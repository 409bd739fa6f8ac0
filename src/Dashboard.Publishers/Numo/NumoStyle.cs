using Dashboard.Contracts;
using Dashboard.Publishers.Styles;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Numo;

/// <summary>
/// Numo sends Edu-V results and progress: sprongtoetsen (entry tests, NU-04), practice with its modus (NU-22) and effort (NU-09),
/// goal states in words, and its own triggers. Its goal state is its claim, and is shown as such.
/// </summary>
public static class NumoStyle
{
    /// <summary>The result type in which Numo sends a goal state ("behaald", "bezig", "teruggevallen", "overgeslagen").</summary>
    public const string GoalState = "GoalState";

    public static PublisherStyle Style { get; } = new("numo", "Numo", "Numo", new ToolProfile
    {
        Meaning = ScoreMeaning.GoalState,
        Adaptive = true,
        FreePractice = false,
        TestsDurability = false,
        DefaultTrigger = SignalKind.Stuck,
        Origins = { ["*"] = OriginKind.Practice, ["sprong*"] = OriginKind.EntryTest, ["numo-sprong*"] = OriginKind.EntryTest },
        ScoreLabel = { ["nl"] = "stand van het doel", ["en"] = "state of the goal" },
        HowToRead =
        {
            ["nl"] = "Numo zegt in woorden hoe een doel ervoor staat, bijvoorbeeld ‘bezig’ of ‘behaald’. Dat is wat Numo ervan vindt. "
                + "Met een sprongtoets mag een leerling oefeningen overslaan; overgeslagen is dus iets anders dan niet gedaan. "
                + "Let op de manier van werken: adaptief en taakgericht zijn niet te vergelijken.",
            ["en"] = "Numo says in words where a goal stands, for example 'busy' or 'reached'. That is Numo's view. "
                + "After an entry test a pupil may skip exercises; skipped is not the same as not done. "
                + "Mind the way of working: adaptive and task-based cannot be compared.",
        },
        NotOffered =
        {
            ["rekenen"] = new()
            {
                ["nl"] = "Numo biedt alleen wat op de computer te oefenen is; geen meten met materialen.",
                ["en"] = "Numo only has what can be practised on a computer; no measuring with materials.",
            },
            ["nederlands"] = new()
            {
                ["nl"] = "Numo biedt alleen vaardigheden die op de computer te oefenen zijn; geen spreken en gesprekken voeren.",
                ["en"] = "Numo only has skills that can be practised on a computer; no speaking or conversation.",
            },
        },
    })
    {
        ResultTypes = new Dictionary<string, ScoreMeaning> { [GoalState] = ScoreMeaning.GoalState },
    };
}
