namespace Dashboard.SystemTests.Publishers;

public sealed class UwlrDoorTests(RealParts parts)
{
    [Fact, Trait("Requirement", "DA-17"), Trait("Requirement", "DA-18"), Trait("Requirement", "DA-19")]
    public async Task Who_sends_is_checked_in_order_and_every_answer_has_its_report()
    {
        await using var door = await Door.Open(parts);
        foreach (var (message, fault) in new[]
        {
            (Envelope(header: ""), "Client.AutorisatieOngeldig"),
            (Envelope(year: "straks", klant: "niemand"), "Client.OngeldigBericht"),
            (Envelope(klant: "niemand", sleutel: "fout"), "Client.OngeldigeKlantIdentificatie"),
            (Envelope(sleutel: "fout", brin: "99ZZ"), "Client.AutorisatieOngeldig"),
            (Envelope(brin: "99ZZ"), "Client.OngeldigeKlantIdentificatie"),
            (Envelope(brin: "11BB"), "Client.AutorisatieOngeldig"),
            (Envelope(score: "-1"), "Client.ScoreOngeldig"),
            ("geen xml", "Client.OngeldigBericht"),
        })
        {
            var (status, body, delivery) = await door.Soap(message);
            Assert.Contains($"<faultcode>{fault}</faultcode>", body, StringComparison.Ordinal);
            Assert.Equal(500, status);
            Assert.Equal(["3"], (await door.Database.Query($"select state from delivery where public_id = '{delivery}'")).Single());
        }
        Assert.Empty(await door.Kept());

        var (ok, answer, id) = await door.Soap(Envelope());
        Assert.Equal((200, true), (ok, answer.Contains("leerresultaten_bevestiging", StringComparison.Ordinal)));
        var kept = Assert.Single(await door.Kept());
        Assert.Equal(("r-1", 4d), (kept.ResultId, kept.Score));
        Assert.NotEqual(Guid.Empty, kept.Pupil);
        Assert.Equal(["muiswerk", "uwlr-2.2", "1"], (await door.Database.Query($"select client, format, total from delivery where public_id = '{id}'")).Single());
    }

    [Fact, Trait("Requirement", "DA-19")]
    public async Task A_feed_that_is_off_is_refused_at_the_door_with_an_audit_line()
    {
        await using var door = await Door.Open(parts);
        await door.Database.Execute("update feed set state = 0");
        var (_, body, delivery) = await door.Soap(Envelope());
        Assert.Contains("Client.AutorisatieOngeldig", body, StringComparison.Ordinal);
        Assert.Equal(["delivery-refused", "muiswerk", delivery.ToString()], (await door.Database.Query("select action, actor, subject from audit where action <> 'roster-import'")).Single());
        Assert.Empty(await door.Kept());
    }

    [Fact, Trait("Requirement", "CI-23")]
    public async Task A_pupil_that_the_school_does_not_know_is_no_fault_and_waits()
    {
        await using var door = await Door.Open(parts);
        var (status, _, delivery) = await door.Soap(Envelope(pupil: "onbekend"));
        Assert.Equal(200, status);
        Assert.Equal(["1", "2"], (await door.Database.Query($"select unmatched, state from delivery where public_id = '{delivery}'")).Single());
        Assert.Equal(["1"], (await door.Database.Query("select count(*) from waiting_result")).Single());
    }

    internal static string Envelope(string klant = "muiswerk", string sleutel = "sleutel", string brin = "11AA", string year = "2026-2027", string score = "4", string pupil = "lln-1",
        string? header = null, string version = "2.2", string? afnames = null, string toets = "KLOK", string norm = "") => $"""
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
        <s:Header>{header ?? Autorisatie($"<a:autorisatiesleutel>{sleutel}</a:autorisatiesleutel><a:klantcode>{klant}</a:klantcode><a:klantnaam>Muiswerk</a:klantnaam>")}</s:Header>
        <s:Body><leerresultaten_verzoek xmlns="http://www.edustandaard.nl/leerresultaten/2/leerresultaten">
          <school><schooljaar>{year}</schooljaar><brincode>{brin}</brincode><aanmaakdatum>2026-11-20T06:15:00Z</aanmaakdatum><xsdversie>{version}</xsdversie></school>
          <toetsafnames>{afnames ?? Afname(pupil, score)}</toetsafnames>
          {(toets.Length == 0 ? "" : $"<toetsen><toets><toetscode>{toets}</toetscode>{(norm.Length == 0 ? "" : $"<toetsnormering>{norm}</toetsnormering>")}</toets></toetsen>")}
        </leerresultaten_verzoek></s:Body></s:Envelope>
        """;

    internal static string Autorisatie(string children) => $"<a:autorisatie xmlns:a=\"http://www.edustandaard.nl/leerresultaten/2/autorisatie\">{children}</a:autorisatie>";

    internal static string Afname(string pupil = "lln-1", string score = "4") =>
        $"<toetsafname><leerlingid>{pupil}</leerlingid><resultaten><resultaat key=\"r-1\"><afnamedatum>2026-11-19</afnamedatum><toetscode>KLOK</toetscode><score>{score}</score></resultaat></resultaten></toetsafname>";
}
