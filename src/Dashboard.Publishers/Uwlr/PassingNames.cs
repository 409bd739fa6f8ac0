using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Dashboard.Publishers.Deliveries;

namespace Dashboard.Publishers.Uwlr;

/// <summary>
/// XName remembers every name for as long as its namespace lives, and ours live as long as the process: a sender of made-up names would
/// fill the memory for good. A name that no schema of ours has is put in a namespace of the message itself, and goes with it.
/// </summary>
internal sealed partial class PassingNames
{
    private static readonly HashSet<string> Known =
        [.. UwlrContract.Schemas.SelectMany(s => SchemaName().Matches(UwlrContract.Read(s)!).Select(m => m.Groups[1].Value)), "Envelope", "Header", "Body", "type"];

    private static readonly HashSet<string> Living =
    [
        "", XNamespace.Xmlns.NamespaceName, XNamespace.Xml.NamespaceName, UwlrNames.Leerresultaten.NamespaceName, UwlrNames.Uitbreiding.NamespaceName, UwlrNames.SchemaInstance.NamespaceName,
        SoapMessage.Envelope11.NamespaceName, SoapMessage.Envelope12.NamespaceName,
    ];

    /// <summary>More prefixes than this no message has.</summary>
    private const int MostPrefixes = 64;

    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);
    private XNamespace? _passing;

    public XName Of(string local, string ns) => Known.Contains(local) || !Living.Contains(ns) ? XName.Get(local, ns) : Passing + local;

    /// <summary>An attribute where the reader stands. A prefix is a name too: each gets one of ours, in declarations and in xsi:type.</summary>
    public XAttribute Attribute(XmlReader reader)
    {
        if (reader.NamespaceURI == XNamespace.Xmlns.NamespaceName)
            return new XAttribute(reader.Prefix.Length == 0 ? "xmlns" : XNamespace.Xmlns + Prefix(reader.LocalName), reader.Value);
        var value = reader.Value;
        if (reader.LocalName == "type" && reader.NamespaceURI == UwlrNames.SchemaInstance.NamespaceName && value.Trim().Split(':') is [var prefix, var type])
            value = $"{Prefix(prefix)}:{type}";
        return new XAttribute(Of(reader.LocalName, reader.NamespaceURI), value);
    }

    private string Prefix(string prefix)
    {
        if (_prefixes.TryGetValue(prefix, out var ours)) return ours;
        if (_prefixes.Count == MostPrefixes) throw new UnreadableBodyException($"Het bericht gebruikt meer dan {MostPrefixes} prefixen.");
        return _prefixes[prefix] = string.Create(CultureInfo.InvariantCulture, $"n{_prefixes.Count}");
    }

    private XNamespace Passing => _passing ??= XNamespace.Get("urn:onbekend:" + Guid.CreateVersion7());

    [GeneratedRegex("name=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaName();
}
