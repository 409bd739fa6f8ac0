using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Dashboard.Publishers.Deliveries;

namespace Dashboard.Publishers.Uwlr;

/// <summary>XML from outside: no DTD, no entities, nothing fetched, a limit on size and depth, and no name of a sender's that stays behind.</summary>
internal static class SafeXml
{
    /// <summary>Of a file; a message at the door has the limit of its stream (<see cref="DoorLimits"/>).</summary>
    private const long MaxCharacters = 64 * 1024 * 1024;

    /// <summary>UWLR goes eleven deep. Reading the text of an element calls itself once for each level below it.</summary>
    private const int Deepest = 64;

    public static XmlReaderSettings Settings => new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        MaxCharactersFromEntities = 0,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <param name="body">Bounded.</param>
    /// <param name="unreadable">Called with the reason, in Dutch, when it is no well-formed XML, has a DTD, or is too large or too deep.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The root; null when unreadable.</returns>
    public static async Task<XElement?> Read(Stream body, Action<string> unreadable, CancellationToken stop)
    {
        var settings = Settings;
        settings.MaxCharactersInDocument = 0;
        try
        {
            using var reader = XmlReader.Create(body, settings);
            return await Load(reader, stop);
        }
        catch (XmlException problem)
        {
            // Its own message may quote what stands there, so only the place is told.
            unreadable(string.Create(CultureInfo.InvariantCulture, $"Het bericht is geen geldige XML, of heeft een DTD (regel {problem.LineNumber}, teken {problem.LinePosition})."));
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            unreadable("De tekencodering in de XML-declaratie is onbekend. Gebruik UTF-8.");
        }
        catch (UnreadableBodyException problem)
        {
            unreadable(problem.Message);
        }
        return null;
    }

    private static async Task<XElement?> Load(XmlReader reader, CancellationToken stop)
    {
        var names = new PassingNames();
        XElement? root = null, parent = null;
        var depth = 0;
        while (await reader.ReadAsync())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    stop.ThrowIfCancellationRequested();
                    if (depth >= Deepest) throw new UnreadableBodyException($"Het bericht is dieper genest dan {Deepest} niveaus.");
                    var element = new XElement(names.Of(reader.LocalName, reader.NamespaceURI));
                    var isEmpty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute()) element.Add(names.Attribute(reader));
                    parent?.Add(element);
                    root ??= element;
                    if (isEmpty) break;
                    (parent, depth) = (element, depth + 1);
                    break;
                case XmlNodeType.EndElement:
                    (parent, depth) = (parent!.Parent, depth - 1);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    parent!.Add(new XText(await reader.GetValueAsync())); // a long text is not read to its end yet
                    break;
            }
        }
        return root;
    }
}
