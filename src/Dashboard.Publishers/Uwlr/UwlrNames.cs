using System.Xml.Linq;

namespace Dashboard.Publishers.Uwlr;

/// <summary>The namespaces of UWLR 2.x, and ours.</summary>
internal static class UwlrNames
{
    public static readonly XNamespace Leerresultaten = "http://www.edustandaard.nl/leerresultaten/2/leerresultaten";
    public static readonly XNamespace Uitbreiding = "urn:dashboard:uitbreiding:1";
    public static readonly XNamespace SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>UWLR 1.0 had the same words in another namespace.</summary>
    public const string Version1 = "http://www.edustandaard.nl/leerresultaten/1/";
}
