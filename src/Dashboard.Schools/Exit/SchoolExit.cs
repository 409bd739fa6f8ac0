using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Exit;

/// <summary>What was destroyed, when, and of which export: the statement that a school gets (verwerkersovereenkomst, end of the processing).</summary>
/// <param name="School">Key.</param>
/// <param name="ExportSha256">Of the file that the school was given; null: it wanted none.</param>
/// <param name="Rows">Rows per table.</param>
public sealed record Destruction(string School, string Name, string? Brin, DateTimeOffset At, string? ExportSha256, IReadOnlyDictionary<string, long> Rows)
{
    public long Total => Rows.Values.Sum();

    /// <summary>For people, in Dutch.</summary>
    public string Statement() => string.Create(CultureInfo.InvariantCulture, $"""
        Vernietigingsverklaring

        School        {Name} ({Brin ?? "zonder BRIN"}, sleutel {School})
        Vernietigd op {At:yyyy-MM-dd HH:mm:ss} UTC
        Export        {(ExportSha256 is null ? "geen" : "SHA-256 " + ExportSha256)}
        Regels        {Total} in {Rows.Count} tabellen

        {string.Join("\n", Rows.OrderBy(r => r.Key).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key,-24} {r.Value,10}")))}

        Alle gegevens van deze school zijn uit de database verwijderd. De sleutel waarmee namen en berichten waren versleuteld, wordt per school
        afgeleid en nergens bewaard. Reservekopieën verlopen volgens de termijn van de beheerder van de installatie.
        """).ReplaceLineEndings("\n");
}

/// <summary>Export of everything at exit, and destruction with a statement.</summary>
public sealed class SchoolExit(Database database, KeyRing keys, TimeProvider clock)
{
    /// <summary>Writes every row of the school as JSON lines, a file per table, into a zip; outside names and messages opened.</summary>
    /// <returns>Rows per table and the SHA-256 of the file.</returns>
    /// <exception cref="InvalidOperationException">No such school.</exception>
    public async Task<(IReadOnlyDictionary<string, long> Rows, string Sha256)> Export(string schoolKey, string file, CancellationToken stop)
    {
        var school = await Find(schoolKey, stop);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using (var output = new FileStream(file, FileMode.CreateNew))
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
        {
            await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school.SchoolId), stop);
            foreach (var table in await session.SchoolTables(stop))
            {
                await using var entry = new StreamWriter(zip.CreateEntry(table + ".jsonl").Open(), new UTF8Encoding(false));
                var n = 0L;
                await foreach (var row in session.RowsAsJson(table, school.SchoolId, stop))
                {
                    await entry.WriteLineAsync(table is "pupil_alias" or "work" or "waiting_result" ? Opened(school.SchoolId, table, row) : row);
                    n++;
                }
                rows[table] = n;
            }
        }
        await using var written = File.OpenRead(file);
        return (rows, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, stop)));
    }

    /// <summary>Takes the school out of every table. There is no way back.</summary>
    /// <param name="export">The file that the school was given; null: none.</param>
    public async Task<Destruction> Destroy(string schoolKey, string? export, CancellationToken stop)
    {
        var school = await Find(schoolKey, stop);
        string? sha = null;
        if (export is not null)
        {
            await using var file = File.OpenRead(export);
            sha = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
        }
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school.SchoolId), stop);
        var report = JsonSerializer.Deserialize<SortedDictionary<string, long>>(await session.DestroySchool(school.SchoolId, stop))!;
        await session.Commit(stop);
        return new Destruction(school.Key, school.Name, school.Brin, clock.GetUtcNow(), sha, report);
    }

    private async Task<School> Find(string key, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.None, stop);
        return await session.Tables.Schools.AsNoTracking().SingleOrDefaultAsync(s => s.Key == key, stop) ?? throw new InvalidOperationException($"School '{key}' is niet bekend.");
    }

    /// <summary>bytea stands in JSON as "\x…"; what is sealed under the school's key is written in the clear: it is the school's own.</summary>
    private string Opened(int school, string table, string row)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(row)!.AsObject();
        foreach (var column in table switch { "pupil_alias" => new[] { "value" }, "work" => ["payload"], _ => ["payload", "reference"] })
        {
            if (node[column]?.GetValue<string>() is not { Length: > 2 } hex) continue;
            var plain = keys.Decrypt(school, Convert.FromHexString(hex[2..]));
            if (column == "payload")
            {
                using var packed = new ZLibStream(new MemoryStream(plain), CompressionMode.Decompress);
                node[column] = System.Text.Json.Nodes.JsonNode.Parse(packed);
            }
            else node[column] = column == "reference" ? System.Text.Json.Nodes.JsonNode.Parse(plain) : Encoding.UTF8.GetString(plain);
        }
        return node.ToJsonString();
    }
}
