using System.Xml.Linq;
using Dashboard.Contracts;
using Dashboard.Publishers.DeepLinks;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Extension;
using Dashboard.Publishers.Styles;
using Dashboard.Schools.Calendar;

namespace Dashboard.Publishers.Uwlr;

/// <summary>One resultaat becomes one canonical result, and one more for each further score in it.</summary>
/// <param name="tool">The tool it comes from.</param>
/// <param name="tests">Of the message.</param>
/// <param name="delivered">Toetsdefinities that the publisher delivered before; for what the message leaves out.</param>
/// <param name="everyone">Every identifier in the message, for the check of links.</param>
/// <param name="notes">Gets what is wrong.</param>
internal sealed class ResultaatReader(ReadingTool tool, TestDefinitions tests, TestLibrary.Shelf delivered, PupilMarks everyone, UwlrNotes notes)
{
    private const int LongestKey = 256, FirstYear = 1990, LastYear = 2100;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <param name="element">resultaat.</param>
    /// <param name="pupil">The pupil's identifiers, for the check of the link.</param>
    public IReadOnlyList<Result> Read(XElement element, IReadOnlyCollection<string> pupil)
    {
        if (element.Attr("key") is not { } id)
        {
            notes.Refuse(UwlrFault.OngeldigBericht, null, "resultaat/@key", "Elk resultaat heeft een eigen key.");
            return [];
        }
        if (id.Length > LongestKey) notes.Refuse(UwlrFault.OngeldigBericht, id[..LongestKey], "resultaat/@key", "Een key is hoogstens 256 tekens.");
        if (!_keys.Add(id)) notes.Refuse(UwlrFault.OngeldigBericht, id, "resultaat/@key", "Deze key staat meer dan eens in het bericht.");

        var day = WrittenTime.Day(element.Text("afnamedatum"));
        if (day is null)
            notes.Refuse(UwlrFault.OngeldigBericht, id, "afnamedatum", "Geef de afnamedatum als 2026-10-31: een dag die bestaat.");
        else if (day.Value.Year is < FirstYear or > LastYear)
            notes.Refuse(UwlrFault.OngeldigBericht, id, "afnamedatum", "Deze afnamedatum kan niet.");
        if (element.Text("toetscode") is not { } code)
        {
            notes.Refuse(UwlrFault.OngeldigBericht, id, "toetscode", "Elk resultaat heeft een toetscode.");
            return [];
        }
        var part = element.Text("toetsonderdeelcode");
        var (test, defined) = Define(id, code, part);

        var norms = part is null ? test?.Norms : defined?.Norms;
        var rows = Scores(element, id, norms);
        if (rows.Count == 0) return [];
        foreach (var row in rows) (row.ResultId, row.Part, row.Sequence) = (id, part ?? "", TrailingNumber.Of(id));
        var first = rows[0];
        first.TakenAt = day is null ? default : SchoolTime.Noon(day.Value);
        first.CodeCandidates = part is null ? [code] : [$"{code}/{part}", part, code];
        // the standard's own way to name a goal: the code of what was done is bound to a vocabulary of goals
        if ((part is null ? test?.Code : defined?.Code) is { } term && NamedGoals.Uri(term.Value, term.Vocabulary) is { } uri) first.GoalUris ??= [uri];
        first.Exercise = (test?.Name, defined?.Name) switch
        {
            ({ } name, { } partName) => $"{name}: {partName}",
            var (name, partName) => partName ?? name,
        };
        DefinitionContext.Add(first, norms, test, element.Text("versie"));
        tool.Links.Attach(first, element.Text("infourl"), pupil, everyone, "infourl", notes.ReadOver);
        tool.Finish(first, part is null ? [code] : [$"{code}/{part}", part, code]);
        if (first.Correct > first.Items)
            notes.Refuse(UwlrFault.ScoreOngeldig, id, "aantalgoed", "Er zijn niet meer opgaven goed dan er gemaakt zijn.");
        foreach (var second in rows.Skip(1)) second.Of(first);
        return rows;
    }

    private (TestDefinition? Test, PartDefinition? Part) Define(string id, string code, string? part)
    {
        var test = tests.Find(code) ?? delivered.Find(code);
        if (test is null && !tests.Given)
        {
            notes.Note(id, "toetsen", "toetsen-missing", "Het bericht omschrijft de toets niet. Het resultaat is zonder naam bewaard.");
            return default;
        }
        if (test is null)
        {
            notes.Refuse(UwlrFault.VocabulaireTermOngeldig, id, "toetscode", "Deze toetscode staat niet bij de toetsen in het bericht.");
            return default;
        }
        if (part is null) return (test, null);
        if (test.Parts.TryGetValue(part, out var defined)) return (test, defined);
        if (test.Parts.Count > 0)
            notes.Refuse(UwlrFault.VocabulaireTermOngeldig, id, "toetsonderdeelcode", "Deze toetsonderdeelcode staat niet bij de onderdelen van de toets.");
        else
            notes.Note(id, "toetsonderdeelcode", "toetsonderdelen-missing", "De toets heeft geen onderdelen in het bericht. Het resultaat is zonder naam bewaard.");
        return (test, null);
    }

    private List<Result> Scores(XElement element, string id, Norms? norms)
    {
        var given = new[] { "score", "osoresultaat", "anderresultaat" }.Where(n => element.Child(n) is { } e && (e.HasElements || e.OwnText() is not null)).ToArray();
        if (given.Length != 1)
        {
            notes.Refuse(UwlrFault.EldResultaatOngeldig, id, "resultaat", "Een resultaat heeft precies één van score, osoresultaat en anderresultaat.");
            return [];
        }
        if (given[0] == "anderresultaat") return Own(element.Child("anderresultaat")!, id, norms);
        return Standard(element, id, norms);
    }

    private List<Result> Standard(XElement parent, string id, Norms? norms)
    {
        if (parent.Child("osoresultaat") is not { } oso)
            return PlainScore.Read(parent, norms, tool.Profile.Meaning, id, notes) is { } score ? [score] : [];
        var rows = OsoScore.Read(oso, tool.Profile.Meaning, id, notes);
        if (rows.Count == 0)
            notes.Refuse(UwlrFault.EldResultaatOngeldig, id, "osoresultaat", "Een osoresultaat heeft een toetsscore of een referentiescore.");
        return rows;
    }

    private List<Result> Own(XElement ander, string id, Norms? norms)
    {
        if (!OwnResult.IsOurs(ander))
        {
            if (OwnResult.Type(ander) is { } type && tool.Style?.OwnResults.GetValueOrDefault(type)?.Invoke(ander) is { } registered)
            {
                registered.ScoreType = OwnResult.ScoreType;
                return [registered];
            }
            if (ander.Text("andere_score") is { } own)
            {
                notes.Note(id, "anderresultaat", "own-format", "Van een onbekend eigen formaat is alleen andere_score bewaard.");
                return [new Result { ScoreType = OwnResult.ScoreType, Label = own }];
            }
            notes.Refuse(UwlrFault.EldResultaatOngeldig, id, "anderresultaat", $"Het eigen formaat is niet bekend. Gebruik een type uit {UwlrNames.Uitbreiding} (zie de WSDL).");
            return [];
        }
        void Invalid(string field, string message) => notes.Refuse(UwlrFault.ScoreOngeldig, id, "anderresultaat/" + field, message);
        void Unknown(string field, string message) => notes.Refuse(UwlrFault.VocabulaireTermOngeldig, id, "anderresultaat/" + field, message);

        var wraps = ander.Text("score") is not null || ander.Child("osoresultaat") is not null;
        var rows = wraps ? Standard(ander, id, norms) : [new Result { ScoreType = OwnResult.ScoreType, Label = ander.Text("andere_score") }];
        if (rows.Count == 0) return rows;
        new BlockReading(tool.Profile.DefaultTrigger, Unknown, Invalid).Apply(OwnResult.Read(ander, Invalid), rows[0]);
        if (rows[0] is { ScoreType: OwnResult.ScoreType, Items: > 0, Correct: not null } counted)
            (counted.Meaning, counted.Score, counted.ScoreMax) = (ScoreMeaning.ProportionCorrect, counted.Correct, counted.Items);
        return rows;
    }
}
