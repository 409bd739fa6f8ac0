using System.Text;
using Dashboard.Publishers.Edexml;
using Dashboard.Publishers.Uwlr;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Publishers.UwlrMessage;

namespace Dashboard.Tests.Publishers.Conformance;

/// <summary>What real senders get wrong: the data is kept, and the report says so. One test per observed deviation.</summary>
[Trait("Conformance", "UWLR")]
public class UwlrSenderRules
{
    [Fact]
    public void A_sender_that_omits_xsdversie_is_read()
    {
        var notes = new UwlrNotes();
        UwlrSchool.Read(System.Xml.Linq.XElement.Parse(School(version: "")), notes);
        Assert.Equal((null, "xsdversie-missing"), (notes.Fault, notes.ReadOver.Single().Code));
    }

    [Fact]
    public void A_norm_with_only_eindnormwaarde_begins_where_the_last_one_ended()
    {
        var tests = "<toetsen><toets><toetscode>MEETKUNDE-KLOK</toetscode><toetsnormering><norm><term>zwak</term><eindnormwaarde>4</eindnormwaarde></norm><norm><term>goed</term><eindnormwaarde>10</eindnormwaarde></norm></toetsnormering></toets></toetsen>";
        Assert.Equal("goed", Read(Body(Result("<score>8</score>", part: ""), tests: tests)).Results.Single().Result.Label);
        Assert.Contains("beginnormwaarde-missing", Deviations(Body(Result("<score>8</score>", part: ""), tests: tests)));
    }

    [Fact]
    public void A_composite_toetscode_with_pipes_is_one_code()
    {
        const string code = "<toetscode>Rekenen blok 3|rekenen|5A|1077</toetscode>";
        var body = Body(Result(code: code, part: ""), tests: $"<toetsen><toets>{code}</toets></toetsen>");
        Assert.Equal(["Rekenen blok 3|rekenen|5A|1077"], Read(body).Results.Single().Result.CodeCandidates);
        Assert.Empty(Deviations(body));
    }

    [Fact]
    public void A_part_for_each_question_is_a_result_for_each_question()
    {
        var parts = string.Concat(Enumerable.Range(1, 40).Select(i => $"<toetsonderdeel><toetsonderdeelvolgnummer>{i}</toetsonderdeelvolgnummer><toetsonderdeelcode>vraag {i}</toetsonderdeelcode></toetsonderdeel>"));
        var results = string.Concat(Enumerable.Range(1, 40).Select(i => Result("<score>1</score>", $"q-{i}", $"<toetsonderdeelcode>vraag {i}</toetsonderdeelcode>")));
        var body = Body(results, tests: $"<toetsen><toets><toetscode>MEETKUNDE-KLOK</toetscode><toetsonderdelen>{parts}</toetsonderdelen></toets></toetsen>");
        Assert.Equal(40, Read(body).Results.Count);
        Assert.Empty(Deviations(body));
    }

    [Fact]
    public void A_decimal_score_is_kept_with_its_decimals()
    {
        Assert.Equal(7.25, Read(Body(Result("<score>7.25</score>"))).Results.Single().Result.Score);
        Assert.Equal(["score-decimal"], Deviations(Body(Result("<score>7.25</score>"))));
    }

    [Fact]
    public void Elements_in_another_order_are_read()
    {
        var body = Body("<resultaat key=\"a-1\"><score>4</score><toetsonderdeelcode>KLOK-HEEL</toetsonderdeelcode><toetscode>MEETKUNDE-KLOK</toetscode><afnamedatum>2026-10-29</afnamedatum></resultaat>");
        Assert.Equal(4, Read(body).Results.Single().Result.Score);
        Assert.Equal(["schema-structure"], Deviations(body));
    }

    [Fact]
    public void Empty_elements_are_absent()
    {
        var body = Body(Result(more: "<infourl/>"), pupil: Leerling + "<eckid></eckid>");
        Assert.Equal([AliasKind.LasKey], Read(body).Results.Single().Pupil.Select(p => p.Kind));
        Assert.Equal(["schema-value", "schema-value"], Deviations(body));
    }

    [Fact]
    public void Another_namespace_or_none_is_read()
    {
        var body = Body().Replace(" xmlns=\"http://www.edustandaard.nl/leerresultaten/2/leerresultaten\"", "", StringComparison.Ordinal);
        Assert.Single(Read(body).Results);
        Assert.Equal(["schema-namespace"], Deviations(body));
    }

    [Fact]
    public void Unknown_elements_are_read_over()
    {
        var body = Body(Result(more: "<vrijveld>x</vrijveld>"));
        Assert.Single(Read(body).Results);
        Assert.Equal(["schema-structure"], Deviations(body));
    }

    [Fact]
    public void Brincode_and_schoolkey_together_are_read_and_the_brincode_counts()
    {
        var notes = new UwlrNotes();
        var school = UwlrSchool.Read(System.Xml.Linq.XElement.Parse(School(id: "<brincode>99XX</brincode><schoolkey>klant-7</schoolkey>")), notes);
        Assert.Equal(("99XX", "klant-7", "school-both-keys"), (school.Brin, school.SchoolKey, notes.ReadOver.Single().Code));
    }

    [Fact]
    public void A_deviation_is_told_once_with_how_often_and_without_what_stood_there()
    {
        var (_, notes) = Read(Body(string.Concat(Enumerable.Range(1, 300).Select(i => Result(key: $"k-{i}", more: "<infourl/>")))));
        SchemaCheck.Note(System.Xml.Linq.XElement.Parse(Body(string.Concat(Enumerable.Range(1, 300).Select(i => Result(key: $"k-{i}", more: "<naam>Maaike</naam>"))))), notes);
        var note = Assert.Single(notes.ReadOver);
        Assert.Contains("300 keer", note.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Maaike", note.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A hub that answers 2.3: school children in another order, an empty voorvoegsel, the name behind the groups, years of vo, a birth date, both forms of ECK iD.</summary>
    [Fact]
    public void A_roster_of_a_hub_in_its_own_order_is_read()
    {
        var eck = new string('b', 128);
        using var answer = new MemoryStream(Encoding.UTF8.GetBytes($"""
            <leerlinggegevens_antwoord xmlns="http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens"><leerlinggegevens>
              <school><dependancecode>00</dependancecode><brincode>99XX</brincode><schooljaar>2026-2027</schooljaar><xsdversie>2.3</xsdversie></school>
              <groepen><groep key="g1"><jaargroep>1</jaargroep><naam>Brugklas</naam></groep></groepen>
              <leerlingen>
                <leerling eckid="https://ketenid.nl/201703/{eck}"><voorvoegsel/><achternaam>Een</achternaam><geboortedatum>2014-01-01</geboortedatum><jaargroep>1</jaargroep><groep key="g1"/></leerling>
                <leerling eckid="https://ketenid.nl/pilot/{eck}" key="l2"><achternaam>Twee</achternaam><jaargroep>2</jaargroep><groep key="g1"/></leerling>
              </leerlingen>
              <leerkrachten><leerkracht key="k1"><groepen><groep key="g1"/></groepen><achternaam>Drie</achternaam></leerkracht></leerkrachten>
            </leerlinggegevens></leerlinggegevens_antwoord>
            """));
        var roster = RosterReader.Read(answer);
        Assert.Equal(("99XX", (short)2026, 2, 1), (roster.Brin, roster.SchoolYear, roster.Pupils.Count, roster.Staff.Count));
        Assert.Equal(["g1"], roster.Staff[0].Groups);
        Assert.Empty(roster.Warnings);
    }
}
