using System.Text;
using Dashboard.Publishers.Edexml;
using Dashboard.Schools.Roster;

namespace Dashboard.Tests.Conformance;

/// <summary>EDEXML 1.03, 2.0 and 2.1, as files come in practice.</summary>
public class EdexmlRules
{
    private const string Edexml = "EDEXML";

    [Theory, Rule(Edexml, "the version is what xsdversie says, else what the file has")]
    [InlineData("<xsdversie>1.03</xsdversie>", "key=\"L\"", "1.03"), InlineData("<xsdversie>2.0</xsdversie>", "key=\"L\"", "2.0"), InlineData("<xsdversie>2.1</xsdversie>", "key=\"L\"", "2.1")]
    [InlineData("", "key=\"L\" eckid=\"e\"", "2.1"), InlineData("<peildatum>2026-10-01</peildatum>", "key=\"L\"", "2.0"), InlineData("", "key=\"L\"", "1.03"), InlineData("<xsdversie>9</xsdversie>", "key=\"L\" eckid=\"e\"", "2.1")]
    public void The_version_is_said_or_seen(string school, string attributes, string version) =>
        Assert.Equal("EDEXML " + version, Read(Edex($"<leerling {attributes}><roepnaam>N</roepnaam><groep key=\"G5\"/></leerling>", school: school)).Format);

    [Theory, Rule(Edexml, "schooljaar is any two consecutive years, whatever the enumeration has")]
    [InlineData("1991-1992", 1991), InlineData("2024-2025", 2024), InlineData("2026-2027", 2026), InlineData("2041-2042", 2041)]
    public void Schooljaar_is_any_two_consecutive_years(string year, int first) => Assert.Equal(first, Read(Edex("", year: year)).SchoolYear);

    [Theory, Rule(Edexml, "without a schooljaar there is no snapshot")]
    [InlineData(""), InlineData("2026"), InlineData("2026-2028")]
    public void Without_a_schooljaar_nothing_is_read(string year) => Assert.Throws<RosterUnreadableException>(() => Read(Edex("", year: year)));

    [Fact, Rule(Edexml, "a school is a brincode with a dependancecode, or a schoolkey")]
    public void A_school_is_a_brincode_or_a_schoolkey()
    {
        Assert.Equal(("99XX", "01", null), Read(Edex("", ids: "<brincode>99xx</brincode><dependancecode>01</dependancecode>")) is var a ? (a.Brin, a.Dependance, a.SchoolKey) : default);
        Assert.Equal((null, "41323"), Read(Edex("", ids: "<schoolkey>41323</schoolkey>")) is var b ? (b.Brin, b.SchoolKey) : default);
    }

    [Fact, Rule(Edexml, "groep and samengestelde_groep stand mixed; a samengestelde_groep has no jaargroep")]
    public void Groups_stand_mixed() => Assert.Equal([("A", false, "5"), ("S", true, ""), ("B", false, "C")],
        Read(Edex("", groups: """<groep key="A"><naam>A</naam><jaargroep>5</jaargroep></groep><samengestelde_groep key="S"><naam>S</naam></samengestelde_groep><groep key="B"><naam>B</naam><jaargroep>C</jaargroep></groep>"""))
            .Groups.Select(g => (g.LasKey, g.Composite, g.YearGroup)));

    [Fact, Rule(Edexml, "keys are unique over groep and samengestelde_groep: the first counts")]
    public void Group_keys_are_unique_over_both()
    {
        var roster = Read(Edex("", groups: """<groep key="A"><naam>eerst</naam><jaargroep>5</jaargroep></groep><samengestelde_groep key="A"><naam>later</naam></samengestelde_groep>"""));
        Assert.Equal(("eerst", 1), (Assert.Single(roster.Groups).Name, roster.Warnings.Count(w => w.Contains("key 'A'", StringComparison.Ordinal))));
    }

    [Theory, Rule(Edexml, "every jaargroep of the code list is read")]
    [InlineData("B"), InlineData("D"), InlineData("0"), InlineData("1"), InlineData("8"), InlineData("11"), InlineData("16"), InlineData("S"), InlineData("V"), InlineData("C"), InlineData("N")]
    public void Every_jaargroep_is_read(string code) => Assert.Equal((code, false),
        Read(Edex($"<leerling key=\"L\"><roepnaam>N</roepnaam><jaargroep>{code}</jaargroep><groep key=\"G5\"/></leerling>")).Pupils[0] is var p ? (p.YearGroup, p.Left) : default);

    [Fact, Rule(Edexml, "C: in a combination group the jaargroep is each pupil's own")]
    public void In_a_combination_group_the_jaargroep_is_the_pupil_s_own()
    {
        var roster = Read(Edex("""
            <leerling key="L1"><roepnaam>A</roepnaam><jaargroep>5</jaargroep><groep key="C56"/></leerling>
            <leerling key="L2"><roepnaam>B</roepnaam><jaargroep>6</jaargroep><groep key="C56"/></leerling>
            """, groups: """<groep key="C56"><naam>5/6</naam><jaargroep>C</jaargroep></groep>"""));
        Assert.Equal([("L1", "5"), ("L2", "6")], roster.Pupils.Select(p => (p.LasKey!, p.YearGroup!)));
    }

    [Fact, Rule(Edexml, "H or an uitstroomdatum that has come: the pupil has left")]
    public void H_or_a_past_uitstroomdatum_means_left()
    {
        var roster = Read(Edex("""
            <leerling key="L1"><roepnaam>A</roepnaam><jaargroep>H</jaargroep></leerling>
            <leerling key="L2"><roepnaam>B</roepnaam><groep key="G5"/><uitstroomdatum>2026-09-30</uitstroomdatum></leerling>
            <leerling key="L3"><roepnaam>C</roepnaam><groep key="G5"/><uitstroomdatum>2027-07-10</uitstroomdatum></leerling>
            """, school: "<peildatum>2026-10-01</peildatum>"));
        Assert.Equal([true, true, false], roster.Pupils.Select(p => p.Left));
    }

    [Theory, Rule(Edexml, "a name is achternaam with what stands by it, or roepnaam alone")]
    [InlineData("<achternaam>Hof</achternaam><voorvoegsel>van 't</voorvoegsel><voorletters-1>G</voorletters-1><roepnaam>Gradje</roepnaam>", "Gradje van 't Hof")]
    [InlineData("<achternaam>Assati</achternaam><voornamen>Ismaël Hassan</voornamen><voorletters-1>IH</voorletters-1>", "Ismaël  Assati")]
    [InlineData("<achternaam>Jansen</achternaam><voorletters-1>J</voorletters-1>", "J  Jansen"), InlineData("<roepnaam>Noor</roepnaam>", "Noor  "), InlineData("<achternaam>Zonder</achternaam>", "Zonder  ")]
    public void A_name_is_read_in_either_form(string name, string expected) =>
        Assert.Equal(expected, Read(Edex($"<leerling key=\"L\">{name}<groep key=\"G5\"/></leerling>")).Pupils[0] is var p ? $"{p.GivenName} {p.Prefix} {p.FamilyName}" : "");

    [Fact, Rule(Edexml, "1.03: a pupil has a groep or a jaargroep")]
    public void In_1_03_a_pupil_has_a_groep_or_a_jaargroep()
    {
        var roster = Read(Edex("<leerling key=\"a\"><roepnaam>A</roepnaam><groep key=\"G5\"/></leerling><leerling key=\"b\"><roepnaam>B</roepnaam><jaargroep>5</jaargroep></leerling>", school: "<xsdversie>1.03</xsdversie>"));
        Assert.Equal([("a", 1), ("b", 0)], roster.Pupils.Select(p => (p.LasKey!, p.Groups.Count)));
    }

    [Fact, Rule(Edexml, "a key is up to 256 characters")]
    public void A_key_is_up_to_256_characters() => Assert.Equal(256, Read(Edex($"<leerling key=\"{new string('k', 256)}\"><roepnaam>A</roepnaam><groep key=\"G5\"/></leerling>")).Pupils[0].LasKey!.Length);

    [Fact, Rule(Edexml, "an eckid is any text, kept as it is, once in a file")]
    public void An_eckid_is_any_text_once_in_a_file()
    {
        var roster = Read(Edex("""
            <leerling key="1" eckid="https://id.school/LL_ab!@#$%^_-"><roepnaam>A</roepnaam><groep key="G5"/></leerling>
            <leerling key="2" eckid="https://id.school/LL_ab!@#$%^_-"><roepnaam>B</roepnaam><groep key="G5"/></leerling>
            """));
        Assert.Equal("https://id.school/LL_ab!@#$%^_-", Assert.Single(roster.Pupils).EckId);
        Assert.Contains(roster.Warnings, w => w.StartsWith("leerling 2", StringComparison.Ordinal));
    }

    [Fact, Rule(Edexml, "a reference to a group that is not there is read over and reported")]
    public void A_dangling_reference_is_read_over_and_reported()
    {
        var roster = Read(Edex("<leerling key=\"L\"><roepnaam>A</roepnaam><groep key=\"weg\"/><groep key=\"G5\"/></leerling>"));
        Assert.Equal(("G5", 1), (Assert.Single(roster.Pupils[0].Groups), roster.Warnings.Count));
    }

    [Fact, Rule(Edexml, "leerlingen go to their groep and to samengestelde groepen")]
    public void A_pupil_is_in_a_group_and_in_composite_groups() => Assert.Equal(["G5", "S1", "S2"], Read(Edex(
        "<leerling key=\"L\"><roepnaam>A</roepnaam><groep key=\"G5\"/><samengestelde_groepen><samengestelde_groep key=\"S1\"/><samengestelde_groep key=\"S2\"/></samengestelde_groepen></leerling>",
        groups: """<groep key="G5"><naam>5</naam><jaargroep>5</jaargroep></groep><samengestelde_groep key="S1"><naam>S1</naam></samengestelde_groep><samengestelde_groep key="S2"><naam>S2</naam></samengestelde_groep>""")).Pupils[0].Groups);

    [Fact, Rule(Edexml, "leerkrachten have groups; duo partners have the same; rollen are no rights")]
    public void Duo_partners_have_the_same_group()
    {
        var roster = Read(Edex("", staff: """
            <leerkracht key="LK1" eckid="x"><achternaam>Bemmel</achternaam><roepnaam>Julia</roepnaam><rol>TAL</rol><groepen><groep key="G5"><rol>LRK</rol></groep></groepen></leerkracht>
            <leerkracht key="LK2"><achternaam>Veldman</achternaam><rolomschrijving>Manusje van alles</rolomschrijving><groepen><groep key="G5"/></groepen></leerkracht>
            """));
        Assert.Equal([("LK1", "Julia Bemmel", "G5"), ("LK2", "Veldman", "G5")], roster.Staff.Select(s => (s.LasKey, s.DisplayName, s.Groups.Single())));
    }

    [Theory, Rule(Edexml, "what the dashboard may not know is dropped at parse time")]
    [InlineData("geboortedatum"), InlineData("geslacht"), InlineData("etniciteit"), InlineData("land"), InlineData("land_vader"), InlineData("land_moeder"), InlineData("sofinummer"), InlineData("bsn"), InlineData("onderwijsnummer"),
     InlineData("bsn_ondwnr-4"), InlineData("rijksregisternummer"), InlineData("gewicht"), InlineData("gewicht_nieuw"), InlineData("postcodenl"), InlineData("postnummerbe"), InlineData("postcodeoverig"), InlineData("emailadres"),
     InlineData("fotourl"), InlineData("start_ondw_jgr3"), InlineData("instroomdatum"), InlineData("toevoegingen"), InlineData("mutatiedatum"), InlineData("vestiging"), InlineData("iets_nieuws")]
    public void A_field_that_is_not_on_the_list_never_leaves_the_parser(string field)
    {
        using var file = Stream(Edex($"<leerling key=\"L\" {field}=\"GEHEIM\"><roepnaam>A</roepnaam><{field}>GEHEIM<diep>GEHEIM</diep></{field}><groep key=\"G5\" extra=\"GEHEIM\"/></leerling>"));
        Assert.DoesNotContain("GEHEIM", AllowedRoster.Load(file)!.ToString(), StringComparison.Ordinal);
    }

    [Theory, Rule(Edexml, "a file stands in no namespace, or in that of UWLR, and in any encoding that it declares")]
    [InlineData("utf-8"), InlineData("iso-8859-1"), InlineData("utf-16")]
    public void Any_declared_encoding_is_read(string encoding)
    {
        using var file = new MemoryStream([.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes($"<?xml version=\"1.0\" encoding=\"{encoding}\"?>" + Edex("<leerling key=\"L\"><roepnaam>Zoë</roepnaam><groep key=\"G5\"/></leerling>"))]);
        Assert.Equal("Zoë", RosterReader.Read(file).Pupils[0].GivenName);
    }

    [Fact, Rule(Edexml, "elements stand in any order; an empty one is absent")]
    public void Any_order_is_read() => Assert.Equal(("Noor", null, "V", "G5"),
        Read(Edex("<leerling key=\"L\"><groep key=\"G5\"/><voorvoegsel/><roepnaam>Noor</roepnaam><jaargroep/><achternaam> V </achternaam></leerling>")).Pupils[0] is var p ? (p.GivenName, p.Prefix, p.FamilyName, p.Groups[0]) : default);

    private static string Edex(string pupils, string school = "", string year = "2026-2027", string ids = "<brincode>99XX</brincode>", string groups = """<groep key="G5"><naam>Groep 5</naam><jaargroep>5</jaargroep></groep>""", string staff = "") =>
        $"<EDEX><school><schooljaar>{year}</schooljaar>{ids}{school}</school><groepen>{groups}</groepen><leerlingen>{pupils}</leerlingen><leerkrachten>{staff}</leerkrachten></EDEX>";

    private static RosterSnapshot Read(string xml)
    {
        using var stream = Stream(xml);
        return RosterReader.Read(stream);
    }

    private static MemoryStream Stream(string xml) => new(Encoding.UTF8.GetBytes(xml));
}
