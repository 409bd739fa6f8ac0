using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Publishers.Uwlr;

/// <summary>XML from outside: no DTD, no entities, nothing fetched, a limit on its size.</summary>
internal static class SafeXml
{
    /// <summary>Enough for a school's whole history in one message.</summary>
    public const long MaxCharacters = 64 * 1024 * 1024;

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

    /// <returns>Null when it is no well-formed XML, has a DTD, or is too big.</returns>
    public static async Task<XDocument?> Read(Stream body, CancellationToken stop)
    {
        try
        {
            using var reader = XmlReader.Create(body, Settings);
            return await XDocument.LoadAsync(reader, LoadOptions.None, stop);
        }
        catch (Exception problem) when (problem is XmlException or BadHttpRequestException)
        {
            return null;
        }
    }
}
