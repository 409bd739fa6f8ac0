namespace Dashboard.SystemTests.Publishers;

/// <summary>tests import: UWLR Toetsdefinities from a file, by the real program.</summary>
public sealed class TestsCommandTests(RealParts parts)
{
    [Fact]
    public async Task A_file_of_definitions_is_taken_once_and_a_bad_one_not_at_all()
    {
        await using var door = await Door.Open(parts);
        using var folder = new TempFolder("tests");
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = door.Database.Owner, ["Dashboard__Secret"] = TestDatabase.Secret, ["Dashboard__Data"] = folder.Location };
        async Task<(int Code, string Said)> Import(string name, string? text, string tool = "muiswerk")
        {
            var file = Path.Combine(folder.Location, name);
            if (text is not null) await System.IO.File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            return await DashboardHost.Command(settings, "tests", "import", file, "--tool", tool);
        }

        var (code, said) = await Import("a.xml", Definitions("Klokkijken"));
        Assert.True(code == 0 && said.Contains("toetsen nieuw     2", StringComparison.Ordinal), said);
        (code, said) = await Import("a.xml", null);
        Assert.True(code == 0 && said.Contains("toetsen gelijk    2", StringComparison.Ordinal) && said.Contains("toetsen nieuw     0", StringComparison.Ordinal), said);
        (code, said) = await Import("b.xml", Definitions("De klok"));
        Assert.True(code == 0 && said.Contains("toetsen gewijzigd 1", StringComparison.Ordinal), said);

        // A norm that ends before it begins: nothing of the file, the other test neither.
        (code, said) = await Import("c.xml", Definitions("Stuk").Replace("<eindnormwaarde>10<", "<eindnormwaarde>-1<", StringComparison.Ordinal));
        Assert.True(code == 1 && said.Contains("Niet opgeslagen.", StringComparison.Ordinal) && said.Contains("norm", StringComparison.OrdinalIgnoreCase), said);
        Assert.Equal(["2"], (await door.Database.Query("select count(*) from delivered_test where definition::text like '%De klok%' or definition::text like '%Meten%'")).Single());
        Assert.Equal(2, (await Import("d.xml", null)).Code);
        Assert.Equal(2, (await Import("a.xml", null, tool: "niemand")).Code);

        // What a message leaves out is named by the file.
        Assert.Equal(200, (await door.Soap(UwlrDoorTests.Envelope(toets: ""))).Status);
        Assert.Equal(("De klok", "op weg", 10d), Assert.Single(await door.Kept()) is var kept ? (kept.Exercise, kept.Label, kept.ScoreMax) : default);
    }

    private static string Definitions(string name) => $"""
        <td:Toetsdefinities xmlns:td="http://www.edustandaard.nl/leerresultaten/2/toetsdefinities" xmlns="http://www.edustandaard.nl/leerresultaten/2/leerresultaten"><toetsen>
          <toets><toetscode>KLOK</toetscode><toetsnaam>{name}</toetsnaam><toetsnormering><norm><term>op weg</term><beginnormwaarde>0</beginnormwaarde><eindnormwaarde>10</eindnormwaarde></norm></toetsnormering></toets>
          <toets><toetscode>METEN</toetscode><toetsnaam>Meten</toetsnaam></toets>
        </toetsen></td:Toetsdefinities>
        """;
}
