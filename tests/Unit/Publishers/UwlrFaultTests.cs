using System.Xml.Linq;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Uwlr;
using static Dashboard.Tests.Publishers.UwlrMessage;

namespace Dashboard.Tests.Publishers;

public class UwlrFaultTests
{
    public static TheoryData<string, string, string> Bad => new()
    {
        { nameof(UwlrFault.ScoreOngeldig), "score", Body(Result("<score>-1</score>")) },
        { nameof(UwlrFault.ScoreOngeldig), "score", Body(Result("<score>NaN</score>")) },
        { nameof(UwlrFault.ScoreOngeldig), "score", Body(Result("<score>veel</score>")) },
        { nameof(UwlrFault.ScoreOngeldig), "score", Body(Result("<score>11</score>")) },
        { nameof(UwlrFault.ScoreOngeldig), "aantalgoed", Body(Result(Oso("<oso:aantalopgaven>5</oso:aantalopgaven><oso:aantalgoed>6</oso:aantalgoed>"))) },
        { nameof(UwlrFault.ScoreOngeldig), "toetsscore/aantalgoed", Body(Result(Oso("<oso:aantalopgaven>5</oso:aantalopgaven><oso:aantalgoed>-6</oso:aantalgoed>"))) },
        { nameof(UwlrFault.ScoreOngeldig), "toetsscore/betrouwbaarheidsinterval", Body(Result(Oso("<oso:vaardigheidsscore>5</oso:vaardigheidsscore><oso:betrouwbaarheidsinterval><oso:bivlaag>9</oso:bivlaag><oso:bivhoog>1</oso:bivhoog></oso:betrouwbaarheidsinterval>"))) },
        { nameof(UwlrFault.ScoreOngeldig), "anderresultaat/items", Body(Result(Own("<u:items>2.5</u:items>"))) },
        { nameof(UwlrFault.LeerlingOngeldig), "toetsafname/leerlingid", Body(pupil: "<leerlingid/>") },
        { nameof(UwlrFault.ToetsNormeringOngeldig), "toetsen/toets[T]/toetsnormering", Body(tests: "<toetsen>" + Toetsen + "<toets><toetscode>T</toetscode><toetsnormering><norm><term>x</term><beginnormwaarde>5</beginnormwaarde><eindnormwaarde>4</eindnormwaarde></norm></toetsnormering></toets></toetsen>") },
        { nameof(UwlrFault.VocabulaireTermOngeldig), "toetscode", Body(Result(code: "<toetscode>ANDERS</toetscode>")) },
        { nameof(UwlrFault.VocabulaireTermOngeldig), "toetsonderdeelcode", Body(Result(part: "<toetsonderdeelcode>ANDERS</toetsonderdeelcode>")) },
        { nameof(UwlrFault.VocabulaireTermOngeldig), "anderresultaat/trigger/kind", Body(Result(Own("<u:trigger><u:kind>Alarm</u:kind></u:trigger>"))) },
        { nameof(UwlrFault.VocabulaireTermOngeldig), "anderresultaat/originKind", Body(Result(Own("<u:originKind>3</u:originKind>"))) },
        { nameof(UwlrFault.EldResultaatOngeldig), "resultaat", Body(Result("")) },
        { nameof(UwlrFault.EldResultaatOngeldig), "resultaat", Body(Result("<score>1</score>" + Oso("<oso:aantalgoed>1</oso:aantalgoed>"))) },
        { nameof(UwlrFault.EldResultaatOngeldig), "osoresultaat", Body(Result("<osoresultaat><oso:toetsscore/></osoresultaat>")) },
        { nameof(UwlrFault.EldResultaatOngeldig), "anderresultaat", Body(Result("<anderresultaat xsi:type=\"oso:iets\"><iets>1</iets></anderresultaat>")) },
        { nameof(UwlrFault.OngeldigBericht), "resultaat/@key", Body(Result() + Result()) },
        { nameof(UwlrFault.OngeldigBericht), "resultaat/@key", Body(Result(key: "")) },
        { nameof(UwlrFault.OngeldigBericht), "afnamedatum", Body(Result(date: "<afnamedatum>29-10-2026</afnamedatum>")) },
        { nameof(UwlrFault.OngeldigBericht), "toetscode", Body(Result(code: "")) },
    };

    [Theory, MemberData(nameof(Bad))]
    public void What_cannot_be_granted_refuses_the_whole_message_and_names_item_field_and_rule(string fault, string field, string body)
    {
        var (_, notes) = Read(body);
        var problem = notes.Refused.First(p => p.Field == field);
        Assert.Equal(fault, problem.Code);
        Assert.Equal(fault, notes.Fault.ToString());
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        if (field is not "resultaat/@key" && !field.StartsWith("toetsen/", StringComparison.Ordinal)) Assert.Equal("afn-1001-7", problem.ResultId);
        Assert.DoesNotContain("L-0001", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_unchanged_message_has_nothing_to_refuse()
    {
        var (results, notes) = Read(Body());
        Assert.Single(results);
        Assert.Null(notes.Fault);
        Assert.Empty(notes.ReadOver);
    }

    [Theory]
    [InlineData("<xsdversie>2.0</xsdversie>", null)]
    [InlineData("<xsdversie>2.3</xsdversie>", null)]
    [InlineData("<xsdversie>2.2.1</xsdversie>", null)]
    [InlineData("<xsdversie>3.0</xsdversie>", nameof(UwlrFault.XsdVersieOngeldig))]
    [InlineData("<xsdversie>1.0</xsdversie>", nameof(UwlrFault.XsdVersieOngeldig))]
    public void Versions_2_0_to_2_3_are_read(string version, string? fault)
    {
        var notes = new UwlrNotes();
        UwlrSchool.Read(XElement.Parse(School(version: version)), notes);
        Assert.Equal(fault, notes.Fault?.ToString());
        Assert.Empty(notes.ReadOver);
    }

    [Fact]
    public void A_missing_version_is_read_over_and_reported()
    {
        var notes = new UwlrNotes();
        UwlrSchool.Read(XElement.Parse(School(version: "")), notes);
        Assert.Null(notes.Fault);
        Assert.Equal("xsdversie-missing", Assert.Single(notes.ReadOver).Code);
    }

    [Theory]
    [InlineData("<brincode>99xx</brincode><schoolkey>demo</schoolkey>", "99XX", "demo", null)]
    [InlineData("<schoolkey>demo</schoolkey>", null, "demo", null)]
    [InlineData("<brincode>9</brincode><schoolkey>demo</schoolkey>", null, "demo", null)]
    [InlineData("<brincode>9</brincode>", null, null, nameof(UwlrFault.OngeldigBericht))]
    [InlineData("", null, null, nameof(UwlrFault.OngeldigBericht))]
    public void Either_school_id_will_do_and_both_are_read_over(string id, string? brin, string? key, string? fault)
    {
        var notes = new UwlrNotes();
        var school = UwlrSchool.Read(XElement.Parse(School(id: id)), notes);
        Assert.Equal((brin, key, (short)2026, fault), (school.Brin, school.SchoolKey, school.SchoolYear, notes.Fault?.ToString()));
    }

    [Theory]
    [InlineData("<schooljaar>2026</schooljaar>")]
    [InlineData("<schooljaar>2026-2028</schooljaar>")]
    [InlineData("")]
    public void A_school_year_is_two_years_in_a_row(string year)
    {
        var notes = new UwlrNotes();
        UwlrSchool.Read(XElement.Parse(School(year: year)), notes);
        Assert.Equal(UwlrFault.OngeldigBericht, notes.Fault);
    }

    [Fact]
    public void Years_after_the_published_enumeration_are_good()
    {
        var notes = new UwlrNotes();
        Assert.Equal(2031, UwlrSchool.Read(XElement.Parse(School(year: "<schooljaar>2031-2032</schooljaar>")), notes).SchoolYear);
    }

    [Theory]
    [InlineData("<autorisatiesleutel>a</autorisatiesleutel><klantcode>b</klantcode>")]
    [InlineData("<autorisatiesleutel>a</autorisatiesleutel><klantcode> </klantcode><klantnaam>c</klantnaam>")]
    public void The_header_has_three_fields(string fields)
    {
        var notes = new UwlrNotes();
        Assert.Null(UwlrHeader.Read(XElement.Parse($"<autorisatie>{fields}</autorisatie>"), notes));
        Assert.Equal(UwlrFault.AutorisatieOngeldig, notes.Fault);
    }

    [Fact]
    public void All_eleven_faults_have_a_code_and_a_text()
    {
        var all = Enum.GetValues<UwlrFault>();
        Assert.Equal(11, all.Length);
        Assert.Equal(["Server.InterneFout", "Server.TijdelijkNietBeschikbaar", "Client.OngeldigBericht"], all.Take(3).Select(f => f.Code()));
        Assert.Equal(11, all.Select(f => f.Text()).Distinct().Count());
    }

    [Fact]
    public void A_refusal_names_at_most_fifty_items_and_the_first_fault_counts()
    {
        var notes = new UwlrNotes();
        notes.Refuse(UwlrFault.LeerlingOngeldig, "1", "f", "m.");
        for (var i = 0; i < 80; i++) notes.Refuse(UwlrFault.ScoreOngeldig, "2", "f", "m.");
        Assert.Equal((UwlrFault.LeerlingOngeldig, 50), (notes.Fault!.Value, notes.Refused.Count));
        Assert.IsType<DeliveryProblem>(notes.Refused[0]);
    }

    private static string Oso(string score) => $"<osoresultaat><oso:toetsscore>{score}</oso:toetsscore></osoresultaat>";

    private static string Own(string fields) => $"<anderresultaat xsi:type=\"u:anderresultaat\"><u:score>4</u:score>{fields}</anderresultaat>";
}
