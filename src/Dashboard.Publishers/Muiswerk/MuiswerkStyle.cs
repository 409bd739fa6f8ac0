using Dashboard.Contracts;
using Dashboard.Publishers.Styles;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Muiswerk;

/// <summary>
/// Muiswerk sends UWLR: one test stands for several goals, one per toetsonderdeel (DA-23); its number is the number of
/// correct answers out of the total (DA-21); lessons are demarcated and not adaptive (DA-29).
/// </summary>
public static class MuiswerkStyle
{
    public static PublisherStyle Style { get; } = new("muiswerk", "Muiswerk", "Muiswerk", new ToolProfile
    {
        Meaning = ScoreMeaning.ProportionCorrect,
        Adaptive = false,
        FreePractice = false,
        TestsDurability = false,
        DefaultTrigger = SignalKind.Stuck,
        Origins = { ["*"] = OriginKind.Practice, ["TOETS-*"] = OriginKind.ProgressTest, ["INSTAP-*"] = OriginKind.EntryTest },
        ScoreLabel = { ["nl"] = "goed van gemaakt", ["en"] = "correct of done" },
        HowToRead =
        {
            ["nl"] = "Het getal is het aantal goede antwoorden van het aantal gemaakte opgaven in deze les. "
                + "Muiswerk past de opgaven niet aan de leerling aan: iedereen krijgt dezelfde les. "
                + "Kijk ook hoe lang de leerling naar de uitleg keek. Eén les zegt weinig; enkele lessen samen zeggen meer.",
            ["en"] = "The number is how many answers were correct out of the exercises done in this lesson. "
                + "Muiswerk does not adapt to the pupil: everybody gets the same lesson. "
                + "Look also at how long the pupil watched the explanation. One lesson says little; a few together say more.",
        },
        NotOffered =
        {
            ["rekenen"] = new()
            {
                ["nl"] = "Muiswerk biedt geen meten met echte materialen en geen rekengesprekken.",
                ["en"] = "Muiswerk has no measuring with real materials and no maths conversations.",
            },
            ["nederlands"] = new()
            {
                ["nl"] = "Muiswerk biedt geen spreken, luisteren in gesprek en het schrijven van teksten.",
                ["en"] = "Muiswerk has no speaking, no listening in conversation and no writing of texts.",
            },
        },
    })
    {
        Refine = Refine,
    };

    /// <summary>A score with norms is "correct of total": it is also the number of exercises.</summary>
    private static void Refine(Result result)
    {
        if (result is not { Meaning: ScoreMeaning.ProportionCorrect, Score: { } correct, ScoreMax: { } total, Items: null, Correct: null }) return;
        if (!double.IsInteger(correct) || !double.IsInteger(total)) return;
        (result.Items, result.Correct) = ((int)total, (int)correct);
    }
}
