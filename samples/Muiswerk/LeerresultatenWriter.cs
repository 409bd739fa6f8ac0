using System.Globalization;
using System.Xml.Linq;
using Dashboard.Samples.Classroom;
using Dashboard.Samples.Publisher;

namespace Dashboard.Samples.Muiswerk;

/// <summary>Writes exercises as BrengLeerresultaten messages: per school year, oldest first, a part of them at a time.</summary>
internal sealed class LeerresultatenWriter(Simulation simulation, int batchSize, TimeProvider clock)
{
    public IEnumerable<Message> Write(IReadOnlyList<Exercise> exercises) =>
        exercises.GroupBy(e => simulation.Classroom.SchoolYearOf(e.At)).OrderBy(year => year.Key)
            .SelectMany(year => year.Chunk(batchSize).Select(part => Message(year.Key, part)));

    private Message Message(int year, Exercise[] exercises)
    {
        var school = simulation.School.File;
        var tool = simulation.School.Tool("muiswerk");
        var verzoek = new XElement(Uwlr.Lr + "leerresultaten_verzoek",
            new XElement(Uwlr.Lr + "school",
                new XElement(Uwlr.Lr + "schooljaar", $"{year}-{year + 1}"),
                new XElement(Uwlr.Lr + "brincode", school.School.Brin),
                new XElement(Uwlr.Lr + "dependancecode", school.School.Dependance),
                new XElement(Uwlr.Lr + "aanmaakdatum", clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
                new XElement(Uwlr.Lr + "auteur", "Muiswerk (gesimuleerd)"),
                new XElement(Uwlr.Lr + "xsdversie", Uwlr.Version)),
            new XElement(Uwlr.Lr + "toetsafnames", exercises.GroupBy(e => e.Pupil).Select(pupil =>
                new XElement(Uwlr.Lr + "toetsafname",
                    new XElement(Uwlr.Lr + "leerlingid", pupil.Key.LasKey),
                    pupil.Key.EckId is { } eckId ? new XElement(Uwlr.Lr + "eckid", eckId) : null,
                    new XElement(Uwlr.Lr + "resultaten", pupil.Select(e => Resultaat.Write(e, simulation.Site.ReportUrl(e))))))),
            Toetsen.Write(simulation.School.MethodGoals["muiswerk"], exercises.Select(e => Uwlr.Split(e.Goal).Test).ToHashSet()));
        var envelope = new XElement(Uwlr.Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soap", Uwlr.Soap), new XAttribute(XNamespace.Xmlns + "lr", Uwlr.Lr), new XAttribute(XNamespace.Xmlns + "aut", Uwlr.Aut),
            new XAttribute(XNamespace.Xmlns + "oso", Uwlr.Oso), new XAttribute(XNamespace.Xmlns + "xsi", Uwlr.Xsi),
            new XElement(Uwlr.Soap + "Header", new XElement(Uwlr.Aut + "autorisatie",
                new XElement(Uwlr.Aut + "autorisatiesleutel", tool.UwlrKey),
                new XElement(Uwlr.Aut + "klantcode", tool.UwlrKlantcode),
                new XElement(Uwlr.Aut + "klantnaam", tool.UwlrKlantnaam))),
            new XElement(Uwlr.Soap + "Body", verzoek));
        return new Message(HttpMethod.Post, Uwlr.Path, "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + envelope.ToString(SaveOptions.DisableFormatting))
        {
            ContentType = "text/xml", SignedIn = false, SoapAction = Uwlr.SoapAction, Results = exercises.Length,
        };
    }
}
