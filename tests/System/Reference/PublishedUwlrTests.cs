using System.Xml.Linq;
using Dashboard.Publishers.Edexml;
using Dashboard.Publishers.Uwlr.Leerlinggegevens;
using Dashboard.Samples.Administration;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.Roster;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.Tests.Architecture;

namespace Dashboard.SystemTests.Reference;

/// <summary>Our UWLR schema and readers beside the published schemas and files. They run only when asked for: bash tests/reference.sh (folder).</summary>
public sealed class PublishedUwlrTests(RealParts parts, ITestOutputHelper output)
{
    private const string Valid = """
        <leerresultaten_verzoek xmlns="http://www.edustandaard.nl/leerresultaten/2/leerresultaten" xmlns:oso="http://www.edustandaard.nl/oso_gegevensset/1.2/dossier" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <school><schooljaar>2026-2027</schooljaar><brincode>99XX</brincode><dependancecode>00</dependancecode><aanmaakdatum>2026-11-20T06:15:00Z</aanmaakdatum><xsdversie>2.2</xsdversie></school>
          <toetsafnames><toetsafname><leerlingid>L-1</leerlingid><eckid>https://ketenid.nl/pilot/1</eckid><resultaten>
            <resultaat key="r-1"><afnamedatum>2026-11-19</afnamedatum><toetscode>T</toetscode><toetsonderdeelcode>A</toetsonderdeelcode><score>4</score></resultaat>
            <resultaat key="r-2"><afnamedatum>2026-11-19</afnamedatum><toetscode>T</toetscode><osoresultaat><oso:toetsscore><oso:aantalgoed>3</oso:aantalgoed></oso:toetsscore></osoresultaat></resultaat>
          </resultaten></toetsafname></toetsafnames>
          <toetsen><toets><toetscode>T</toetscode><toetsonderdelen>
            <toetsonderdeel><toetsonderdeelvolgnummer>1</toetsonderdeelvolgnummer><toetsonderdeelcode>A</toetsonderdeelcode><toetsonderdeelnormering><norm><term>goed</term><beginnormwaarde>0</beginnormwaarde><eindnormwaarde>9</eindnormwaarde><normkleur><rood_code>0</rood_code><groen_code>128</groen_code><blauw_code>0</blauw_code><transparantie>1.00</transparantie></normkleur><schoolcijfer_vanaf>5.50</schoolcijfer_vanaf></norm></toetsonderdeelnormering></toetsonderdeel>
            <toetsonderdeel><toetsonderdeelvolgnummer>2</toetsonderdeelvolgnummer><toetsonderdeelcode>B</toetsonderdeelcode></toetsonderdeel>
          </toetsonderdelen></toets></toetsen>
        </leerresultaten_verzoek>
        """;

    /// <summary>What is changed, and where ours differs on purpose, why.</summary>
    private static readonly (string Probe, string What, string With, string? OursDiffers)[] Probes =
    [
        ("nothing changed", "", "", null),
        ("a decimal score", "<score>4</score>", "<score>14.5</score>", null),
        ("a negative score", "<score>4</score>", "<score>-4</score>", null),
        ("a toetscode that is not among the toetsen", "<toetscode>T</toetscode><toetsonderdeelcode>", "<toetscode>X</toetscode><toetsonderdeelcode>", null),
        ("a key twice", "key=\"r-2\"", "key=\"r-1\"", null),
        ("no key", " key=\"r-1\"", "", null),
        ("an eckid without a leerlingid", "<leerlingid>L-1</leerlingid>", "", "2.3 lets an eckid stand alone"),
        ("neither id", "<leerlingid>L-1</leerlingid><eckid>https://ketenid.nl/pilot/1</eckid>", "", null),
        ("a toetsonderdeelcode that is not among the parts", "<toetsonderdeelcode>A</toetsonderdeelcode><score>", "<toetsonderdeelcode>X</toetsonderdeelcode><score>", null),
        ("anderresultaat without a type", "<score>4</score>", "<anderresultaat/>", null),
        ("a volgnummer twice", "<toetsonderdeelvolgnummer>2<", "<toetsonderdeelvolgnummer>1<", null),
        ("a toetscode twice among the toetsen", "</toets></toetsen>", "</toets><toets><toetscode>T</toetscode></toets></toetsen>", null),
        ("overlapping norms", "</norm></toetsonderdeelnormering>", "</norm><norm><term>ook</term><beginnormwaarde>0</beginnormwaarde><eindnormwaarde>9</eindnormwaarde></norm></toetsonderdeelnormering>", null),
        ("an empty eckid", "<eckid>https://ketenid.nl/pilot/1</eckid>", "<eckid/>", null),
        ("another order", "<afnamedatum>2026-11-19</afnamedatum><toetscode>T</toetscode><toetsonderdeelcode>", "<toetscode>T</toetscode><afnamedatum>2026-11-19</afnamedatum><toetsonderdeelcode>", null),
        ("no xsdversie", "<xsdversie>2.2</xsdversie>", "", null),
        ("both school ids", "<dependancecode>00</dependancecode>", "<dependancecode>00</dependancecode><schoolkey>b</schoolkey>", null),
        ("a schoolkey", "<brincode>99XX</brincode><dependancecode>00</dependancecode>", "<schoolkey>b</schoolkey>", null),
        ("a brincode of another shape", "99XX", "9XX9", null),
        ("a day that does not exist", "<afnamedatum>2026-11-19</afnamedatum><toetscode>T</toetscode><toetsonderdeelcode>", "<afnamedatum>2026-02-30</afnamedatum><toetscode>T</toetscode><toetsonderdeelcode>", null),
        ("a colour above 255", ">128<", ">300<", null),
        ("a transparency above 1", ">1.00<", ">1.50<", null),
        ("a schoolcijfer of 0", ">5.50<", ">0.50<", null),
        ("a norm without its begin", "<beginnormwaarde>0</beginnormwaarde>", "", null),
        ("a norm that ends before it begins", "<beginnormwaarde>0</beginnormwaarde>", "<beginnormwaarde>12</beginnormwaarde>", null),
        ("a school year of two years apart", "2026-2027", "2026-2029", null),
        ("no toetsen", "<toetsen>", "<weg>", null),
        ("two kinds of score", "<score>4</score>", "<score>4</score><osoresultaat/>", null),
        ("an empty osoresultaat", "<score>4</score>", "<osoresultaat/>", null),
        ("a key of 257", "r-1", new string('r', 257), null),
    ];

    [Fact(Explicit = true)]
    public void Our_schema_and_the_published_one_agree_on_every_probe()
    {
        var published = new Schemas(ReferenceFolder.File("standards/raw/uwlr/Schemas/UWLR_Leerresultaten_v2p2.xsd"));
        var ours = new Schemas(Path.Combine(House.Root, "contracts", "publishers", "uwlr", "leerresultaten.xsd"));
        var apart = new List<string>();
        foreach (var (probe, what, with, differs) in Probes)
        {
            var text = what.Length == 0 ? Valid : Valid.Replace(what, with, StringComparison.Ordinal).Replace(what == "<toetsen>" ? "</toetsen>" : "§", "</weg>", StringComparison.Ordinal);
            Assert.True(what.Length == 0 || text != Valid, probe);
            var (theirs, mine) = (published.Problems(XDocument.Parse(text)).Count == 0, ours.Problems(XDocument.Parse(text)).Count == 0);
            output.WriteLine($"{probe,-50} published {(theirs ? "takes" : "refuses"),-8} ours {(mine ? "takes" : "refuses"),-8} {differs}");
            if (theirs == mine == (differs is null)) continue;
            apart.Add(probe);
        }
        Assert.Empty(apart);
        Facts.Say(output, $"UWLR schema: {Probes.Length} probes, ours and the published one agree on {Probes.Count(p => p.OursDiffers is null)}, and differ on {Probes.Count(p => p.OursDiffers is not null)} on purpose");
    }

    [Fact(Explicit = true)]
    public void Every_published_schema_compiles_and_takes_what_it_should()
    {
        foreach (var file in new[] { "raw/uwlr/Schemas/UWLR_Leerresultaten_v2p2.xsd", "raw/uwlr/Schemas/UWLR_Leerlinggegevens_v2p2.xsd", "raw/uwlr/Schemas/UWLR_Autorisatie_v2p2.xsd", "raw/uwlr/Schemas/UWLR_Toetsdefinities_v2p2.xsd", "raw/edexml/1.0.3/EDEXML.structuur.xsd", "raw/edexml/2.0/EDEXML.structuur.xsd", "raw/edexml/2.1/EDEXML.structuur.xsd" })
            if (Path.Combine(ReferenceFolder.Root, "standards", file) is var path && File.Exists(path)) _ = new Schemas(path);
        var definitions = XDocument.Parse($"<td:Toetsdefinities xmlns:td=\"http://www.edustandaard.nl/leerresultaten/2/toetsdefinities\">{XElement.Parse(Valid).Elements().Last()}</td:Toetsdefinities>");
        Assert.Empty(new Schemas(ReferenceFolder.File("standards/raw/uwlr/Schemas/UWLR_Toetsdefinities_v2p2.xsd")).Problems(definitions));
        Assert.Empty(new Schemas(Path.Combine(House.Root, "contracts", "publishers", "uwlr", "toetsdefinities.xsd")).Problems(definitions));
    }

    [Fact(Explicit = true)]
    public void Every_published_roster_is_read()
    {
        var files = Directory.EnumerateFiles(ReferenceFolder.Root, "*.xml", SearchOption.AllDirectories).Where(f => XDocument.Load(f).Root!.Name.LocalName is "EDEX" or "leerlinggegevens_antwoord").ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            var roster = RosterReader.Read(stream);
            output.WriteLine($"{Path.GetRelativePath(ReferenceFolder.Root, file)}: {roster.Pupils.Count} pupils, {roster.Groups.Count} groups, {roster.Staff.Count} staff, {roster.Warnings.Count} warnings");
            Assert.NotEmpty(roster.Pupils);
        }
    }

    /// <summary>The published list of school years ends in 2024-2025.</summary>
    [Fact(Explicit = true)]
    public async Task What_we_ask_of_an_administration_and_what_the_simulated_one_answers_is_valid_by_the_published_schema()
    {
        var published = new Schemas(ReferenceFolder.File("standards/raw/uwlr/Schemas/UWLR_Leerlinggegevens_v2p2.xsd"));
        await using var door = await Publishers.Door.Open(parts);
        await door.Database.Execute("update school set brin = '99XX' where key = 'eik'");
        School school;
        await using (var session = await door.Store.Begin(DatabaseRole.Web, Scope.None)) school = (await session.Tables.FindSchool("eik", TestContext.Current.CancellationToken))!;
        await using var administration = await SimulatedAdministration.Start(2024, new DateTimeOffset(2024, 10, 1, 5, 0, 0, TimeSpan.Zero));
        await using var between = await Eavesdropper.Listen(administration.Address);
        foreach (var stepwise in new[] { false, true })
        {
            await door.Get<Administrations>().Set(school.SchoolId, new AdministrationAccess(new Uri(between.Address, SimulatedAdministration.Path).ToString(), SimulatedAdministration.Klantcode, SimulatedAdministration.Klantnaam, SimulatedAdministration.Sleutel, null, stepwise, "2.2"), TestContext.Current.CancellationToken);
            for (var time = 0; time < 2; time++) await door.Get<RosterFetch>().Run(school, 2024, everything: false, dryRun: false, confirmed: true, TestContext.Current.CancellationToken);
        }
        var said = between.Heard(SimulatedAdministration.Path).Concat(between.Answers).Select(XDocument.Parse).Select(e => new XDocument(e.Root!.Elements().Single(x => x.Name.LocalName == "Body").Elements().Single())).ToList();
        Assert.Equal(8, said.Select(d => d.Root!.Name.LocalName).Distinct().Count()); // four questions, four answers
        Assert.Empty(said.SelectMany(published.Problems).Distinct());
    }
}
