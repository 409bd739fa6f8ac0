using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Dashboard.Publishers.Uwlr;

namespace Dashboard.Tests.Publishers;

public class UwlrContractTests
{
    [Fact]
    public void Our_schemas_take_a_message_with_the_extension()
    {
        Assert.Empty(Errors(UwlrMessage.Body(UwlrMessage.Result("""
            <anderresultaat xsi:type="u:anderresultaat"><u:score>4</u:score><u:originKind>practice</u:originKind><u:minutes>15</u:minutes>
              <u:context><u:key>hints</u:key><u:value>3</u:value></u:context><u:goals><u:code>A</u:code></u:goals><u:trigger><u:kind>Stuck</u:kind></u:trigger></anderresultaat>
            """, more: "<infourl>https://muiswerk.example/1</infourl>"))));
    }

    [Theory]
    [InlineData("<score>4.5</score>")]
    [InlineData("<anderresultaat/>")]
    [InlineData("<anderresultaat xsi:type=\"u:anderresultaat\"><u:originKind>lesson</u:originKind></anderresultaat>")]
    public void Our_schemas_refuse_what_the_agreement_does_not_have(string score) =>
        Assert.NotEmpty(Errors(UwlrMessage.Body(UwlrMessage.Result(score))));

    [Fact]
    public void The_WSDL_has_the_operation_in_both_SOAP_versions_and_serves_its_own_address()
    {
        var wsdl = XDocument.Parse(UwlrContract.At(UwlrContract.Read("leerresultaten.wsdl")!, "https://dashboard.example/uwlr/v2/leerresultaten"));
        XNamespace ns = "http://schemas.xmlsoap.org/wsdl/";
        Assert.Equal(2, wsdl.Descendants(ns + "binding").Elements(ns + "operation").Count(o => o.Attribute("name")!.Value == "BrengLeerresultaten"));
        Assert.All(wsdl.Descendants().Where(e => e.Name.LocalName == "address"), a => Assert.Equal("https://dashboard.example/uwlr/v2/leerresultaten", a.Attribute("location")!.Value));
        var imports = wsdl.Descendants().Where(e => e.Name.LocalName == "import").Select(e => e.Attribute("schemaLocation")!.Value).ToList();
        Assert.Equal(3, imports.Count);
        Assert.All(imports, i => Assert.StartsWith("https://dashboard.example/uwlr/v2/leerresultaten?xsd=", i, StringComparison.Ordinal));
        Assert.All(imports, i => Assert.NotNull(UwlrContract.Read(i[(i.IndexOf('=', StringComparison.Ordinal) + 1)..])));
        Assert.Null(UwlrContract.Read("../secret"));
    }

    private static List<string> Errors(string body)
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (var file in UwlrContract.Schemas)
        {
            using var reader = XmlReader.Create(new StringReader(UwlrContract.Read(file)!));
            schemas.Add(null, reader);
        }
        schemas.Compile();
        var errors = new List<string>();
        XDocument.Parse(body).Validate(schemas, (_, e) => errors.Add(e.Message));
        return errors;
    }
}
