using System.Xml.Linq;

namespace Dashboard.Publishers.Uwlr;

/// <summary>The two envelopes. Which one it is follows from its namespace, never from the content type.</summary>
internal enum SoapVersion { Soap11, Soap12 }

/// <param name="Version">Of the envelope.</param>
/// <param name="Autorisatie">The header's autorisatie element, if there.</param>
/// <param name="Body">The root of the body: what the message is (SOAPAction is ignored; senders put anything in it).</param>
internal sealed record SoapMessage(SoapVersion Version, XElement? Autorisatie, XElement? Body)
{
    public static readonly XNamespace Envelope11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Envelope12 = "http://www.w3.org/2003/05/soap-envelope";

    /// <returns>Null when it is no SOAP envelope.</returns>
    public static SoapMessage? From(XElement? root)
    {
        if (root is null || !root.Is("Envelope") || (root.Name.Namespace != Envelope11 && root.Name.Namespace != Envelope12)) return null;
        return new SoapMessage(
            root.Name.Namespace == Envelope12 ? SoapVersion.Soap12 : SoapVersion.Soap11,
            root.Child("Header").Child("autorisatie"),
            root.Child("Body")?.Elements().FirstOrDefault());
    }
}
