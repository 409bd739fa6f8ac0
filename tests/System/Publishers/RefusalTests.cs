using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Dashboard.SystemTests.Publishers;

/// <summary>What does not come in, and what its sender hears: the standard's own error, a report, an audit line, and nothing half-stored.</summary>
public sealed class RefusalTests(RealParts parts)
{
    private const string Uwlr = "/uwlr/v2/leerresultaten", EduV = "/eduv/v2/results";

    [Theory]
    [InlineData(Uwlr, "", 500)]
    [InlineData(Uwlr, "gzip", 500)]
    [InlineData(Uwlr, "br", 500)]
    [InlineData(EduV, "", 400)]
    [InlineData(EduV, "gzip", 400)]
    public async Task Too_large_is_refused_before_it_is_in_memory_however_small_it_came(string path, string encoding, int status)
    {
        await using var door = await Door.Open(parts, limits: l => (l.UwlrBytes, l.EduVBytes) = (100_000, 100_000));
        var bomb = path == Uwlr ? UwlrDoorTests.Envelope(pupil: new string(' ', 5_000_000)) : EduVDoorTests.Message().Replace("\"klok\"", "\"" + new string('x', 5_000_000) + "\"", StringComparison.OrdinalIgnoreCase);
        var answer = await Send(door, path, Packed(bomb, encoding), encoding);
        Assert.Equal(status, answer.Status);
        Assert.Contains("groter dan 100000 bytes", answer.Body, StringComparison.Ordinal);
        await Refused(door, answer.Delivery);
    }

    [Fact]
    public async Task A_long_text_is_read_to_its_end()
    {
        await using var door = await Door.Open(parts);
        var link = "https://muiswerk.example/" + new string('a', 50_000);
        Assert.Equal(200, (await door.Soap(UwlrDoorTests.Envelope().Replace("</score>", $"</score><infourl>{link}</infourl>", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task A_compressed_message_is_read(string encoding)
    {
        await using var door = await Door.Open(parts);
        Assert.Equal(200, (await Send(door, Uwlr, Packed(UwlrDoorTests.Envelope(), encoding), encoding)).Status);
        Assert.Equal(202, (await Send(door, EduV, Packed(EduVDoorTests.Message(), encoding), encoding)).Status);
        Assert.Equal(2, (await door.Kept()).Count);
    }

    [Theory]
    [InlineData("gzip", "geen gzip")]
    [InlineData("br", "geen brotli")]
    [InlineData("compress", "Content-Encoding is")]
    public async Task What_cannot_be_unpacked_is_refused(string encoding, string content)
    {
        await using var door = await Door.Open(parts);
        foreach (var (path, status) in new[] { (Uwlr, 500), (EduV, 400) })
        {
            var answer = await Send(door, path, Encoding.UTF8.GetBytes(content), encoding);
            Assert.Equal(status, answer.Status);
            Assert.Contains(encoding == "compress" ? "Content-Encoding is gzip" : "niet uit te pakken", answer.Body, StringComparison.Ordinal);
            await Refused(door, answer.Delivery);
        }
    }

    [Fact, Trait("Requirement", "DA-18")]
    public async Task A_revoked_key_and_another_publisher_s_key_open_nothing()
    {
        await using var door = await Door.Open(parts);
        Assert.Equal(200, (await door.Soap(UwlrDoorTests.Envelope())).Status);
        await door.Database.Execute("update tool set uwlr_klantcode = 'numo', uwlr_klantnaam = 'Muiswerk' where key = 'numo'");
        var other = await door.Soap(UwlrDoorTests.Envelope(klant: "numo"));
        Assert.Contains("Client.AutorisatieOngeldig", other.Body, StringComparison.Ordinal);
        await Refused(door, other.Delivery, kept: 1);

        await door.Database.Execute("delete from feed_key");
        var revoked = await Probe.Until("the key is out", () => door.Soap(UwlrDoorTests.Envelope()), a => a.Status == 500);
        Assert.Contains("Client.AutorisatieOngeldig", revoked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_ledger_takes_nothing_senders_are_told_to_come_back_and_nothing_of_theirs_is_stored_later()
    {
        await using var door = await Door.Open(parts, limits: l => (l.WaitingDeliveries, l.LongestWaitSeconds, l.RetryAfterSeconds) = (3, 0.5, 7));
        var token = await door.Token("numo");
        List<(int Status, string Body, Guid Delivery)> answers;
        await using (await door.Database.Hold("lock table work in access exclusive mode"))
        {
            var busy = Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? door.Soap(UwlrDoorTests.Envelope()) : door.Send(HttpMethod.Post, EduV, EduVDoorTests.Message(), token)).ToList();
            // Two writers hold three deliveries each, at most; everybody else hears within the longest wait.
            await Probe.Until("the others are sent away", () => Task.FromResult(busy.Count(b => b.IsCompleted) >= 6));
            var soap = await door.Soap(UwlrDoorTests.Envelope());
            Assert.Contains("<faultcode>Server.TijdelijkNietBeschikbaar</faultcode>", soap.Body, StringComparison.Ordinal);
            using var eduV = await Post(door, EduV, Encoding.UTF8.GetBytes(EduVDoorTests.Message()), "", token);
            Assert.Equal((503, "7"), ((int)eduV.StatusCode, eduV.Headers.RetryAfter!.ToString()));
            answers = [.. busy.Where(b => b.IsCompleted).Select(b => b.Result)];
            Assert.All(answers, a => Assert.True(a.Status is 500 or 503 && a.Delivery != Guid.Empty));
            _ = Task.WhenAll(busy);
        }
        await Probe.Until("the door takes again", () => door.Soap(UwlrDoorTests.Envelope()), a => a.Status == 200);
        foreach (var (_, _, delivery) in answers)
            Assert.Empty(await door.Database.Query($"select 1 from delivery where public_id = '{delivery}'"));
    }

    [Fact]
    public async Task Our_own_failure_is_InterneFout_or_500_and_says_nothing_of_the_inside()
    {
        await using var door = await Door.Open(parts);
        var token = await door.Token("numo");
        await door.Database.Execute("alter table work rename to work_away");
        var soap = await door.Soap(UwlrDoorTests.Envelope());
        Assert.Contains("<faultcode>Server.InterneFout</faultcode>", soap.Body, StringComparison.Ordinal);
        var eduV = await door.Send(HttpMethod.Post, EduV, EduVDoorTests.Message(), token);
        Assert.Equal(500, eduV.Status);
        foreach (var (_, body, delivery) in new[] { soap, eduV })
        {
            Assert.NotEqual(Guid.Empty, delivery);
            Assert.DoesNotContain("work", body, StringComparison.Ordinal);
        }
        Assert.Equal(["0"], (await door.Database.Query("select count(*) from delivery")).Single());
    }

    /// <summary>Rejected, with a report and an audit line, and nothing else than what was there.</summary>
    private static async Task Refused(Door door, Guid delivery, int kept = 0)
    {
        Assert.Equal(["3", "0"], (await door.Database.Query($"select state, parts from delivery where public_id = '{delivery}'")).Single());
        Assert.Equal(["delivery-refused"], (await door.Database.Query($"select action from audit where subject = '{delivery}'")).Single());
        Assert.Equal(kept, (await door.Kept()).Count);
    }

    private static byte[] Packed(string text, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream? writer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => null,
        })
            (writer ?? packed).Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static async Task<(int Status, string Body, Guid Delivery)> Send(Door door, string path, byte[] body, string encoding) =>
        await Door.Answer(await Post(door, path, body, encoding, path == EduV ? await door.Token("numo") : null));

    private static Task<HttpResponseMessage> Post(Door door, string path, byte[] body, string encoding, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(path == EduV ? "application/json" : "text/xml");
        if (encoding.Length > 0) request.Content.Headers.ContentEncoding.Add(encoding);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return door.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
