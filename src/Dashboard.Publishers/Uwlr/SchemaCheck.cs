using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Dashboard.Publishers.Uwlr;

/// <summary>
/// Says where a message that was read differs from our published schema: order, empty elements, decimals, missing or extra
/// elements. For the report only; nothing is refused for it. A place is told once, with how often, and never with what stood there.
/// </summary>
internal static class SchemaCheck
{
    private const int MostPlaces = 50;

    private static readonly Lazy<XmlSchemaSet> Schemas = new(() =>
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        foreach (var file in UwlrContract.Schemas)
        {
            using var reader = XmlReader.Create(new StringReader(UwlrContract.Read(file)!));
            set.Add(null, reader);
        }
        set.Compile();
        return set;
    });

    public static void Note(XElement verzoek, UwlrNotes notes)
    {
        var root = new XmlQualifiedName(verzoek.Name.LocalName, verzoek.Name.NamespaceName);
        if (Schemas.Value.GlobalElements[root] is not XmlSchemaElement declared)
        {
            notes.Note(null, verzoek.Name.LocalName, "schema-namespace", $"De namespace is niet {UwlrNames.Leerresultaten}. Het bericht is zonder namespaces gelezen.");
            return;
        }
        var told = notes.ReadOver.Select(n => n.Field).ToHashSet(StringComparer.Ordinal);
        var places = new Dictionary<(string Path, bool IsValue), (string? First, int Times)>();
        verzoek.Validate(declared, Schemas.Value, (sender, problem) =>
        {
            var (path, result) = Place(sender as XObject, verzoek);
            var key = (path, problem.Exception.InnerException is not null);
            if (places.TryGetValue(key, out var seen)) places[key] = (seen.First, seen.Times + 1);
            else if (places.Count < MostPlaces) places[key] = (result, 1);
        });
        foreach (var ((path, isValue), (first, times)) in places)
            if (!told.Any(field => path.EndsWith(field, StringComparison.Ordinal)))
                notes.Note(first, path, isValue ? "schema-value" : "schema-structure",
                    (isValue ? "De waarde heeft niet de vorm van het schema" : "De opbouw is hier anders dan in het schema (volgorde, iets te veel of te weinig)")
                    + (times == 1 ? ". Het is gelezen zoals het er staat." : string.Create(CultureInfo.InvariantCulture, $", {times} keer. Het is gelezen zoals het er staat.")));
    }

    private static (string Path, string? Result) Place(XObject? at, XElement root)
    {
        var element = at as XElement ?? at?.Parent ?? root;
        var names = element.AncestorsAndSelf().TakeWhile(e => e != root).Select(e => e.Name.LocalName).Reverse();
        if (at is XAttribute attribute) names = names.Append("@" + attribute.Name.LocalName);
        return (string.Join('/', names) is { Length: > 0 } path ? path : root.Name.LocalName, element.AncestorsAndSelf().FirstOrDefault(e => e.Is("resultaat"))?.Attr("key"));
    }
}
