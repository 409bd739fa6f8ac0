using System.Text;
using Dashboard.SystemTests.Journey;

namespace Dashboard.SystemTests.Publishers;

/// <summary>A publisher's backlog in one message, through the whole program.</summary>
public sealed class LargeMessageTests(RealParts parts)
{
    [Fact]
    public async Task Ten_thousand_results_in_one_message_are_accepted_split_into_parts_and_done_when_all_are()
    {
        await using var stage = await Stage.Set(parts, rabbit: false);
        var host = await stage.Host();
        var muiswerk = await TestPublisher.SignIn(host, "muiswerk-demo");
        await muiswerk.Describe("muiswerk", "GROOT", "Een doel");

        using var content = new StringContent(Message(10_000), Encoding.UTF8, "text/xml");
        var (status, body, delivery) = await Door.Answer(await host.Http.PostAsync("/uwlr/v2/leerresultaten", content, TestContext.Current.CancellationToken));
        Assert.True(status == 200, body);
        Assert.Equal(["10000", "20"], (await stage.Database.Query($"select total, parts from delivery where public_id = '{delivery}'")).Single());

        await stage.Quiet();
        Assert.Equal("10000 0 0 0 0", await muiswerk.Counts(delivery));
        Assert.Equal("signalled", (await muiswerk.Report(delivery)).GetProperty("state").GetString());
        Assert.Equal(["20", "20"], (await stage.Database.Query($"select parts_mapped, parts_done from delivery where public_id = '{delivery}'")).Single());
        Assert.Equal(10_000, await stage.Count("select count(*) from result"));
    }

    private static string Message(int results)
    {
        string[] pupils = ["lln-bram", "lln-maaike", "lln-sander", "lln-noor", "lln-daan"];
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.Date);
        var year = today.Month >= 8 ? today.Year : today.Year - 1;
        var afnames = pupils.Select((pupil, p) => $"<toetsafname><leerlingid>{pupil}</leerlingid><resultaten>" + string.Concat(Enumerable.Range(0, results / pupils.Length).Select(i =>
            $"<resultaat key=\"groot-{p}-{i}\"><afnamedatum>{today:yyyy-MM-dd}</afnamedatum><toetscode>GROOT</toetscode><score>{i % 11}</score></resultaat>")) + "</resultaten></toetsafname>");
        return UwlrDoorTests.Envelope(klant: "muiswerk", sleutel: "demo-muiswerk", brin: "99XX", year: $"{year}-{year + 1}", afnames: string.Concat(afnames), toets: "GROOT");
    }
}
