using Dashboard.Contracts;
using Dashboard.Publishers.Uwlr;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Publishers.UwlrMessage;

namespace Dashboard.Tests.Publishers.Conformance;

/// <summary>The results message of UWLR 2.0–2.3, one test per rule of the agreement; the name is the rule. tests/run.sh prints them as a table.</summary>
[Trait("Conformance", "UWLR")]
public class UwlrMessageRules
{
    private const string Whole = "", Klok = "<toetscode>MEETKUNDE-KLOK</toetscode>";

    [Fact]
    public void Schooljaar_is_two_years_in_a_row_by_pattern_beyond_the_published_list()
    {
        Assert.Equal("", Fault(School(year: "<schooljaar>2031-2032</schooljaar>")));
        Assert.Equal("OngeldigBericht", Fault(School(year: "<schooljaar>2031-2033</schooljaar>")));
    }

    [Fact]
    public void A_school_is_brincode_with_dependancecode_or_a_schoolkey()
    {
        Assert.Equal("", Fault(School(id: "<brincode>99XX</brincode>")));
        Assert.Equal("", Fault(School(id: "<schoolkey>beuk</schoolkey>")));
        Assert.Equal("OngeldigBericht", Fault(School(id: "")));
        Assert.Equal("OngeldigBericht", Fault(School(id: "<brincode>9XX9</brincode>")));
    }

    [Fact]
    public void Aanmaakdatum_is_required_and_a_message_without_it_is_read_and_reported()
    {
        var notes = SchoolNotes(School().Replace("aanmaakdatum", "auteur", StringComparison.Ordinal));
        Assert.Equal(["aanmaakdatum-missing"], notes.ReadOver.Select(n => n.Code));
        Assert.Null(notes.Fault);
    }

    [Fact]
    public void Auteur_and_commentaar_are_optional_and_say_nothing_to_us() =>
        Assert.Empty(Deviations(Body(school: School(version: "").Replace("</school>", "<auteur>U</auteur><xsdversie>2.2</xsdversie><commentaar>nacht</commentaar></school>", StringComparison.Ordinal))));

    [Fact]
    public void A_pupil_has_a_leerlingid_an_eckid_or_both()
    {
        foreach (var ids in new[] { Leerling, EckId, Leerling + EckId }) Assert.Single(Read(Body(pupil: ids)).Results);
        Assert.Equal("LeerlingOngeldig", Refused(Body(pupil: "")));
        Assert.Equal("LeerlingOngeldig", Refused(Body(pupil: "<leerlingid> </leerlingid><eckid/>")));
    }

    [Fact]
    public void Resultaatverwerkerid_names_a_person_and_is_not_kept()
    {
        var result = Read(Body(pupil: Leerling + "<resultaatverwerkerid>LK-JANSEN</resultaatverwerkerid>")).Results.Single().Result;
        Assert.DoesNotContain("JANSEN", System.Text.Json.JsonSerializer.Serialize(result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_resultaat_has_a_key_that_is_unique_in_the_message()
    {
        Assert.Equal("OngeldigBericht", Refused(Body(Result(key: ""))));
        Assert.Equal("OngeldigBericht", Refused(Body(Result() + Result())));
        Assert.Equal("OngeldigBericht", Refused(Body(Result(key: new string('k', 257)))));
    }

    [Fact]
    public void Afnamedatum_is_a_day_that_exists_and_counts_as_noon()
    {
        Assert.Equal(11, One(Result()).TakenAt.Hour);
        foreach (var day in new[] { "2026-02-30", "29-10-2026", "0001-01-01", "9999-12-31", "vandaag", "" })
            Assert.Equal("OngeldigBericht", Refused(Body(Result(date: $"<afnamedatum>{day}</afnamedatum>"))));
    }

    [Fact]
    public void Toetscode_is_one_of_the_toetsen_in_the_message() => Assert.Equal("VocabulaireTermOngeldig", Refused(Body(Result(code: "<toetscode>X</toetscode>"))));

    [Fact]
    public void Without_toetsonderdeelcode_it_is_the_result_of_the_whole_test() => Assert.Equal((Whole, 30d), (One(Result(part: "")).Part, One(Result(part: "")).ScoreMax));

    [Fact]
    public void Toetsonderdeelcode_is_one_of_the_parts_though_the_schema_does_not_check_it() =>
        Assert.Equal("VocabulaireTermOngeldig", Refused(Body(Result(part: "<toetsonderdeelcode>X</toetsonderdeelcode>"))));

    [Fact]
    public void A_resultaat_has_exactly_one_of_score_osoresultaat_and_anderresultaat()
    {
        Assert.Equal("EldResultaatOngeldig", Refused(Body(Result(""))));
        Assert.Equal("EldResultaatOngeldig", Refused(Body(Result("<score>1</score><anderresultaat xsi:type=\"u:anderresultaat\"><u:items>1</u:items></anderresultaat>"))));
    }

    [Fact]
    public void A_score_is_no_less_than_0()
    {
        foreach (var score in new[] { "-1", "-0.5", "NaN", "INF", "-INF", "Infinity", "vier", "1e300" })
            Assert.Equal("ScoreOngeldig", Refused(Body(Result($"<score>{score}</score>"))));
    }

    [Fact]
    public void A_score_is_no_more_than_the_highest_eindnormwaarde() => Assert.Equal("ScoreOngeldig", Refused(Body(Result("<score>11</score>"))));

    [Fact]
    public void An_osoresultaat_has_a_toetsscore_or_referentiescores()
    {
        Assert.Equal("EldResultaatOngeldig", Refused(Body(Result("<osoresultaat/>" + "<score/>"))));
        var rows = Read(Body(Result(Oso("<oso:aantalopgaven>20</oso:aantalopgaven><oso:aantalgoed>15</oso:aantalgoed><oso:aantalgelezen>19</oso:aantalgelezen><oso:tijd>300</oso:tijd>")))).Results;
        var (result, context) = (rows[0].Result, rows[0].Result.Context!);
        Assert.Equal((20, 15, 300), (result.Items, result.Correct, result.Seconds));
        Assert.Contains(context, c => c is { Key: "uwlr-gelezen", Value: "19" });
    }

    [Fact]
    public void A_vaardigheidsscore_has_its_scale_and_interval()
    {
        var body = Body(Result(Oso("<oso:vaardigheidsscore>-12.5</oso:vaardigheidsscore><oso:codevaardigheidsschaal>RW</oso:codevaardigheidsschaal><oso:betrouwbaarheidsinterval><oso:bivlaag>-16</oso:bivlaag><oso:bivhoog>-9</oso:bivhoog></oso:betrouwbaarheidsinterval>")));
        var result = Read(body, ToolOf(new ToolProfile { Meaning = ScoreMeaning.MasteryRating })).Results.Single().Result;
        Assert.Equal((-12.5, 3.5, "RW"), (result.Score, result.Uncertainty, result.Context!.Single(c => c.Key == "uwlr-vaardigheidsschaal").Value));
    }

    [Fact]
    public void Referentiescores_keep_code_group_value_and_kwalificatie()
    {
        var rows = Read(Body(Result($"<osoresultaat>{Reference("IV", "Landelijk", "II", "<oso:kwalificatie>goed</oso:kwalificatie>")}{Reference("DLE", "Landelijk", "40")}</osoresultaat>"))).Results;
        Assert.Equal([("oso", "II"), ("oso:DLE/Landelijk", "40")], rows.Select(r => (r.Result.ScoreType, r.Result.Label)));
        Assert.Equal("goed", rows[0].Result.Context!.Single(c => c.Key == "uwlr-kwalificatie").Value);
    }

    [Fact]
    public void A_referentiescore_outside_codelijst_11_or_22_is_kept_and_reported() =>
        Assert.Contains("referentiescore-unknown", Deviations(Body(Result($"<osoresultaat>{Reference("XYZ", "Landelijk", "1")}</osoresultaat>"))));

    [Fact]
    public void Of_an_unregistered_anderresultaat_andere_score_is_kept_in_words_and_without_it_refused()
    {
        Assert.Equal("7-", One2(Result("<anderresultaat xsi:type=\"oso:x\"><andere_score>7-</andere_score></anderresultaat>")).Label);
        Assert.Equal("EldResultaatOngeldig", Refused(Body(Result("<anderresultaat xsi:type=\"oso:x\"><x>7</x></anderresultaat>"))));
        Assert.Equal("EldResultaatOngeldig", Refused(Body(Result("<anderresultaat xsi:type=\"weg:x\"><x>7</x></anderresultaat>"))));
    }

    [Fact]
    public void An_anderresultaat_that_a_publisher_registered_is_read_by_its_type()
    {
        var style = new Dashboard.Publishers.Styles.PublisherStyle("voorbeeld", "Voorbeeld", "Voorbeeld", new ToolProfile())
        {
            OwnResults = new Dictionary<System.Xml.Linq.XName, Func<System.Xml.Linq.XElement, Result>>
            {
                [System.Xml.Linq.XName.Get("sterren", "urn:voorbeeld:1")] = e => new Result { Label = e.Value.Trim() + " sterren", Items = 5 },
            },
        };
        var tool = new Dashboard.Publishers.Styles.ReadingTool(style.Profile, style, new Dashboard.Publishers.DeepLinks.DeepLinkRule([], sampleSchool: false));
        var result = One(Result("<anderresultaat xmlns:v=\"urn:voorbeeld:1\" xsi:type=\"v:sterren\"><v:sterren>3</v:sterren></anderresultaat>"), tool);
        Assert.Equal(("ander", "3 sterren", 5), (result.ScoreType, result.Label, result.Items));
    }

    [Fact]
    public void Infourl_is_a_link_to_a_registered_host() => Assert.Equal("https://muiswerk.example/r/1", One(Result(more: "<infourl>https://muiswerk.example/r/1</infourl>")).DeepLink);

    [Fact]
    public void Toetsen_travel_in_every_message_and_one_without_is_read_and_reported()
    {
        var (results, notes) = Read(Body(tests: ""));
        Assert.Single(results);
        Assert.Equal(["toetsen-missing"], notes.ReadOver.Select(n => n.Code));
    }

    [Fact]
    public void A_toetshierarchie_is_told_from_method_to_test_by_niveau()
    {
        var test = "<toets><toetscode>MEETKUNDE-KLOK</toetscode><leerjaar vocabulaire=\"urn:x\">5</leerjaar><toetshierarchie><ingang niveau=\"2\">Blok 3</ingang><ingang niveau=\"1\">Methode</ingang></toetshierarchie></toets>";
        var context = Read(Body(Result(part: ""), tests: $"<toetsen>{test}</toetsen>")).Results.Single().Result.Context!;
        Assert.Equal([("Plek in de methode", "Methode › Blok 3"), ("Toets voor leerjaar", "5")], context.Select(c => (c.Label!, c.Value!)));
    }

    [Fact]
    public void A_term_may_name_its_vocabulaire_and_where_it_is() =>
        Assert.Empty(Deviations(Body(tests: "<toetsen>" + Toetsen.Replace("<toetscode>", "<toetscode vocabulaire=\"urn:v\" vocabulairelocatie=\"https://v.example/v.xml\">", StringComparison.Ordinal) + "</toetsen>")));

    [Fact]
    public void A_norm_gives_term_omschrijving_and_schoolcijfer_and_its_colour_is_not_shown()
    {
        var result = Read(Body(Result("<score>8</score>", part: ""), tests: Normed("<toetsniveau>T1</toetsniveau><norm><term>goed</term><omschrijving>Boven de streep</omschrijving><beginnormwaarde>6</beginnormwaarde><eindnormwaarde>10</eindnormwaarde><normkleur><rood_code>0</rood_code><groen_code>128</groen_code><blauw_code>0</blauw_code><transparantie>1.00</transparantie></normkleur><schoolcijfer_vanaf>5.5</schoolcijfer_vanaf><schoolcijfer_totenmet>10</schoolcijfer_totenmet></norm>"))).Results.Single().Result;
        Assert.Equal("goed", result.Label);
        Assert.Equal([("uwlr-norm", "Boven de streep"), ("uwlr-schoolcijfer", "5,5 t/m 10"), ("uwlr-toetsniveau", "T1")], result.Context!.Select(c => (c.Key, c.Value!)));
    }

    [Fact]
    public void A_norm_ends_no_lower_than_it_begins() =>
        Assert.Equal("ToetsNormeringOngeldig", Refused(Body(Result("<score>4</score>", part: ""), tests: Normed("<norm><term>x</term><beginnormwaarde>5</beginnormwaarde><eindnormwaarde>4</eindnormwaarde></norm>"))));

    [Theory]
    [InlineData("<normkleur><rood_code>300</rood_code><groen_code>0</groen_code><blauw_code>0</blauw_code><transparantie>1</transparantie></normkleur>", "normkleur-invalid")]
    [InlineData("<schoolcijfer_vanaf>11</schoolcijfer_vanaf>", "schoolcijfer-invalid")]
    public void A_colour_or_schoolcijfer_outside_its_range_is_left_out_and_reported(string extra, string code) =>
        Assert.Contains(code, Deviations(Body(Result("<score>4</score>", part: ""), tests: Normed($"<norm><term>x</term><beginnormwaarde>0</beginnormwaarde><eindnormwaarde>9</eindnormwaarde>{extra}</norm>"))));

    [Fact]
    public void A_normering_says_nothing_of_an_osoresultaat()
    {
        var result = Read(Body(Result(Oso("<oso:aantalopgaven>90</oso:aantalopgaven><oso:aantalgoed>80</oso:aantalgoed>")))).Results[0].Result;
        Assert.Equal((80d, 90d, null), (result.Score, result.ScoreMax, result.Label));
    }

    [Fact]
    public void There_is_no_goal_element_so_the_part_is_the_method_goal() => Assert.Equal(["MEETKUNDE-KLOK/KLOK-HEEL", "KLOK-HEEL", "MEETKUNDE-KLOK"], One(Result()).CodeCandidates);

    [Fact]
    public void One_message_carries_many_pupils_tests_and_results()
    {
        var second = $"<toetsafname><leerlingid>L-2</leerlingid><resultaten>{Result(key: "b-1")}</resultaten></toetsafname></toetsafnames>";
        Assert.Equal(3, Read(Body(Result(key: "a-1") + Result(key: "a-2")).Replace("</toetsafnames>", second, StringComparison.Ordinal)).Results.Count);
    }

    [Fact]
    public void Versions_2_0_to_2_3_are_read_and_others_are_XsdVersieOngeldig()
    {
        foreach (var version in new[] { "2.0", "2.1", "2.2", "2.2.1", "2.3" }) Assert.Equal("", Fault(School(version: $"<xsdversie>{version}</xsdversie>")));
        foreach (var version in new[] { "1.0", "3.0", "2.9", "twee" }) Assert.Equal("XsdVersieOngeldig", Fault(School(version: $"<xsdversie>{version}</xsdversie>")));
    }

    [Fact]
    public void Version_2_3_may_send_an_eckid_alone() => Assert.Equal([(AliasKind.EckId, Eck)], Read(Body(pupil: EckId)).Results.Single().Pupil.Select(p => (p.Kind, p.Value)));

    [Fact]
    public void A_message_as_the_schema_has_it_is_reported_without_a_word() => Assert.Empty(Deviations(Body(pupil: Leerling + EckId)));

    private static readonly string Eck = "https://ketenid.nl/201703/" + new string('a', 128);
    private static readonly string EckId = $"<eckid>{Eck}</eckid>";

    private static string Reference(string code, string group, string value, string more = "") =>
        $"<oso:referentiescore><oso:codereferentiescore>{code}</oso:codereferentiescore><oso:codevergelijkingsgroep>{group}</oso:codevergelijkingsgroep><oso:waarde>{value}</oso:waarde>{more}</oso:referentiescore>";

    private static string Oso(string score) => $"<osoresultaat><oso:toetsscore>{score}</oso:toetsscore></osoresultaat>";

    private static string Normed(string norming) => $"<toetsen><toets>{Klok}<toetsnormering>{norming}</toetsnormering></toets></toetsen>";

    private static Result One2(string result) => Read(Body(result)).Results.Single().Result;

    private static string? Refused(string body) => Read(body).Notes.Fault?.ToString();

    private static UwlrNotes SchoolNotes(string school)
    {
        var notes = new UwlrNotes();
        UwlrSchool.Read(System.Xml.Linq.XElement.Parse(school), notes);
        return notes;
    }

    private static string Fault(string school) => SchoolNotes(school).Fault?.ToString() ?? "";
}
