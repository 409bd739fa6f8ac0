using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Dashboard.Samples.Muiswerk;
using Dashboard.Samples.Numo;
using Dashboard.Samples.Publisher;
using Dashboard.Samples.Rekentuin;
using Dashboard.Samples.School;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Samples;

public class SimulatedPublisherTests
{
    private static readonly SimulationOptions Options = new() { StoryMoment = TimeProvider.System.GetUtcNow() };
    private static readonly SampleSchool School = SampleSchool.Load();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Muiswerk_sends_valid_UWLR_and_the_same_again()
    {
        await using var dashboard = await FakeDashboard.Start();
        await using var muiswerk = await SimulatedMuiswerk.Start(dashboard.Address, Options, TimeProvider.System, NullLoggerFactory.Instance, stop);
        dashboard.Busy = 1;
        await muiswerk.SendAll(stop);
        var first = Resultaten(dashboard);
        Assert.InRange(first.Count, 2000, 4000);
        Assert.Contains(first, r => r.Value.Contains("Stuck", StringComparison.Ordinal));
        Assert.All(dashboard.Messages.Where(m => m.Path.StartsWith("/uwlr", StringComparison.Ordinal)), m => Assert.Null(Invalid(m.Body)));

        dashboard.Messages.Clear();
        await muiswerk.SendAll(stop);
        Assert.Equal(first, Resultaten(dashboard));
    }

    [Fact]
    public async Task Rekentuin_and_Numo_send_Edu_V_and_the_same_again()
    {
        await using var dashboard = await FakeDashboard.Start();
        await using var rekentuin = await SimulatedRekentuin.Start(dashboard.Address, Options, TimeProvider.System, NullLoggerFactory.Instance, stop);
        await using var numo = await SimulatedNumo.Start(dashboard.Address, Options, TimeProvider.System, NullLoggerFactory.Instance, stop);
        await rekentuin.SendAll(stop);
        await numo.SendAll(stop);
        var first = Statements(dashboard);
        Assert.Contains(first.Values, s => s.Contains("SkillScore", StringComparison.Ordinal));
        Assert.Contains(first.Values, s => s.Contains("PassOrFail", StringComparison.Ordinal) && s.Contains("entryTest", StringComparison.Ordinal));
        Assert.Contains(first.Values, s => s.Contains("teruggevallen", StringComparison.Ordinal));
        Assert.Contains(dashboard.Messages, m => m.Path.StartsWith("/eduv/v0/progress/", StringComparison.Ordinal) && m.Body.Contains("\"pleaseFollowup\":true", StringComparison.Ordinal) && !m.Body.Contains("trigger", StringComparison.Ordinal));

        dashboard.Messages.Clear();
        await rekentuin.SendAll(stop);
        await numo.SendAll(stop);
        Assert.Equal(first, Statements(dashboard));
    }

    [Fact]
    public async Task A_correction_has_the_same_id_and_another_content()
    {
        await using var dashboard = await FakeDashboard.Start();
        await using var muiswerk = await SimulatedMuiswerk.Start(dashboard.Address, Options, TimeProvider.System, NullLoggerFactory.Instance, stop);
        var attempt = await muiswerk.SendOne(School.Roster.Pupil("lln-bram"), "MEETKUNDE-KLOK/KLOK-HEEL", 1, stop);
        var before = Resultaten(dashboard).Single();
        dashboard.Messages.Clear();
        await muiswerk.Correct(attempt, 4, stop);
        var after = Resultaten(dashboard).Single();
        Assert.Equal(before.Key, after.Key);
        Assert.NotEqual(before.Value, after.Value);
    }

    private static Dictionary<string, string> Resultaten(FakeDashboard dashboard) =>
        dashboard.Messages.Where(m => m.Path.StartsWith("/uwlr", StringComparison.Ordinal))
            .SelectMany(m => XDocument.Parse(m.Body).Descendants().Where(e => e.Name.LocalName == "resultaat"))
            .ToDictionary(e => (string)e.Attribute("key")!, e => e.ToString());

    private static Dictionary<string, string> Statements(FakeDashboard dashboard) =>
        dashboard.Messages.Where(m => m.Path == "/eduv/v2/results").SelectMany(m =>
        {
            var body = JsonNode.Parse(m.Body)!;
            return body["studentScoresAndResults"]!.AsArray().Select(s => (Id: (string)s!["id"]!, Text: $"{body["assessmentDateTime"]} {s}"));
        }).ToDictionary(s => s.Id, s => s.Text);

    private static string? Invalid(string envelope)
    {
        var body = XDocument.Parse(envelope).Descendants().First(e => e.Name.LocalName == "leerresultaten_verzoek");
        string? problem = null;
        new XDocument(body).Validate(Schemas.Value, (_, e) => problem ??= e.Message);
        return problem;
    }

    private static readonly Lazy<XmlSchemaSet> Schemas = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln"))) folder = folder.Parent!;
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        set.Add(null, Path.Combine(folder.FullName, "contracts", "publishers", "uwlr", "uitbreiding.xsd"));
        set.Compile();
        return set;
    });
}
