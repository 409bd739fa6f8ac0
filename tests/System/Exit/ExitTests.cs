using System.IO.Compression;
using Dashboard.Schools.Exit;
using Dashboard.SystemTests.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.SystemTests.Exit;

/// <summary>A school leaves: it gets everything, then nothing of it is left, and its neighbour is as it was.</summary>
[Collection(RabbitTests.Name)]
public sealed class ExitTests(RealParts parts)
{
    [Fact, Trait("Requirement", "DA-19")]
    public async Task A_school_takes_everything_along_and_nothing_of_it_is_left()
    {
        await using var town = await Neighbours.Open(parts);
        using var folder = new TempFolder("exit");
        var (own, other) = (town.At(Whose.Own), town.At(Whose.Elsewhere));
        var exit = town.Services.GetRequiredService<SchoolExit>();
        var file = Path.Combine(folder.Location, "linde.zip");
        var stop = TestContext.Current.CancellationToken;

        var (rows, sha) = await exit.Export("linde", file, stop);
        Assert.True(rows["pupil"] == 6 && rows["result"] >= 4 && rows["audit"] > 0, string.Join(", ", rows.Select(r => $"{r.Key} {r.Value}")));
        using (var zip = ZipFile.OpenRead(file))
        {
            var all = string.Join('\n', zip.Entries.Select(e => { using var reader = new StreamReader(e.Open()); return reader.ReadToEnd(); }));
            foreach (var text in own.Names.Where(n => !n.Contains(' ', StringComparison.Ordinal) && !n.Contains("pilot", StringComparison.Ordinal)).Append(own.Expectation)) Assert.Contains(text, all, StringComparison.Ordinal); // opened, not ciphertext
            foreach (var canary in other.Canaries) Assert.DoesNotContain(canary.Text, all, StringComparison.Ordinal);
            Assert.DoesNotContain("password_hash", all, StringComparison.Ordinal);
        }
        var before = await Rows(town, other.School);

        var destroyed = await exit.Destroy("linde", file, stop);

        Assert.Equal(sha, destroyed.ExportSha256);
        Assert.Contains("SHA-256 " + sha, destroyed.Statement(), StringComparison.Ordinal);
        Assert.True(destroyed.Rows["result"] >= 4 && destroyed.Rows["pupil"] == 6);
        Assert.Equal(before, await Rows(town, other.School));
        foreach (var table in await SystemTests.Store.Catalogue.Tables(town.Database))
            foreach (var row in await town.Database.Query($"select t::text from {table} t"))
                foreach (var canary in own.Canaries) Assert.False(row[0].Contains(canary.Text, StringComparison.OrdinalIgnoreCase), $"{table} still has {canary.Text}");
        Assert.Empty(await town.Database.Query("select 1 from school where key = 'linde'"));
    }

    private static async Task<string> Rows(Neighbours town, int school) => string.Join('\n', (await town.Database.Query(string.Join(" union all ",
        (await SystemTests.Store.Catalogue.SchoolBound(town.Database)).Select(t => $"select '{t}', count(*)::text from {t} where school_id = {school}")))).Select(r => $"{r[0]} {r[1]}").Order(StringComparer.Ordinal));
}
