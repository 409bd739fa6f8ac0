using System.Text;
using Dashboard.Publishers.Edexml;
using Dashboard.Schools.Roster;

namespace Dashboard.Tests.Publishers;

public class RosterReaderTests
{
    [Fact, Trait("Requirement", "CI-22"), Trait("Requirement", "CI-19")]
    public void An_EDEXML_2_1_file_becomes_a_roster()
    {
        var roster = Read(Edex("""
            <leerling key="L1" eckid="https://ketenid.nl/pilot/1"><achternaam>Voorbeeld</achternaam><voorvoegsel>van</voorvoegsel><roepnaam>Noor</roepnaam>
              <jaargroep>5</jaargroep><groep key="G5"/><samengestelde_groepen><samengestelde_groep key="PLUS"/></samengestelde_groepen><gebruikersnaam>noor1</gebruikersnaam></leerling>
            """));
        Assert.Equal(("99XX", "00", (short)2026), (roster.Brin, roster.Dependance, roster.SchoolYear));
        Assert.Equal([new RosterGroup("G5", "Groep 5", "5", false), new RosterGroup("PLUS", "Plusgroep", "", true)], roster.Groups);
        var pupil = Assert.Single(roster.Pupils);
        Assert.Equal(("L1", "https://ketenid.nl/pilot/1", "Noor", "van", "Voorbeeld", "noor1", false), (pupil.LasKey, pupil.EckId, pupil.GivenName, pupil.Prefix, pupil.FamilyName, pupil.UserName, pupil.Left));
        Assert.Equal(["G5", "PLUS"], pupil.Groups);
        var staff = Assert.Single(roster.Staff);
        Assert.Equal(("LK1", "Vera Molenaar", "vera"), (staff.LasKey, staff.DisplayName, staff.UserName));
        Assert.Equal(["G5"], staff.Groups);
        Assert.Empty(roster.Warnings);
    }

    [Fact]
    public void What_the_dashboard_may_not_know_never_leaves_the_parser()
    {
        using var file = Stream(Edex("""
            <leerling key="L1"><achternaam>V</achternaam><geboortedatum>2017-01-02</geboortedatum><geslacht>2</geslacht><bsn>123456782</bsn><onderwijsnummer>987654321</onderwijsnummer>
              <etniciteit>1</etniciteit><land>NL</land><gewicht>0.30</gewicht><postcodenl>1234AB</postcodenl><emailadres>kind@thuis.example</emailadres><fotourl>https://foto</fotourl>
              <toevoegingen><blok><code>zorg</code><opmerking>iets</opmerking></blok></toevoegingen><groep key="G5" bsn="1"/></leerling>
            """));
        var text = AllowedRoster.Load(file)!.ToString();
        foreach (var secret in new[] { "2017", "geslacht", "123456782", "987654321", "etniciteit", "NL", "0.30", "1234AB", "kind@", "foto", "zorg", "bsn" })
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<achternaam>V</achternaam>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_EDEXML_1_03_file_without_roles_and_names_is_read()
    {
        var roster = Read("""
            <EDEX><school><schooljaar>2026-2027</schooljaar><brincode>99xx</brincode><xsdversie>1.03</xsdversie></school>
            <groepen><groep key="7"><naam>7</naam><jaargroep>7</jaargroep></groep></groepen>
            <leerlingen><leerling key="a"><achternaam>Jansen</achternaam><voorletters-1>J.</voorletters-1><groep key="7"/></leerling>
              <leerling key="b"><achternaam>Zonder</achternaam><jaargroep>7</jaargroep></leerling></leerlingen>
            <leerkrachten><leerkracht key="m"><achternaam>Meester</achternaam><groepen><groep key="7"/></groepen></leerkracht></leerkrachten></EDEX>
            """);
        Assert.Equal([("J.", "Jansen"), ("Zonder", null)], roster.Pupils.Select(p => (p.GivenName, p.FamilyName)));
        Assert.Equal(["leerling 2 zit in geen enkele groep."], roster.Warnings);
        Assert.Equal("Meester", roster.Staff[0].DisplayName);
    }

    [Fact]
    public void A_UWLR_answer_is_read_with_or_without_its_envelope()
    {
        const string answer = """
            <lg:leerlinggegevens_antwoord xmlns:lg="http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens"><lg:leerlinggegevens>
              <lg:school><lg:dependancecode>01</lg:dependancecode><lg:brincode>99XX</lg:brincode><lg:schooljaar>2026-2027</lg:schooljaar></lg:school>
              <lg:groepen><lg:groep key="G"><lg:naam>5A</lg:naam><lg:jaargroep>5</lg:jaargroep></lg:groep></lg:groepen>
              <lg:leerlingen><lg:leerling eckid="E1"><lg:roepnaam>Noor</lg:roepnaam><lg:voorvoegsel/><lg:groep key="G"/></lg:leerling></lg:leerlingen>
            </lg:leerlinggegevens></lg:leerlinggegevens_antwoord>
            """;
        foreach (var xml in new[] { answer, $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><x/></s:Header><s:Body>{answer}</s:Body></s:Envelope>""" })
        {
            var roster = Read(xml);
            Assert.Equal((null, "E1", "Noor", null), (roster.Pupils[0].LasKey, roster.Pupils[0].EckId, roster.Pupils[0].GivenName, roster.Pupils[0].Prefix));
            Assert.Equal("01", roster.Dependance);
        }
    }

    [Theory]
    [InlineData("<jaargroep>H</jaargroep>", true)]
    [InlineData("<uitstroomdatum>2026-09-30</uitstroomdatum>", true)]
    [InlineData("<uitstroomdatum>2027-07-01</uitstroomdatum>", false)]
    [InlineData("", false)]
    public void A_pupil_has_left_by_jaargroep_H_or_a_date_that_has_come(string field, bool left) =>
        Assert.Equal(left, Read(Edex($"""<leerling key="L1"><roepnaam>N</roepnaam>{field}<groep key="G5"/></leerling>""")).Pupils[0].Left);

    [Fact]
    public void What_is_read_over_is_warned_of_by_place_not_by_name()
    {
        var roster = Read(Edex("""
            <leerling><roepnaam>Geheim</roepnaam></leerling><leerling key="L1"/><leerling key="L2"><roepnaam>Geheim</roepnaam><groep key="WEG"/><groep key="G5"/></leerling>
            <leerling key="L2"><roepnaam>Geheim</roepnaam></leerling>
            """));
        Assert.Equal(4, roster.Warnings.Count);
        Assert.Equal(["leerling 1 ", "leerling 2 ", "leerling 3:", "leerling 4:"], roster.Warnings.Select(w => w[..11]));
        Assert.DoesNotContain(roster.Warnings, w => w.Contains("Geheim", StringComparison.Ordinal) || w.Contains("L2", StringComparison.Ordinal));
        Assert.Equal(["G5"], Assert.Single(roster.Pupils).Groups);
    }

    [Theory]
    [InlineData("<html/>")]
    [InlineData("geen xml")]
    [InlineData("<EDEX><school/></EDEX>")]
    [InlineData("<!DOCTYPE EDEX [<!ENTITY a \"b\">]><EDEX><school><schooljaar>2026-2027</schooljaar></school></EDEX>")]
    [InlineData("<leerlinggegevens_antwoord><geenwijzigingen/></leerlinggegevens_antwoord>")]
    [InlineData("<leerlinggegevens_antwoord><geengegevens/></leerlinggegevens_antwoord>")]
    public void What_is_no_snapshot_is_refused_with_a_reason(string xml) => Assert.Throws<RosterUnreadableException>(() => Read(xml));

    private static string Edex(string pupils) => $"""
        <EDEX><school><schooljaar>2026-2027</schooljaar><peildatum>2026-10-01</peildatum><brincode>99XX</brincode><dependancecode>00</dependancecode><xsdversie>2.1</xsdversie></school>
        <groepen><groep key="G5"><naam>Groep 5</naam><jaargroep>5</jaargroep></groep><samengestelde_groep key="PLUS"><naam>Plusgroep</naam></samengestelde_groep></groepen>
        <leerlingen>{pupils}</leerlingen>
        <leerkrachten><leerkracht key="LK1"><achternaam>Molenaar</achternaam><roepnaam>Vera</roepnaam><gebruikersnaam>vera</gebruikersnaam>
          <groepen><groep key="G5"><rol>LRK</rol></groep></groepen></leerkracht></leerkrachten></EDEX>
        """;

    private static RosterSnapshot Read(string xml)
    {
        using var stream = Stream(xml);
        return RosterReader.Read(stream);
    }

    private static MemoryStream Stream(string xml) => new(Encoding.UTF8.GetBytes(xml));
}
