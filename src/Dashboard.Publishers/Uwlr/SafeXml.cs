using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Dashboard.Publishers.Deliveries;

namespace Dashboard.Publishers.Uwlr;

/// <summary>XML from outside: no DTD, no entities, nothing fetched, a limit on its size.</summary>
internal static class SafeXml
{
    /// <summary>Of a file; a message at the door has the limit of its stream (<see cref="DoorLimits"/>).</summary>
    private const long MaxCharacters = 64 * 1024 * 1024;

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
    /// <param name="unreadable">Called with the reason, in Dutch, when it is no well-formed XML, has a DTD, or is too large.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null when unreadable.</returns>
    public static async Task<XDocument?> Read(Stream body, Action<string> unreadable, CancellationToken stop)
    {
        var settings = Settings;
        settings.MaxCharactersInDocument = 0;
        try
        {
            using var reader = XmlReader.Create(body, settings);
            return await XDocument.LoadAsync(reader, LoadOptions.None, stop);
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
}
