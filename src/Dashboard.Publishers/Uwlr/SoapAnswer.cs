using System.Xml.Linq;
using Dashboard.Publishers.Deliveries;

namespace Dashboard.Publishers.Uwlr;

/// <summary>What goes back: the empty confirmation, or one fault in the shape of the envelope that came in.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">As the SOAP version wants it.</param>
/// <param name="Envelope">The whole answer.</param>
internal sealed record SoapAnswer(int Status, string ContentType, XElement Envelope)
{
    public static SoapAnswer Confirmation(SoapVersion version) =>
        new(200, Type(version), Wrap(version, new XElement(UwlrNames.Leerresultaten + "leerresultaten_bevestiging",
            new XAttribute(XNamespace.Xmlns + "lr", UwlrNames.Leerresultaten.NamespaceName))));

    /// <param name="version">Of the request; 1.1 when it had none.</param>
    /// <param name="fault">Which of the eleven.</param>
    /// <param name="problems">Item, field and rule, for the detail.</param>
    public static SoapAnswer Fault(SoapVersion version, UwlrFault fault, IReadOnlyList<DeliveryProblem> problems) =>
        version == SoapVersion.Soap12
            ? new(fault.IsServer() ? 500 : 400, Type(version), Wrap(version, Fault12(fault, problems)))
            : new(500, Type(version), Wrap(version, Fault11(fault, problems)));

    private static XElement Fault11(UwlrFault fault, IReadOnlyList<DeliveryProblem> problems) =>
        new(SoapMessage.Envelope11 + "Fault",
            new XElement("faultcode", fault.Code()),
            new XElement("faultstring", fault.Text()),
            new XElement("detail", Detail(problems)));

    private static XElement Fault12(UwlrFault fault, IReadOnlyList<DeliveryProblem> problems)
    {
        var env = SoapMessage.Envelope12;
        return new(env + "Fault",
            new XElement(env + "Code",
                new XElement(env + "Value", "soap:" + (fault.IsServer() ? "Receiver" : "Sender")),
                new XElement(env + "Subcode", new XElement(env + "Value", fault.Code()))),
            new XElement(env + "Reason", new XElement(env + "Text", new XAttribute(XNamespace.Xml + "lang", "nl"), fault.Text())),
            new XElement(env + "Detail", Detail(problems)));
    }

    private static XElement Detail(IReadOnlyList<DeliveryProblem> problems)
    {
        var ns = UwlrNames.Uitbreiding;
        return new(ns + "fouten", new XAttribute(XNamespace.Xmlns + "u", ns.NamespaceName),
            problems.Select(p => new XElement(ns + "fout",
                p.ResultId is null ? null : new XElement(ns + "resultaat", p.ResultId),
                new XElement(ns + "veld", p.Field),
                new XElement(ns + "code", p.Code),
                new XElement(ns + "regel", p.Message))));
    }

    private static XElement Wrap(SoapVersion version, XElement body)
    {
        var env = version == SoapVersion.Soap12 ? SoapMessage.Envelope12 : SoapMessage.Envelope11;
        return new(env + "Envelope", new XAttribute(XNamespace.Xmlns + "soap", env.NamespaceName), new XElement(env + "Body", body));
    }

    private static string Type(SoapVersion version) =>
        (version == SoapVersion.Soap12 ? "application/soap+xml" : "text/xml") + "; charset=utf-8";
}
