using System.Globalization;
using System.Xml.Linq;

namespace Dashboard.Samples.Administration;

/// <summary>A question as it came in.</summary>
/// <param name="Root">Local name of the body root.</param>
/// <param name="Since">laatstontvangengegevens.</param>
/// <param name="Groups">Of a stepwise question: keys; null: who is in no such group.</param>
internal sealed record Question(string Root, string Sleutel, string Klantcode, string Klantnaam, string? SchoolYear, string? Brin, string? SchoolKey, string? Version, string? Set, DateTimeOffset? Since, IReadOnlyList<string?> Groups)
{
    public static readonly XNamespace SoapNs = "http://schemas.xmlsoap.org/soap/envelope/";

    public static Question Read(XDocument message)
    {
        var body = message.Root!.Element(SoapNs + "Body")!.Elements().First();
        string? Text(string name) => body.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
        string Header(string name) => message.Root.Element(SoapNs + "Header")?.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value ?? "";
        return new Question(body.Name.LocalName, Header("autorisatiesleutel"), Header("klantcode"), Header("klantnaam"), Text("schooljaar"), Text("brincode"), Text("schoolkey"), Text("xsdversie"), Text("gegevenssetid"),
            Text("laatstontvangengegevens") is { } since ? DateTimeOffset.Parse(since, CultureInfo.InvariantCulture) : null,
            [.. body.Elements().Where(e => e.Name.LocalName == "groepen").Elements().Select(g => (string?)g.Attribute("key"))]);
    }
}
