using System.Xml.Linq;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Styles;

namespace Dashboard.Publishers.Uwlr;

/// <summary>One BrengLeerresultaten from envelope to answer. Each step runs only when the ones before found nothing to refuse.</summary>
internal sealed class UwlrIntake(UwlrAccess access, TestLibrary library, Intake intake)
{
    private const string Format = "uwlr";

    /// <param name="document">Null when it cannot be read; the notes say why.</param>
    /// <param name="version">Of the answer, when the message is no SOAP envelope.</param>
    /// <param name="notes">Of this message.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The answer, the id for the header Delivery-Id, and the xsdversie that the message states.</returns>
    public async Task<(SoapAnswer Answer, Guid Delivery, string? Version)> Receive(XElement? document, SoapVersion version, UwlrNotes notes, CancellationToken stop)
    {
        var soap = SoapMessage.From(document);
        if (soap is null && notes.Fault is null)
            notes.Refuse(UwlrFault.OngeldigBericht, null, "Envelope", "Het bericht is geen SOAP 1.1 of 1.2.");
        version = soap?.Version ?? version;
        var header = soap is null ? null : UwlrHeader.Read(soap.Autorisatie, notes);
        var school = header is null ? null : Root(soap!.Body, notes);
        var sender = notes.Fault is null ? await access.Check(header!, school!, notes, stop) : UwlrSender.Unknown;
        var format = school?.XsdVersion is { Length: <= 8 } xsd && notes.Fault != UwlrFault.XsdVersieOngeldig ? $"{Format}-{xsd}" : Format;
        if (notes.Fault is { } fault)
            return await Refuse(fault);

        var message = new IncomingMessage(sender.Publisher, format, sender.School!.SchoolId, sender.Tool!.ToolId, school!.SchoolYear, [], []);
        var receipt = sender.FeedOn ? null : await intake.RefuseOff(message, LeerresultatenReader.Count(soap!.Body), stop);
        if (receipt is null)
        {
            var results = LeerresultatenReader.Read(soap!.Body!, ReadingTool.For(sender.Tool, sender.School), notes, await library.Of(sender.Tool.ToolId, stop));
            if (notes.Fault is { } bad) return await Refuse(bad);
            SchemaCheck.Note(soap.Body!, notes);
            receipt = await intake.Accept(message with { Results = results, Problems = notes.ReadOver }, stop);
        }
        if (receipt.NoneTaken is { } none)
        {
            foreach (var one in none) notes.Refuse(UwlrFault.AutorisatieOngeldig, one.ResultId, one.Field, one.Message);
            return (SoapAnswer.Fault(version, UwlrFault.AutorisatieOngeldig, notes.Refused), receipt.DeliveryId, school.XsdVersion);
        }
        if (receipt.FeedOn) return (SoapAnswer.Confirmation(version), receipt.DeliveryId, school.XsdVersion);
        notes.Refuse(UwlrFault.AutorisatieOngeldig, null, "school", "De school heeft deze koppeling uitgezet.");
        return (SoapAnswer.Fault(version, UwlrFault.AutorisatieOngeldig, notes.Refused), receipt.DeliveryId, school.XsdVersion);

        async Task<(SoapAnswer, Guid, string?)> Refuse(UwlrFault why)
        {
            var id = await intake.Refuse(sender.Publisher, format, sender.School?.SchoolId ?? 0, sender.Tool?.ToolId, LeerresultatenReader.Count(soap?.Body), notes.Refused, stop);
            return (SoapAnswer.Fault(version, why, notes.Refused), id, school?.XsdVersion);
        }
    }

    private static UwlrSchool? Root(XElement? body, UwlrNotes notes)
    {
        if (body is not null && body.Is(LeerresultatenReader.Root) && !body.Name.NamespaceName.StartsWith(UwlrNames.Version1, StringComparison.Ordinal))
            return UwlrSchool.Read(body.Child("school"), notes);
        if (body is not null && body.Name.NamespaceName.StartsWith(UwlrNames.Version1, StringComparison.Ordinal))
            notes.Refuse(UwlrFault.XsdVersieOngeldig, null, "Body", "UWLR 1.0 wordt niet ondersteund. Gebruik 2.0, 2.1, 2.2 of 2.3.");
        else
            notes.Refuse(UwlrFault.OngeldigBericht, null, "Body", $"Deze dienst kent één bericht: {LeerresultatenReader.Root}.");
        return null;
    }
}
