using System.Xml.Linq;
using Dashboard.Publishers.Edexml;

namespace Dashboard.SystemTests.Reference;

/// <summary>Every published EDEXML sample is read by our reader (bash tests/reference.sh).</summary>
public sealed class EdexmlReferenceTests
{
    private static readonly string[] Kept =
        ["schooljaar", "peildatum", "aanmaakdatum", "brincode", "dependancecode", "schoolkey", "xsdversie", "naam", "jaargroep", "achternaam", "voorvoegsel", "voornamen", "voorletters-1", "roepnaam", "gebruikersnaam", "uitstroomdatum"];

    [Fact(Explicit = true)]
    public void Every_published_sample_is_read_whole()
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(ReferenceFolder.File("standards/raw/edexml/2.1/EDEXML.structuur.xsd")))!;
        var samples = Directory.GetFiles(folder, "*.xml", SearchOption.AllDirectories);
        Assert.NotEmpty(samples);
        Assert.All(samples, sample =>
        {
            var file = XDocument.Load(sample).Root!;
            using var stream = System.IO.File.OpenRead(sample);
            var roster = RosterReader.Read(stream);
            int Count(string list, string one) => file.Element(list)?.Elements(one).Count() ?? 0;
            Assert.Equal((Count("leerlingen", "leerling"), Count("groepen", "groep") + Count("groepen", "samengestelde_groep"), Count("leerkrachten", "leerkracht")), (roster.Pupils.Count, roster.Groups.Count, roster.Staff.Count));
            Assert.Equal((string?)file.Element("school")!.Element("xsdversie") is { } version ? "EDEXML " + version : roster.Format, roster.Format);
            Assert.Equal(file.Descendants("leerling").Count(l => (string?)l.Element("jaargroep") == "H"), roster.Pupils.Count(p => p.Left));
        });
    }

    [Theory(Explicit = true)]
    [InlineData("1.0.3"), InlineData("2.0"), InlineData("2.1")]
    public void What_a_published_schema_has_of_a_pupil_is_either_kept_or_dropped_on_purpose(string version)
    {
        XNamespace xs = "http://www.w3.org/2001/XMLSchema";
        var schema = XDocument.Load(ReferenceFolder.File($"standards/raw/edexml/{version}/EDEXML.elementen.xsd"));
        var fields = schema.Descendants(xs + "complexType").Single(t => (string?)t.Attribute("name") == "LeerlingType").Descendants(xs + "element").Select(e => (string)e.Attribute("name")!).Distinct().ToList();
        string[] structure = ["groep", "samengestelde_groepen", "samengestelde_groep"];
        string[] dropped = ["geboortedatum", "geslacht", "start_ondw_jgr3", "vestiging", "emailadres", "fotourl", "etniciteit", "land", "land_vader", "land_moeder", "sofinummer", "bsn", "onderwijsnummer", "bsn_ondwnr-4", "rijksregisternummer",
            "gewicht_nieuw", "gewicht", "postcodenl", "postnummerbe", "postcodeoverig", "instroomdatum", "toevoegingen", "blok", "mutatiedatum"];
        Assert.Empty(fields.Except([.. Kept, .. structure, .. dropped]));
    }
}
