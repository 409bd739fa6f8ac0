using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Dashboard.SystemTests.Reference;

/// <summary>XML schemas from files, and what a document does against them.</summary>
internal sealed class Schemas
{
    private readonly XmlSchemaSet _set = new();

    /// <param name="file">The schema; it brings what it imports.</param>
    /// <param name="instead">For an import of the first name, take the second file.</param>
    public Schemas(string file, (string Name, string File)? instead = null)
    {
        _set.XmlResolver = new Resolver(instead);
        _set.Add(null, file);
        _set.Compile();
    }

    /// <summary>What is wrong with the document, one line each.</summary>
    public List<string> Problems(XDocument document)
    {
        var found = new List<string>();
        document.Validate(_set, (_, e) => found.Add(e.Message));
        if (document.Root is null || !_set.GlobalElements.Contains(new XmlQualifiedName(document.Root.Name.LocalName, document.Root.Name.NamespaceName)))
            found.Add($"{document.Root?.Name} is no element of these schemas");
        return found;
    }

    private sealed class Resolver((string Name, string File)? instead) : XmlUrlResolver
    {
        public override Uri ResolveUri(Uri? baseUri, string? relativeUri) =>
            instead is { } other && relativeUri == other.Name ? new Uri(other.File) : base.ResolveUri(baseUri, relativeUri);
    }
}
