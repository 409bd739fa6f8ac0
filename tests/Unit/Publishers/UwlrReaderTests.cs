using Dashboard.Contracts;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Publishers.UwlrMessage;

namespace Dashboard.Tests.Publishers;

public class UwlrReaderTests
{
    [Fact, Trait("Requirement", "DA-02"), Trait("Requirement", "DA-17"), Trait("Requirement", "DA-21")]
    public void A_score_is_read_with_its_norms_date_code_and_names()
    {
        var result = One(Result(more: "<infourl>https://muiswerk.example/rapport/1001</infourl>"));
        Assert.Equal(("afn-1001-7", "KLOK-HEEL", "score"), (result.ResultId, result.Part, result.ScoreType));
        Assert.Equal((4d, 10d, "onvoldoende", ScoreMeaning.ProportionCorrect), (result.Score, result.ScoreMax, result.Label, result.Meaning));
        Assert.Equal((10, 4), (result.Items, result.Correct));
        Assert.Equal(["MEETKUNDE-KLOK/KLOK-HEEL", "KLOK-HEEL", "MEETKUNDE-KLOK"], result.CodeCandidates);
        Assert.Equal("Meetkunde: klok: Hele uren", result.Exercise);
        Assert.Equal("https://muiswerk.example/rapport/1001", result.DeepLink);
        Assert.Equal(OriginKind.Practice, result.Origin);
        Assert.Equal(7, result.Sequence);
        Assert.Null(result.Modified);
    }

    [Fact]
    public void A_date_is_noon_in_Amsterdam() =>
        Assert.Equal(new DateTimeOffset(2026, 10, 29, 11, 0, 0, TimeSpan.Zero), One(Result()).TakenAt);

    [Fact]
    public void A_total_has_no_part_and_the_norms_of_the_test()
    {
        var result = One(Result(part: ""));
        Assert.Equal(("", 30d, "Meetkunde: klok"), (result.Part, result.ScoreMax, result.Exercise));
        Assert.Equal(["MEETKUNDE-KLOK"], result.CodeCandidates);
    }

    [Fact, Trait("Requirement", "DA-23")]
    public void One_test_of_Muiswerk_stands_for_several_goals()
    {
        var (results, _) = Read(Body(Result(key: "a-1") + Result("<score>2</score>", "a-2", "<toetsonderdeelcode>KLOK-HALF</toetsonderdeelcode>")));
        Assert.Equal(["MEETKUNDE-KLOK/KLOK-HEEL", "MEETKUNDE-KLOK/KLOK-HALF"], results.Select(r => r.Result.CodeCandidates[0]));
    }

    [Fact, Trait("Requirement", "CI-20")]
    public void The_ECK_iD_goes_before_the_LAS_key()
    {
        var eck = "https://ketenid.nl/pilot/" + new string('a', 128);
        var (results, notes) = Read(Body(pupil: $"{Leerling}<eckid>{eck}</eckid>"));
        Assert.Equal([(AliasKind.EckId, eck), (AliasKind.LasKey, "L-0001")], results[0].Pupil.Select(p => (p.Kind, p.Value)));
        Assert.Empty(notes.ReadOver);
    }

    [Fact]
    public void An_eckid_of_another_shape_is_used_and_reported_without_its_value()
    {
        var (results, notes) = Read(Body(pupil: "<eckid>https://id.school/LL_1</eckid>"));
        Assert.Single(results);
        var problem = Assert.Single(notes.ReadOver);
        Assert.Equal("eckid-shape", problem.Code);
        Assert.DoesNotContain("LL_1", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Order_and_namespace_prefixes_do_not_matter_and_empty_is_absent()
    {
        var (results, notes) = Read("""
            <x:leerresultaten_verzoek xmlns:x="http://www.edustandaard.nl/leerresultaten/2/leerresultaten">
              <x:toetsen><x:toets><x:toetsnaam/><x:toetscode>T</x:toetscode></x:toets></x:toetsen>
              <x:toetsafnames><x:toetsafname><x:resultaten><x:resultaat key="r1">
                <x:score>7.5</x:score><x:infourl/><x:toetsonderdeelcode/><x:toetscode>T</x:toetscode><x:afnamedatum>2026-10-29+01:00</x:afnamedatum>
              </x:resultaat></x:resultaten><x:eckid/><x:leerlingid>L-1</x:leerlingid></x:toetsafname></x:toetsafnames>
            </x:leerresultaten_verzoek>
            """, ToolOf(new ToolProfile()));
        Assert.Empty(notes.Refused);
        var result = Assert.Single(results).Result;
        Assert.Equal((7.5, ScoreMeaning.Points, null, ""), (result.Score, result.Meaning, result.Exercise, result.Part));
        Assert.Equal("score-decimal", Assert.Single(notes.ReadOver).Code);
    }

    [Fact, Trait("Requirement", "DA-05")]
    public void An_osoresultaat_of_a_counting_tool_is_counted_first()
    {
        var (results, notes) = Read(Body(Result(Oso)));
        Assert.Empty(notes.Refused);
        var first = results[0].Result;
        Assert.Equal(("oso", ScoreMeaning.ProportionCorrect, 35d, 48d), (first.ScoreType, first.Meaning, first.Score, first.ScoreMax));
        Assert.Equal((48, 35, 1841), (first.Items, first.Correct, first.Seconds));
        Assert.True(first.Primary);
        Assert.Equal(["oso:vaardigheid", "oso:IV/Landelijk", "oso:FN/Landelijk"], results.Skip(1).Select(r => r.Result.ScoreType));
        Assert.All(results.Skip(1), r => Assert.Equal((false, null, first.TakenAt, "afn-1001-7"), (r.Result.Primary, r.Result.Items, r.Result.TakenAt, r.Result.ResultId)));
    }

    [Fact, Trait("Requirement", "DA-21")]
    public void An_osoresultaat_of_a_rating_tool_is_a_rating_with_its_uncertainty()
    {
        var (results, _) = Read(Body(Result(Oso)), ToolOf(new ToolProfile { Meaning = ScoreMeaning.MasteryRating }));
        var first = results[0].Result;
        Assert.Equal(("oso", ScoreMeaning.MasteryRating, 187d, 7d, 48), (first.ScoreType, first.Meaning, first.Score, first.Uncertainty, first.Items));
        var label = results[1].Result;
        Assert.Equal(("oso:IV/Landelijk", ScoreMeaning.NormLabel, "II"), (label.ScoreType, label.Meaning, label.Label));
        Assert.Equal(3, results.Count);
    }

    [Fact]
    public void A_message_without_definitions_is_read_and_reported()
    {
        var (results, notes) = Read(Body(tests: ""));
        Assert.Single(results);
        Assert.Equal("toetsen-missing", Assert.Single(notes.ReadOver).Code);
    }

    [Fact]
    public void A_norm_with_only_its_end_begins_where_the_last_one_ended()
    {
        var tests = """
            <toetsen><toets><toetscode>MEETKUNDE-KLOK</toetscode><toetsnormering>
              <norm><term>zwak</term><eindnormwaarde>4</eindnormwaarde></norm><norm><term>goed</term><eindnormwaarde>10</eindnormwaarde></norm>
            </toetsnormering></toets></toetsen>
            """;
        var (results, notes) = Read(Body(Result("<score>8</score>", part: ""), tests: tests));
        Assert.Empty(notes.Refused);
        Assert.Equal(("goed", 10d), (results[0].Result.Label, results[0].Result.ScoreMax));
    }

    [Theory, Trait("Requirement", "DA-11")]
    [InlineData("TOETS-3", OriginKind.ProgressTest)]
    [InlineData("INSTAP-TAAL", OriginKind.EntryTest)]
    [InlineData("LES-9", OriginKind.Practice)]
    public void Origin_comes_from_the_profile_when_the_message_has_none(string code, OriginKind origin)
    {
        var (results, _) = Read(Body(Result(code: $"<toetscode>{code}</toetscode>"), tests: ""));
        Assert.Equal(origin, results[0].Result.Origin);
    }

    private const string Oso = """
        <osoresultaat>
          <oso:toetsscore><oso:aantalopgaven>48</oso:aantalopgaven><oso:aantalgoed>35</oso:aantalgoed><oso:tijd>1840.6</oso:tijd>
            <oso:vaardigheidsscore>187</oso:vaardigheidsscore><oso:betrouwbaarheidsinterval><oso:bivlaag>180</oso:bivlaag><oso:bivhoog>194</oso:bivhoog></oso:betrouwbaarheidsinterval></oso:toetsscore>
          <oso:referentiescore><oso:codereferentiescore>IV</oso:codereferentiescore><oso:codevergelijkingsgroep>Landelijk</oso:codevergelijkingsgroep><oso:waarde>II</oso:waarde></oso:referentiescore>
          <oso:referentiescore><oso:codereferentiescore>FN</oso:codereferentiescore><oso:codevergelijkingsgroep>Landelijk</oso:codevergelijkingsgroep><oso:waarde>E5</oso:waarde></oso:referentiescore>
        </osoresultaat>
        """;
}
