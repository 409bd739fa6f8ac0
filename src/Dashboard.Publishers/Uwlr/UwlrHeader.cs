using System.Xml.Linq;

namespace Dashboard.Publishers.Uwlr;

/// <summary>The SOAP header: who sends, and for which school he may.</summary>
internal sealed record UwlrHeader(string Sleutel, string Klantcode, string Klantnaam)
{
    /// <returns>Null when one of the three is missing; that is AutorisatieOngeldig.</returns>
    public static UwlrHeader? Read(XElement? autorisatie, UwlrNotes notes)
    {
        if (autorisatie.Text("autorisatiesleutel") is { } sleutel && autorisatie.Text("klantcode") is { } code && autorisatie.Text("klantnaam") is { } name)
            return new UwlrHeader(sleutel, code, name);
        notes.Refuse(UwlrFault.AutorisatieOngeldig, null, "autorisatie", "De SOAP-header heeft autorisatiesleutel, klantcode en klantnaam nodig.");
        return null;
    }
}
