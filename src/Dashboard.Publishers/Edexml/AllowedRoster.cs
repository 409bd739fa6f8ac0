using System.Xml;
using System.Xml.Linq;
using Dashboard.Publishers.Uwlr;

namespace Dashboard.Publishers.Edexml;

/// <summary>
/// Loads a roster file by an allow-list: an element that the dashboard may not know (citizen number, birth date, gender, origin,
/// address, …) is passed over by the parser and never stands in memory. What nobody thought of is passed over too.
/// </summary>
internal static class AllowedRoster
{
    private const int Deepest = 16;

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "Envelope", "Body", "EDEX", "leerlinggegevens_antwoord", "leerlinggegevens", "geenwijzigingen", "geengegevens",
        "structuur_antwoord", "leerlingen_antwoord", "leerkrachten_antwoord", "Structuur_antwoord", "Leerlingen_antwoord", "Leerkrachten_antwoord",
        "leerlinggegevens-structuur", "leerlinggegevens-leerlingen", "leerlinggegevens-leerkrachten",
        "school", "schooljaar", "peildatum", "aanmaakdatum", "brincode", "dependancecode", "schoolkey", "xsdversie",
        "groepen", "groep", "samengestelde_groep", "samengestelde_groepen", "naam", "jaargroep",
        "leerlingen", "leerling", "leerkrachten", "leerkracht",
        "achternaam", "voorvoegsel", "voornamen", "voorletters-1", "roepnaam", "gebruikersnaam", "uitstroomdatum",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal) { "key", "eckid" };

    /// <returns>The root, by local names only; null when it is no well-formed XML, or another document.</returns>
    public static XElement? Load(Stream file)
    {
        var settings = SafeXml.Settings;
        settings.Async = false;
        try
        {
            using var reader = XmlReader.Create(file, settings);
            return reader.MoveToContent() == XmlNodeType.Element && Elements.Contains(reader.LocalName) ? Read(reader, 0) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XElement Read(XmlReader reader, int depth)
    {
        var element = new XElement(reader.LocalName);
        if (depth > Deepest) throw new XmlException("Too deep.");
        var empty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
            if (Attributes.Contains(reader.LocalName)) element.SetAttributeValue(reader.LocalName, reader.Value);
        reader.MoveToElement();
        reader.Read();
        if (empty) return element;
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element && Elements.Contains(reader.LocalName)) element.Add(Read(reader, depth + 1));
            else if (reader.NodeType == XmlNodeType.Element) reader.Skip();
            else
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) element.Add(reader.Value);
                reader.Read();
            }
        }
        reader.Read();
        return element;
    }
}
