using System.Text;
using System.Xml.Linq;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Uwlr;

namespace Dashboard.Tests.Publishers;

public class SoapTests
{
    private const string Ns11 = "http://schemas.xmlsoap.org/soap/envelope/", Ns12 = "http://www.w3.org/2003/05/soap-envelope";

    [Theory]
    [InlineData(Ns11, SoapVersion.Soap11)]
    [InlineData(Ns12, SoapVersion.Soap12)]
    internal void Both_envelopes_are_read_and_told_apart_by_namespace(string ns, SoapVersion version)
    {
        var soap = SoapMessage.From(XElement.Parse($"""
            <e:Envelope xmlns:e="{ns}"><e:Header><a:autorisatie xmlns:a="x"><a:klantcode>muiswerk</a:klantcode></a:autorisatie></e:Header>
            <e:Body><lr:leerresultaten_verzoek xmlns:lr="y"/></e:Body></e:Envelope>
            """));
        Assert.NotNull(soap);
        Assert.Equal((version, "muiswerk", "leerresultaten_verzoek"), (soap.Version, soap.Autorisatie.Text("klantcode"), soap.Body!.Name.LocalName));
    }

    [Theory]
    [InlineData("<leerresultaten_verzoek/>")]
    [InlineData("<Envelope/>")]
    public void Anything_else_is_no_envelope(string xml) => Assert.Null(SoapMessage.From(XElement.Parse(xml)));

    [Fact]
    public void The_confirmation_is_empty()
    {
        var answer = SoapAnswer.Confirmation(SoapVersion.Soap11);
        Assert.Equal((200, "text/xml; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Equal(UwlrNames.Leerresultaten + "leerresultaten_bevestiging", answer.Envelope.Elements().Single().Elements().Single().Name);
    }

    [Fact]
    public void A_1_1_fault_has_the_dotted_code_and_names_item_field_and_rule()
    {
        var answer = SoapAnswer.Fault(SoapVersion.Soap11, UwlrFault.ScoreOngeldig, [new DeliveryProblem("r-1", "score", "ScoreOngeldig", "Niet lager dan 0.")]);
        Assert.Equal((500, "text/xml; charset=utf-8"), (answer.Status, answer.ContentType));
        var fault = answer.Envelope.Descendants(SoapMessage.Envelope11 + "Fault").Single();
        Assert.Equal("Client.ScoreOngeldig", fault.Element("faultcode")!.Value);
        var item = fault.Element("detail")!.Descendants(UwlrNames.Uitbreiding + "fout").Single();
        Assert.Equal(["r-1", "score", "ScoreOngeldig", "Niet lager dan 0."], item.Elements().Select(e => e.Value));
    }

    [Theory]
    [InlineData(UwlrFault.AutorisatieOngeldig, 400, "soap:Sender", "Client.AutorisatieOngeldig")]
    [InlineData(UwlrFault.InterneFout, 500, "soap:Receiver", "Server.InterneFout")]
    public void A_1_2_fault_has_code_and_subcode(UwlrFault which, int status, string code, string subcode)
    {
        var answer = SoapAnswer.Fault(SoapVersion.Soap12, which, []);
        Assert.Equal((status, "application/soap+xml; charset=utf-8"), (answer.Status, answer.ContentType));
        var values = answer.Envelope.Descendants(SoapMessage.Envelope12 + "Value").Select(v => v.Value);
        Assert.Equal([code, subcode], values);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>")]
    [InlineData("<a><b></a>")]
    [InlineData("")]
    public async Task A_DTD_or_broken_XML_is_not_read(string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        var why = new List<string>();
        Assert.Null(await SafeXml.Read(stream, why.Add, TestContext.Current.CancellationToken));
        Assert.Contains("geen geldige XML, of heeft een DTD", Assert.Single(why), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Good_XML_is_read_in_its_own_encoding()
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>reële</a>"));
        Assert.Equal("reële", (await SafeXml.Read(stream, Assert.Fail, TestContext.Current.CancellationToken))!.Value);
    }
}
