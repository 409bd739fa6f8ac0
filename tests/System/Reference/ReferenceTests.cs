using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Dashboard.Samples.Muiswerk;
using Dashboard.Samples.Publisher;
using Dashboard.Samples.School;
using Dashboard.Tests.Architecture;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.SystemTests.Reference;

/// <summary>
/// Checks against published schemas and examples that may not stand in this repository: bash tests/reference.sh (folder).
/// They run only when asked for.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    [Fact(Explicit = true)]
    public async Task What_the_simulated_Muiswerk_sends_is_valid_by_the_published_and_by_our_own_schema()
    {
        var published = new Schemas(Ours("uitbreiding.xsd"), ("leerresultaten.xsd", File("standards/raw/uwlr/Schemas/UWLR_Leerresultaten_v2p2.xsd")));
        var ours = new Schemas(Ours("uitbreiding.xsd"));
        await using var listener = await Eavesdropper.Listen();
        await using (var tool = await SimulatedMuiswerk.Start(listener.Address, new SimulationOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None))
            await tool.SendAll(CancellationToken.None);

        var bodies = listener.Heard("/uwlr/v2/leerresultaten").Select(XDocument.Parse).Select(e => new XDocument(e.Root!.Elements().Single(x => x.Name.LocalName == "Body").Elements().Single())).ToList();

        Assert.NotEmpty(bodies);
        Assert.Empty(bodies.SelectMany(published.Problems).Distinct());
        Assert.Empty(bodies.SelectMany(ours.Problems).Distinct());
    }

    [Fact(Explicit = true)]
    public void The_reference_examples_are_valid_by_our_own_schema()
    {
        var ours = new Schemas(Ours("uitbreiding.xsd"));

        Assert.All((string[])["score", "oso"], kind => Assert.Empty(ours.Problems(XDocument.Load(File($"standards/examples/uwlr-leerresultaten-{kind}.v2p2.xml")))));
    }

    [Fact(Explicit = true)]
    public void The_sample_schools_roster_is_valid_by_the_published_schema()
    {
        var published = new Schemas(File("standards/raw/edexml/2.1/EDEXML.structuur.xsd"));

        Assert.Empty(published.Problems(XDocument.Parse(SampleSchool.Edexml(2024)))); // the published list of school years ends there
    }

    [Fact(Explicit = true)]
    public async Task The_dashboard_takes_the_reference_examples()
    {
        string[] rosters = [File("standards/raw/edexml/2.1/EDEXML.Voorbeeld.2.1.xml"), File("standards/examples/uwlr-leerlinggegevens-antwoord.v2p2.xml")];
        string[] results = [File("standards/examples/uwlr-leerresultaten-score.v2p2.xml"), File("standards/examples/uwlr-leerresultaten-oso.v2p2.xml")];
        var eduV = File("standards/examples/eduv-results-2.1.0.json");
        using var data = new TempFolder("reference");
        var settings = new Dictionary<string, string> { ["Dashboard__Data"] = data.Location, ["Sample__Send"] = "false" };
        await using var host = await DashboardHost.Start(settings);

        foreach (var roster in rosters)
        {
            var (code, output) = await DashboardHost.Command(settings, "roster", "import", roster, "--school", "demo", "--dry-run");
            Assert.True(code == 0, $"{roster}: exit code {code}\n{output}");
        }
        foreach (var message in results)
        {
            using var answer = await host.Http.PostAsync("/uwlr/v2/leerresultaten", new StringContent(Envelope(message), Encoding.UTF8, "text/xml"));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{message}: {answer.StatusCode}\n{await answer.Content.ReadAsStringAsync()}");
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, "/eduv/v2/results") { Content = new StringContent(await System.IO.File.ReadAllTextAsync(eduV), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(host));
        using var accepted = await host.Http.SendAsync(request);
        Assert.True(accepted.StatusCode == HttpStatusCode.Accepted, $"{eduV}: {accepted.StatusCode}\n{await accepted.Content.ReadAsStringAsync()}");
    }

    /// <summary>The example's message, sent by a publisher that the sample school knows.</summary>
    private static string Envelope(string message)
    {
        var body = XDocument.Load(message).Root!;
        if (body.Descendants().FirstOrDefault(e => e.Name.LocalName == "schoolkey") is { } key)
            key.ReplaceWith(new XElement(key.Name.Namespace + "brincode", "99XX"), new XElement(key.Name.Namespace + "dependancecode", "00"));
        return Envelope(body).ToString();
    }

    private static XDocument Envelope(XElement body) => new(new XElement(Soap + "Envelope",
        new XElement(Soap + "Header", new XElement(XName.Get("autorisatie", "http://www.edustandaard.nl/leerresultaten/2/autorisatie"),
            new XElement(XName.Get("autorisatiesleutel", "http://www.edustandaard.nl/leerresultaten/2/autorisatie"), "demo-muiswerk"),
            new XElement(XName.Get("klantcode", "http://www.edustandaard.nl/leerresultaten/2/autorisatie"), "muiswerk"),
            new XElement(XName.Get("klantnaam", "http://www.edustandaard.nl/leerresultaten/2/autorisatie"), "Muiswerk"))),
        new XElement(Soap + "Body", body)));

    private static async Task<string> Token(DashboardHost host)
    {
        using var answer = await host.Http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "rekentuin-demo", ["client_secret"] = "demo", ["scope"] = "eduv.result",
        }));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    private static string Ours(string name) => Path.Combine(House.Root, "contracts", "publishers", "uwlr", name);

    private static string File(string name) => ReferenceFolder.File(name);
}
