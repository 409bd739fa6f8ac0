using System.Xml.Linq;

namespace Dashboard.Samples.Muiswerk;

/// <summary>Names of UWLR 2.2, of OSO inside it, and of the dashboard's published extension.</summary>
internal static class Uwlr
{
    public const string Path = "/uwlr/v2/leerresultaten", SoapAction = "BrengLeerresultaten", Version = "2.2";

    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Lr = "http://www.edustandaard.nl/leerresultaten/2/leerresultaten";
    public static readonly XNamespace Aut = "http://www.edustandaard.nl/leerresultaten/2/autorisatie";
    public static readonly XNamespace Oso = "http://www.edustandaard.nl/oso_gegevensset/1.2/dossier";
    public static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";
    public static readonly XNamespace Own = "urn:dashboard:uitbreiding:1";

    /// <summary>xsi:type of our anderresultaat, with the prefix that the element declares.</summary>
    public const string OwnType = "u:anderresultaat";

    /// <summary>A method goal's code is "toetscode/toetsonderdeelcode".</summary>
    public static (string Test, string Part) Split(string goal)
    {
        var slash = goal.IndexOf('/', StringComparison.Ordinal);
        return (goal[..slash], goal[(slash + 1)..]);
    }
}
