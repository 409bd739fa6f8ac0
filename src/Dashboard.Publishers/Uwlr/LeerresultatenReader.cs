using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dashboard.Publishers.DeepLinks;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Styles;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Uwlr;

/// <summary>Reads a leerresultaten_verzoek (UWLR 2.0–2.3). All or nothing: with one refusal in the notes, nothing counts.</summary>
internal static partial class LeerresultatenReader
{
    public const string Root = "leerresultaten_verzoek";

    public static List<IncomingResult> Read(XElement verzoek, ReadingTool tool, UwlrNotes notes, TestLibrary.Shelf? delivered = null)
    {
        var tests = TestDefinitions.Read(verzoek.Child("toetsen"), notes);
        var afnames = verzoek.Child("toetsafnames").Children("toetsafname").ToList();
        var everyone = new PupilMarks(afnames.SelectMany(a => new[] { a.Text("eckid"), a.Text("leerlingid") }).OfType<string>());
        var reader = new ResultaatReader(tool, tests, delivered ?? TestLibrary.Shelf.Empty, everyone, notes);
        var results = new List<IncomingResult>();
        foreach (var afname in afnames)
        {
            var elements = afname.Child("resultaten").Children("resultaat").ToList();
            var pupil = Pupil(afname, elements.Select(e => e.Attr("key")).FirstOrDefault(), notes);
            var ids = pupil.Select(p => p.Value).ToList();
            foreach (var element in elements)
                results.AddRange(reader.Read(element, ids).Select(r => new IncomingResult(r, pupil)));
        }
        return results;
    }

    /// <summary>How many publisher's results the message holds, whether they can be read or not.</summary>
    public static int Count(XElement? verzoek) => verzoek?.Descendants().Count(e => e.Is("resultaat")) ?? 0;

    /// <summary>The ECK iD goes before the LAS key (UWLR 2.3).</summary>
    private static List<PupilReference> Pupil(XElement afname, string? firstResult, UwlrNotes notes)
    {
        var pupil = new List<PupilReference>();
        if (afname.Text("eckid") is { } eckId)
        {
            pupil.Add(new PupilReference(AliasKind.EckId, eckId));
            if (!EckId().IsMatch(eckId))
                notes.Note(firstResult, "toetsafname/eckid", "eckid-shape", "De eckid heeft niet de vorm van een ECK iD. Hij is ongewijzigd gebruikt.");
        }
        if (afname.Text("leerlingid") is { } las) pupil.Add(new PupilReference(AliasKind.LasKey, las));
        if (pupil.Count == 0)
            notes.Refuse(UwlrFault.LeerlingOngeldig, firstResult, "toetsafname/leerlingid", "Geef van elke leerling een eckid of een leerlingid.");
        return pupil;
    }

    [GeneratedRegex(@"^https://ketenid\.nl/[A-Za-z0-9]+/[0-9a-f]{128}$", RegexOptions.CultureInvariant)]
    private static partial Regex EckId();
}
