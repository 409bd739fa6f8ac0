using Dashboard.Contracts;
using Dashboard.Publishers.Styles;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Cito;

/// <summary>Standardised tests of a pupil monitoring system: shown apart from practice, and never the ground for a derived signal (DA-11).</summary>
public static class CitoStyle
{
    /// <summary>Key of the publisher: part of what its own pupil keys are hashed with.</summary>
    public const string Supplier = "cito";

    public static PublisherStyle Style { get; } = new("cito", "Cito", "Cito", new ToolProfile
    {
        Meaning = ScoreMeaning.NormLabel,
        Origins = { ["*"] = OriginKind.StandardisedTest },
        ScoreLabel = { ["nl"] = "functioneringsniveau", ["en"] = "functioning level" },
        HowToRead =
        {
            ["nl"] = "Dit zijn toetsen, geen oefeningen. Het functioneringsniveau zegt bij welk moment of schooltype de uitslag past volgens Cito. "
                + "De uitslagen komen 's nachts binnen. Ze staan los van het oefenwerk en geven geen signaal.",
            ["en"] = "These are tests, not practice. The functioning level says which moment or type of school the outcome fits according to Cito. "
                + "Outcomes come in at night. They stand apart from practice and raise no signal.",
        },
    });
}
