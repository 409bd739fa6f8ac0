using System.Xml.Linq;

namespace Dashboard.Publishers.Uwlr;

/// <summary>Reading by local name, in any order; empty is absent. Senders differ in all three (UWLR 2.2 in practice).</summary>
internal static class TolerantXml
{
    public static bool Is(this XElement element, string name) => element.Name.LocalName == name;

    public static XElement? Child(this XElement? element, string name) => element?.Elements().FirstOrDefault(e => e.Is(name));

    public static IEnumerable<XElement> Children(this XElement? element, string name) => element?.Elements().Where(e => e.Is(name)) ?? [];

    /// <returns>The trimmed text of a child, or null when it is absent or empty.</returns>
    public static string? Text(this XElement? element, string name) => element.Child(name).OwnText();

    public static string? OwnText(this XElement? element) => element?.Value.Trim() is { Length: > 0 } text ? text : null;

    public static string? Attr(this XElement? element, string name) =>
        element?.Attributes().FirstOrDefault(a => a.Name.LocalName == name && !a.IsNamespaceDeclaration)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
