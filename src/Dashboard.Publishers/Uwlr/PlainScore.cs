using System.Xml.Linq;
using Dashboard.Contracts;

namespace Dashboard.Publishers.Uwlr;

/// <summary>The score element: a number, with the norms of its test or part beside it.</summary>
internal static class PlainScore
{
    public const string ScoreType = "score";

    /// <param name="parent">Holds the score: resultaat, or our anderresultaat.</param>
    /// <param name="norms">Of the part, or of the test for a total.</param>
    /// <param name="meaning">What the tool's number means (its profile).</param>
    /// <param name="result">For the report.</param>
    /// <param name="notes">Gets what is wrong.</param>
    public static Result? Read(XElement parent, Norms? norms, ScoreMeaning meaning, string result, UwlrNotes notes)
    {
        if (new UwlrNumber(result, notes).Read(parent, "score", "score") is not { } score) return null;
        if (!double.IsInteger(score))
            notes.Note(result, "score", "score-decimal", "UWLR kent alleen hele scores. De score is met decimalen bewaard.");
        if (norms is not null && score > norms.Max)
            notes.Refuse(UwlrFault.ScoreOngeldig, result, "score", "De score is hoger dan de hoogste eindnormwaarde van de toets of het onderdeel.");
        return new Result
        {
            ScoreType = ScoreType,
            Meaning = meaning is ScoreMeaning.ProportionCorrect or ScoreMeaning.MasteryRating ? meaning : ScoreMeaning.Points,
            Score = score,
            ScoreMax = norms?.Max,
            Label = norms?.Band(score)?.Term,
        };
    }
}
