using System.Text;
using Dashboard.SystemTests.Journey;
using Dashboard.SystemTests.Store;

namespace Dashboard.SystemTests.Roster;

/// <summary>
/// What the dashboard may not know is planted in a roster file, which the real command reads beside a running host. Afterwards every
/// column of every table, and everything that was printed, is searched for it.
/// </summary>
[Trait("Conformance", "EDEXML")]
public sealed class PlantedValueTests(RealParts parts)
{
    private static readonly (string Field, string Value)[] Planted =
    [
        ("geboortedatum", "2017-03-14"), ("geslacht", "geslacht-plant"), ("bsn", "999911108"), ("onderwijsnummer", "999922207"), ("sofinummer", "999933306"), ("bsn_ondwnr-4", "vier-plant"), ("land", "land-plant"), ("land_vader", "vader-plant"),
        ("land_moeder", "moeder-plant"), ("etniciteit", "etnisch-plant"), ("gewicht", "gewicht-plant"), ("gewicht_nieuw", "nieuw-plant"), ("postcodenl", "9876ZX"), ("postcodeoverig", "elders-plant"), ("emailadres", "kind@plant.example"),
        ("fotourl", "https://foto.plant.example/1.jpg"), ("toevoegingen", "zorg-plant"), ("commentaar", "commentaar-plant"), ("iets_nieuws", "nieuwigheid-plant"),
    ];

    [Fact, Trait("Requirement", "CI-22")]
    public async Task What_the_dashboard_may_not_know_reaches_no_table_and_no_log()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".xml");
        await File.WriteAllTextAsync(file, Edexml(), TestContext.Current.CancellationToken);
        string printed;
        try
        {
            var (code, output) = await stage.Command("roster", "import", file, "--school", "demo", "--confirm");
            Assert.True(code == 0, output);
            printed = output;
        }
        finally
        {
            File.Delete(file);
        }
        await stage.Quiet();

        var searched = await Everything(stage.Database);
        foreach (var (field, value) in Planted)
        {
            Assert.DoesNotContain(value, printed, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(value, host.Output, StringComparison.OrdinalIgnoreCase);
            Assert.True(!searched.Any(row => row.Text.Contains(value, StringComparison.OrdinalIgnoreCase)), $"{field} stands in {string.Join(", ", searched.Where(r => r.Text.Contains(value, StringComparison.OrdinalIgnoreCase)).Select(r => r.Table).Distinct())}");
        }
        // the search finds what is there: the name, and only in the roster; the outside names nowhere in plain text
        Assert.Equal(["pupil_name"], searched.Where(r => r.Text.Contains("Plantinga", StringComparison.Ordinal)).Select(r => r.Table).Distinct());
        Assert.DoesNotContain(searched, r => r.Text.Contains("las-plant", StringComparison.Ordinal) || r.Text.Contains("eck-plant", StringComparison.Ordinal));
        Assert.DoesNotContain("Plantinga", printed + host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("las-plant", printed + host.Output, StringComparison.Ordinal);
    }

    /// <summary>Every row as text, and the bytes of its binary columns as text too.</summary>
    internal static async Task<List<(string Table, string Text)>> Everything(TestDatabase database)
    {
        var rows = new List<(string, string)>();
        foreach (var table in await Catalogue.Tables(database))
        {
            rows.AddRange((await database.Query($"select t::text from \"{table}\" t")).Select(r => (table, r[0])));
            foreach (var column in await database.Query($"select column_name from information_schema.columns where table_schema = 'public' and table_name = '{table}' and data_type = 'bytea'"))
                rows.AddRange((await database.Query($"select encode(\"{column[0]}\", 'hex') from \"{table}\" where \"{column[0]}\" is not null")).Select(r => (table, Encoding.Latin1.GetString(Convert.FromHexString(r[0])))));
        }
        Assert.True(rows.Count > 500, $"only {rows.Count} rows were searched");
        return rows;
    }

    private static string Edexml() => $"""
        <EDEX><school><schooljaar>2026-2027</schooljaar><brincode>99XX</brincode><commentaar>commentaar-plant</commentaar><xsdversie>2.1</xsdversie></school>
        <groepen><groep key="P5"><naam>Groep plant</naam><jaargroep>5</jaargroep></groep></groepen>
        <leerlingen><leerling key="las-plant" eckid="eck-plant" bsn="999911108"><roepnaam>Pien</roepnaam><achternaam>Plantinga</achternaam>
          {string.Join("\n  ", Planted.Select(p => $"<{p.Field}>{p.Value}<blok><opmerking>{p.Value}</opmerking></blok></{p.Field}>"))}
          <groep key="P5"/></leerling></leerlingen>
        <leerkrachten><leerkracht key="lk-plant"><achternaam>Planter</achternaam><emailadres>kind@plant.example</emailadres><geslacht>geslacht-plant</geslacht><groepen><groep key="P5"/></groepen></leerkracht></leerkrachten></EDEX>
        """;
}
