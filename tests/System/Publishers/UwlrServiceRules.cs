using System.Text;
using System.Xml.Linq;

namespace Dashboard.SystemTests.Publishers;

/// <summary>The results service of UWLR 2.0–2.3 at its address, one test per rule of the agreement; the name is the rule.</summary>
[Trait("Conformance", "UWLR")]
public sealed class UwlrServiceRules(RealParts parts)
{
    private static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/soap/envelope/", Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    [Theory]
    [InlineData("AutorisatieOngeldig", "")]
    [InlineData("AutorisatieOngeldig", "<a:autorisatiesleutel>sleutel</a:autorisatiesleutel><a:klantcode>muiswerk</a:klantcode><a:klantnaam/>")]
    public async Task The_header_has_three_children_that_are_not_empty_and_is_looked_at_first(string fault, string header)
    {
        await using var door = await Door.Open(parts);
        Assert.Equal(fault, Fault((await door.Soap(UwlrDoorTests.Envelope(year: "geen", header: header.Length == 0 ? "" : UwlrDoorTests.Autorisatie(header)))).Body));
    }

    [Fact]
    public async Task Then_the_body_then_the_customer_then_the_key_then_the_school()
    {
        await using var door = await Door.Open(parts);
        Assert.Equal("XsdVersieOngeldig", Fault((await door.Soap(UwlrDoorTests.Envelope(version: "9.9", klant: "niemand"))).Body));
        Assert.Equal("OngeldigBericht", Fault((await door.Soap(UwlrDoorTests.Envelope(year: "geen", klant: "niemand"))).Body));
        Assert.Equal("OngeldigeKlantIdentificatie", Fault((await door.Soap(UwlrDoorTests.Envelope(klant: "niemand", sleutel: "fout"))).Body));
        Assert.Equal("AutorisatieOngeldig", Fault((await door.Soap(UwlrDoorTests.Envelope(sleutel: "fout", brin: "99ZZ"))).Body));
        Assert.Equal("OngeldigeKlantIdentificatie", Fault((await door.Soap(UwlrDoorTests.Envelope(brin: "99ZZ"))).Body));
        Assert.Equal("AutorisatieOngeldig", Fault((await door.Soap(UwlrDoorTests.Envelope(brin: "11BB"))).Body));
    }

    [Fact]
    public async Task Every_Client_fault_is_reached_by_a_message_and_stores_nothing()
    {
        await using var door = await Door.Open(parts);
        var seen = new HashSet<string>();
        foreach (var (message, fault) in new[]
        {
            (UwlrDoorTests.Envelope(brin: "x"), "OngeldigBericht"),
            (UwlrDoorTests.Envelope(klant: "niemand"), "OngeldigeKlantIdentificatie"),
            (UwlrDoorTests.Envelope(sleutel: "fout"), "AutorisatieOngeldig"),
            (UwlrDoorTests.Envelope(toets: "ANDERS", afnames: UwlrDoorTests.Afname()), "VocabulaireTermOngeldig"),
            (UwlrDoorTests.Envelope(version: "4"), "XsdVersieOngeldig"),
            (UwlrDoorTests.Envelope(pupil: ""), "LeerlingOngeldig"),
            (UwlrDoorTests.Envelope(norm: "<norm><term>x</term><beginnormwaarde>5</beginnormwaarde><eindnormwaarde>1</eindnormwaarde></norm>"), "ToetsNormeringOngeldig"),
            (UwlrDoorTests.Envelope(score: "-1"), "ScoreOngeldig"),
            (UwlrDoorTests.Envelope(score: ""), "EldResultaatOngeldig"),
        })
        {
            var (status, body, delivery) = await door.Soap(message);
            Assert.Equal((500, fault), (status, Fault(body)));
            Assert.NotEqual(Guid.Empty, delivery);
            seen.Add(fault);
        }
        Assert.Equal(9, seen.Count); // the two Server faults stand in RefusalTests
        Assert.Empty(await door.Kept());
    }

    [Fact]
    public async Task Dispatch_is_on_the_root_of_the_body_whatever_the_SOAPAction_and_the_content_type()
    {
        await using var door = await Door.Open(parts);
        foreach (var (action, type) in new[] { ("BrengLeerresultaten", "text/xml"), ("http://elders/Iets", "application/soap+xml"), ("", "application/xml") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/uwlr/v2/leerresultaten") { Content = new StringContent(UwlrDoorTests.Envelope(), Encoding.UTF8, type) };
            request.Headers.Add("SOAPAction", $"\"{action}\"");
            Assert.Equal(200, (await Door.Answer(await door.Http.SendAsync(request, TestContext.Current.CancellationToken))).Status);
        }
        Assert.Equal("OngeldigBericht", Fault((await door.Soap(UwlrDoorTests.Envelope().Replace("leerresultaten_verzoek", "leerlinggegevens_verzoek", StringComparison.Ordinal))).Body));
    }

    [Fact]
    public async Task SOAP_1_2_is_answered_in_SOAP_1_2()
    {
        await using var door = await Door.Open(parts);
        var good = await door.Soap(UwlrDoorTests.Envelope().Replace(Soap11.NamespaceName, Soap12.NamespaceName, StringComparison.Ordinal));
        Assert.Equal((200, Soap12 + "Envelope"), (good.Status, XDocument.Parse(good.Body).Root!.Name));
        var bad = await door.Soap(UwlrDoorTests.Envelope(score: "-1").Replace(Soap11.NamespaceName, Soap12.NamespaceName, StringComparison.Ordinal));
        Assert.Equal(400, bad.Status);
        Assert.Equal(["soap:Sender", "Client.ScoreOngeldig"], XDocument.Parse(bad.Body).Descendants(Soap12 + "Value").Select(v => v.Value));
    }

    [Fact]
    public async Task The_answer_to_accepted_results_is_an_empty_leerresultaten_bevestiging()
    {
        await using var door = await Door.Open(parts);
        var body = XDocument.Parse((await door.Soap(UwlrDoorTests.Envelope())).Body).Root!.Element(Soap11 + "Body")!;
        var answer = Assert.Single(body.Elements());
        Assert.Equal("{http://www.edustandaard.nl/leerresultaten/2/leerresultaten}leerresultaten_bevestiging", answer.Name.ToString());
        Assert.False(answer.HasElements);
    }

    [Fact]
    public async Task UWLR_1_0_is_XsdVersieOngeldig()
    {
        await using var door = await Door.Open(parts);
        Assert.Equal("XsdVersieOngeldig", Fault((await door.Soap(UwlrDoorTests.Envelope().Replace("leerresultaten/2/leerresultaten", "leerresultaten/1/leerresultaten", StringComparison.Ordinal))).Body));
    }

    [Fact]
    public async Task A_school_key_will_do_and_deviations_stand_in_the_report()
    {
        await using var door = await Door.Open(parts);
        var (status, _, delivery) = await door.Soap(UwlrDoorTests.Envelope(score: "4.5").Replace("<brincode>11AA</brincode>", "<schoolkey>beuk</schoolkey>", StringComparison.Ordinal));
        Assert.Equal(200, status);
        var (_, report, _) = await door.Send(HttpMethod.Get, $"/api/v1/deliveries/{delivery}", null, await door.Token("muiswerk"));
        Assert.Contains("score-decimal", report, StringComparison.Ordinal);
        Assert.Equal(4.5, Assert.Single(await door.Kept()).Score);
    }

    [Fact]
    public async Task Toetsdefinities_are_taken_by_file_and_name_what_a_message_leaves_out()
    {
        await using var door = await Door.Open(parts);
        const string path = "/api/v1/tools/muiswerk/test-definitions";
        const string file = """
            <td:Toetsdefinities xmlns:td="http://www.edustandaard.nl/leerresultaten/2/toetsdefinities" xmlns="http://www.edustandaard.nl/leerresultaten/2/leerresultaten"><toetsen>
              <toets><toetscode>KLOK</toetscode><toetsnaam>Klokkijken</toetsnaam><toetsnormering><norm><term>op weg</term><beginnormwaarde>0</beginnormwaarde><eindnormwaarde>10</eindnormwaarde></norm></toetsnormering></toets>
            </toetsen></td:Toetsdefinities>
            """;
        var token = await door.Token("muiswerk", "dashboard.methodgoals");
        Assert.Contains("\"added\":1", (await door.Send(HttpMethod.Put, path, file, token)).Body, StringComparison.Ordinal);
        Assert.Contains("\"unchanged\":1", (await door.Send(HttpMethod.Put, path, file, token)).Body, StringComparison.Ordinal);
        Assert.Contains("\"changed\":1", (await door.Send(HttpMethod.Put, path, file.Replace("Klokkijken", "De klok", StringComparison.Ordinal), token)).Body, StringComparison.Ordinal);
        Assert.Equal(400, (await door.Send(HttpMethod.Put, path, "<toetsen/>", token)).Status);
        Assert.Equal(404, (await door.Send(HttpMethod.Put, "/api/v1/tools/numo/test-definitions", file, token)).Status);
        Assert.Equal(403, (await door.Send(HttpMethod.Put, path, file, await door.Token("muiswerk", "eduv.result"))).Status);

        Assert.Equal(200, (await door.Soap(UwlrDoorTests.Envelope(toets: ""))).Status);
        var kept = Assert.Single(await door.Kept());
        Assert.Equal(("De klok", "op weg", 10d), (kept.Exercise, kept.Label, kept.ScoreMax));
    }

    [Fact]
    public async Task The_WSDL_and_every_schema_it_names_are_served_at_the_address()
    {
        await using var door = await Door.Open(parts);
        var todo = new Queue<string>(["/uwlr/v2/leerresultaten?wsdl"]);
        var seen = new HashSet<string>();
        while (todo.TryDequeue(out var address))
        {
            if (!seen.Add(address)) continue;
            var file = XDocument.Parse(await door.Http.GetStringAsync(address, TestContext.Current.CancellationToken));
            foreach (var import in file.Descendants().Attributes("schemaLocation")) todo.Enqueue(new Uri(import.Value).PathAndQuery);
        }
        Assert.Equal(["/uwlr/v2/leerresultaten?wsdl", .. new[] { "autorisatie", "leerresultaten", "oso", "uitbreiding" }.Select(n => $"/uwlr/v2/leerresultaten?xsd={n}.xsd")], seen.Order(StringComparer.Ordinal).OrderBy(s => s.Contains("xsd=", StringComparison.Ordinal)));
    }

    private static string Fault(string body) => XDocument.Parse(body).Descendants("faultcode").Single().Value.Split('.')[1];
}
