using System.Globalization;
using System.Xml.Linq;
using Dashboard.Contracts;

namespace Dashboard.Publishers.Uwlr;

/// <summary>
/// The osoresultaat element: counts and time, an ability score with its interval, and norm labels. The tool's score meaning
/// says which of them comes first; each other one is a second score with its own score type.
/// </summary>
internal static class OsoScore
{
    public const string ScoreType = "oso";

    /// <summary>OSO codelijst 11, referentiescore.</summary>
    private static readonly HashSet<string> ReferenceCodes = new(StringComparer.Ordinal)
    {
        "AE", "CAE", "IV", "CIV", "FN", "ON", "DLE", "Percentiel", "Percentage", "T-score", "Stanine", "DQ", "IQ", "ERK", "C-score", "Norm", "RNTRM", "ZML", "LGH", "AVI", "NAZ", "LM", "Standaardscore", "LA",
    };

    /// <summary>OSO codelijst 22, vergelijkingsgroep.</summary>
    private static readonly HashSet<string> Groups = new(StringComparer.Ordinal) { "BB+", "BB", "KB", "GT", "HAVO", "VWO", "Landelijk" };

    /// <param name="oso">osoresultaat.</param>
    /// <param name="meaning">The tool's score meaning.</param>
    /// <param name="result">For the report.</param>
    /// <param name="notes">Gets what is wrong.</param>
    /// <returns>The first is the primary score; empty when there is none.</returns>
    public static List<Result> Read(XElement oso, ScoreMeaning meaning, string result, UwlrNotes notes)
    {
        var score = oso.Child("toetsscore");
        var number = new UwlrNumber(result, notes);
        var wrong = number.Count(score, "aantalfout", "toetsscore/aantalfout");
        var correct = number.Count(score, "aantalgoed", "toetsscore/aantalgoed");
        var items = number.Count(score, "aantalopgaven", "toetsscore/aantalopgaven") ?? correct + wrong;
        var seconds = number.Read(score, "tijd", "toetsscore/tijd");

        var rows = new List<Result>();
        var counted = items is > 0 && correct is not null
            ? new Result { Meaning = ScoreMeaning.ProportionCorrect, Score = correct, ScoreMax = items } : null;
        var ability = Ability(score, number, result, notes);
        if (meaning == ScoreMeaning.ProportionCorrect && counted is not null) rows.Add(counted);
        if (ability is not null) rows.Add(ability);
        if (rows.Count == 0 && counted is not null) rows.Add(counted);
        rows.AddRange(References(oso, result, notes));
        if (rows.Count == 0 && (items is not null || seconds is not null)) rows.Add(new Result());
        if (rows.Count == 0) return rows;

        rows[0].ScoreType = ScoreType;
        var context = new[]
        {
            DefinitionContext.Item("vaardigheidsschaal", "Vaardigheidsschaal", ability is null ? null : score.Text("codevaardigheidsschaal")),
            DefinitionContext.Item("gelezen", "Opgaven gelezen", number.Count(score, "aantalgelezen", "toetsscore/aantalgelezen")?.ToString(CultureInfo.InvariantCulture)),
        }.OfType<ContextItem>().ToList();
        if (context.Count > 0) rows[0].Context = context;
        (rows[0].Items, rows[0].Correct, rows[0].Seconds) = (items, correct, seconds is { } s ? (int)Math.Round(s) : null);
        return rows;
    }

    private static Result? Ability(XElement? score, UwlrNumber number, string result, UwlrNotes notes)
    {
        if (number.Read(score, "vaardigheidsscore", "toetsscore/vaardigheidsscore", negativeAllowed: true) is not { } ability) return null;
        const string field = "toetsscore/betrouwbaarheidsinterval";
        var interval = score.Child("betrouwbaarheidsinterval");
        var (low, high) = (number.Read(interval, "bivlaag", field, true), number.Read(interval, "bivhoog", field, true));
        if (low > high) notes.Refuse(UwlrFault.ScoreOngeldig, result, field, "bivlaag is niet hoger dan bivhoog.");
        return new Result { ScoreType = ScoreType + ":vaardigheid", Meaning = ScoreMeaning.MasteryRating, Score = ability, Uncertainty = (high - low) / 2 };
    }

    private static IEnumerable<Result> References(XElement oso, string result, UwlrNotes notes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in oso.Children("referentiescore"))
        {
            var (code, group, value) = (reference.Text("codereferentiescore"), reference.Text("codevergelijkingsgroep"), reference.Text("waarde"));
            if (code is null || value is null)
            {
                notes.Note(result, "referentiescore", "referentiescore-incomplete", "Een referentiescore zonder code of waarde is overgeslagen.");
                continue;
            }
            if (!ReferenceCodes.Contains(code) || (group is not null && !Groups.Contains(group)))
                notes.Note(result, "referentiescore", "referentiescore-unknown", "De code van een referentiescore of vergelijkingsgroep staat niet in codelijst 11 of 22. Hij is ongewijzigd bewaard.");
            var type = $"{ScoreType}:{code}{(group is null ? "" : "/" + group)}";
            var qualification = DefinitionContext.Item("kwalificatie", "Kwalificatie", reference.Text("kwalificatie"));
            if (seen.Add(type)) yield return new Result { ScoreType = type, Meaning = ScoreMeaning.NormLabel, Label = value, Context = qualification is null ? null : [qualification] };
            else notes.Note(result, "referentiescore", "referentiescore-twice", "Deze referentiescore staat er meer dan eens. De eerste telt.");
        }
    }
}
