using System.Globalization;
using System.Xml.Linq;
using Dashboard.Schools.Roster;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Uwlr.Leerlinggegevens;

/// <summary>The four questions of UWLR's heenweg. What they hold of us is who asks; of the school, its BRIN and year.</summary>
/// <param name="Root">Local name of the body root.</param>
/// <param name="Action">soapAction, as the WSDL has it.</param>
/// <param name="Envelope">The whole message.</param>
internal sealed record LeerlinggegevensRequest(string Root, string Action, XElement Envelope)
{
    private static readonly XNamespace Lg = "http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens", Aut = "http://www.edustandaard.nl/leerresultaten/2/autorisatie";

    /// <summary>Everything at once.</summary>
    /// <param name="since">laatstontvangengegevens: with it, the answer may be that nothing changed.</param>
    public static LeerlinggegevensRequest All(School school, short year, AdministrationAccess access, DateTimeOffset? since) =>
        Make("leerlinggegevens_verzoek", "HaalLeerlinggegevens", school, year, access,
            since is { } at ? new XElement(Lg + "laatstontvangengegevens", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)) : null);

    public static LeerlinggegevensRequest Structure(School school, short year, AdministrationAccess access) => Step("structuur_verzoek", school, year, access, null);

    /// <param name="groups">groep or samengestelde_groep and its key; a null key asks for who is in no such group.</param>
    public static LeerlinggegevensRequest Pupils(School school, short year, AdministrationAccess access, IEnumerable<(string Kind, string? Key)> groups) => Step("leerlingen_verzoek", school, year, access, groups);

    /// <inheritdoc cref="Pupils"/>
    public static LeerlinggegevensRequest Staff(School school, short year, AdministrationAccess access, IEnumerable<(string Kind, string? Key)> groups) => Step("leerkrachten_verzoek", school, year, access, groups);

    private static LeerlinggegevensRequest Step(string root, School school, short year, AdministrationAccess access, IEnumerable<(string Kind, string? Key)>? groups) =>
        Make(root, $"{Lg.NamespaceName}/{root}", school, year, access,
            groups is null ? null : new XElement(Lg + "groepen", groups.Select(g => new XElement(Lg + g.Kind, g.Key is null ? null : new XAttribute("key", g.Key)))));

    private static LeerlinggegevensRequest Make(string root, string action, School school, short year, AdministrationAccess access, XElement? more)
    {
        object?[] id = school.Brin is null ? [new XElement(Lg + "schoolkey", school.Key)]
            : [new XElement(Lg + "brincode", school.Brin), new XElement(Lg + "dependancecode", school.Dependance)];
        var soap = SoapMessage.Envelope11;
        return new(root, action, new XElement(soap + "Envelope", new XAttribute(XNamespace.Xmlns + "soap", soap.NamespaceName),
            new XElement(soap + "Header", new XElement(Aut + "autorisatie", new XElement(Aut + "autorisatiesleutel", access.Sleutel), new XElement(Aut + "klantcode", access.Klantcode), new XElement(Aut + "klantnaam", access.Klantnaam))),
            new XElement(soap + "Body", new XElement(Lg + root,
                new XElement(Lg + "schooljaar", string.Create(CultureInfo.InvariantCulture, $"{year}-{year + 1}")), id, new XElement(Lg + "xsdversie", access.Version),
                access.Set is null ? null : new XElement(Lg + "gegevenssetid", access.Set), more))));
    }
}
