using System.Globalization;
using Dashboard.Contracts;
using Dashboard.Publishers.Styles;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Rekentuin;

/// <summary>
/// Oefenweb's Rekentuin sends Edu-V: each exercise is an assessment of its own for one goal (DA-23); SkillScore is a rating
/// that says something about mastery (DA-21); it adapts, so the proportion correct says nothing; practice is free (DA-29).
/// </summary>
public static class RekentuinStyle
{
    private const string StandardError = "standardError";

    public static PublisherStyle Style { get; } = new("rekentuin", "Rekentuin", "Oefenweb", new ToolProfile
    {
        Meaning = ScoreMeaning.MasteryRating,
        Adaptive = true,
        FreePractice = true,
        TestsDurability = true,
        DefaultTrigger = SignalKind.Stuck,
        Origins = { ["*"] = OriginKind.Practice },
        Modi = { ["*"] = "adaptief" },
        ScoreLabel = { ["nl"] = "vaardigheid", ["en"] = "skill rating" },
        HowToRead =
        {
            ["nl"] = "Het getal is een vaardigheidsscore: hoe goed de leerling dit onderwerp beheerst volgens Rekentuin. "
                + "Rekentuin kiest steeds opgaven op het niveau van de leerling. Daardoor is altijd ongeveer driekwart goed; "
                + "het aantal goede antwoorden zegt dus niets. Kijk of de vaardigheidsscore stijgt, en hoeveel er is geoefend.",
            ["en"] = "The number is a skill rating: how well the pupil masters this topic according to Rekentuin. "
                + "Rekentuin picks exercises at the pupil's own level, so about three quarters are always correct; "
                + "the number of correct answers says nothing. See whether the rating rises, and how much was practised.",
        },
        NotOffered =
        {
            ["rekenen"] = new()
            {
                ["nl"] = "Rekentuin biedt korte opgaven; geen verhaalsommen met meer stappen en geen meten met materialen.",
                ["en"] = "Rekentuin has short exercises; no word problems with several steps and no measuring with materials.",
            },
        },
    })
    {
        Refine = Refine,
    };

    /// <summary>Without a rating the counts are kept as counts; a proportion correct never stands as Rekentuin's score.</summary>
    private static void Refine(Result result)
    {
        if (result is { Primary: true, Meaning: ScoreMeaning.ProportionCorrect })
            (result.Meaning, result.Score, result.ScoreMax) = (ScoreMeaning.None, null, null);
        // Edu-V has no place for the rating's standard error; Rekentuin sends it as a context item.
        if (result is { Primary: true, Meaning: ScoreMeaning.MasteryRating } && result.Context?.Find(c => c.Key == StandardError)?.Value is { } error
            && double.TryParse(error, NumberStyles.Float, CultureInfo.InvariantCulture, out var plusOrMinus) && plusOrMinus > 0)
            result.Uncertainty = plusOrMinus;
    }
}
