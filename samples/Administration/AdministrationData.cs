using System.Globalization;
using System.Xml.Linq;
using Dashboard.Samples.School;

namespace Dashboard.Samples.Administration;

/// <summary>The sample school's roster as UWLR leerlinggegevens: EDEXML's types in UWLR's namespace.</summary>
internal sealed class AdministrationData(int schoolYear)
{
    private static readonly XNamespace Lg = "http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens";
    private static readonly HashSet<string> SmallPupil = ["achternaam", "voorvoegsel", "roepnaam", "jaargroep", "groep", "samengestelde_groepen"];

    private readonly XElement _roster = XDocument.Parse(SampleSchool.Edexml(schoolYear)).Root!;

    public DateTimeOffset ChangedAt { get; set; }

    /// <returns>Null when there is no such question.</returns>
    public XElement? Answer(Question question)
    {
        var root = question.Root.Replace("_verzoek", "_antwoord", StringComparison.Ordinal);
        var known = question.SchoolYear == $"{schoolYear}-{schoolYear + 1}" && (question.Brin == "99XX" || question.SchoolKey == "demo");
        if (question.Root is not ("leerlinggegevens_verzoek" or "structuur_verzoek" or "leerlingen_verzoek" or "leerkrachten_verzoek")) return null;
        return new XElement(Lg + root, !known ? new XElement(Lg + "geengegevens")
            : question.Since >= ChangedAt ? new XElement(Lg + "geenwijzigingen")
            : question.Root switch
            {
                "leerlinggegevens_verzoek" => new XElement(Lg + "leerlinggegevens", School(question), Groups(), Pupils(question, _ => true), Staff(_ => true)),
                "structuur_verzoek" => new XElement(Lg + "leerlinggegevens-structuur", School(question), Groups()),
                "leerlingen_verzoek" => Some(question, "leerlinggegevens-leerlingen", Pupils(question, Wanted(question))),
                _ => Some(question, "leerlinggegevens-leerkrachten", Staff(Wanted(question))),
            });
    }

    /// <summary>A question about groups without people has no data.</summary>
    private XElement Some(Question question, string name, XElement people) => people.HasElements ? new XElement(Lg + name, School(question), people) : new XElement(Lg + "geengegevens");

    private static Func<XElement, bool> Wanted(Question question) => person =>
    {
        var own = person.Descendants().Where(e => e.Name.LocalName is "groep" or "samengestelde_groep").Select(g => (string?)g.Attribute("key")).ToList();
        return question.Groups.Any(key => key is null ? own.Count == 0 : own.Contains(key));
    };

    private XElement School(Question question) => new(Lg + "school",
        new XElement(Lg + "schooljaar", $"{schoolYear}-{schoolYear + 1}"), new XElement(Lg + "brincode", "99XX"), new XElement(Lg + "dependancecode", "00"),
        new XElement(Lg + "aanmaakdatum", ChangedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)), new XElement(Lg + "auteur", "Gesimuleerde administratie"), new XElement(Lg + "xsdversie", question.Version));

    private XElement Groups() => Moved(_roster.Element("groepen")!);

    private XElement Pupils(Question question, Func<XElement, bool> wanted)
    {
        var pupils = new XElement(Lg + "leerlingen", _roster.Element("leerlingen")!.Elements().Where(wanted).Select(Moved));
        foreach (var pupil in pupils.Elements())
        {
            if (question.Set == SimulatedAdministration.SmalleSet) pupil.Elements().Where(e => !SmallPupil.Contains(e.Name.LocalName)).Remove();
            else pupil.Element(Lg + "roepnaam")!.AddAfterSelf(new XElement(Lg + "geboortedatum", "2016-04-01"), new XElement(Lg + "geslacht", "9"));
            if (question.Version == "2.1") pupil.Attribute("eckid")?.Remove(); // it did not exist yet
        }
        return pupils;
    }

    private XElement Staff(Func<XElement, bool> wanted) => new(Lg + "leerkrachten", _roster.Element("leerkrachten")!.Elements().Where(wanted).Select(Moved));

    private static XElement Moved(XElement element) => new(Lg + element.Name.LocalName, element.Attributes(), element.HasElements ? element.Elements().Select(Moved) : element.Nodes());
}
