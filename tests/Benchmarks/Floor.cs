using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using Dashboard.SystemTests.Rig;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Benchmarks;

/// <summary>
/// What accepting costs at the least: the same bytes parsed, one row per request committed in the same database. No keys, no checks,
/// no matching, no encryption, no schools. A process of its own, as the host is.
/// </summary>
public static class Floor
{
    /// <summary>Starts it on the database of a stand, in a table of its own.</summary>
    public static async Task<(System.Diagnostics.Process Process, Uri Address)> Start(Stand stand)
    {
        await stand.Sql("create table if not exists floor (id bigint generated always as identity primary key, body bytea not null)");
        var address = new Uri($"http://127.0.0.1:{Shell.FreePort()}");
        var start = new System.Diagnostics.ProcessStartInfo(Environment.ProcessPath!, ["floor", address.OriginalString]) { Environment = { ["FLOOR_DATABASE"] = stand.Owner } };
        var process = System.Diagnostics.Process.Start(start)!;
        using var http = new HttpClient { BaseAddress = address };
        await Probe.Until("the floor answers", async () =>
        {
            try { return (await http.GetAsync("/")).IsSuccessStatusCode; }
            catch (HttpRequestException) { return false; }
        });
        return (process, address);
    }

    public static async Task<int> Run(string address)
    {
        await using var source = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable("FLOOR_DATABASE")!);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        app.MapGet("/", () => "ok");
        app.MapPost("/connect/token", () => Microsoft.AspNetCore.Http.Results.Text("""{"access_token":"none"}""", "application/json"));
        app.MapPost("/eduv/v2/results", (HttpRequest request) => Take(request, body => JsonSerializer.Deserialize(body, FloorJson.Default.FloorMessage)!.StudentScoresAndResults.Length));
        app.MapPost("/uwlr/v2/leerresultaten", (HttpRequest request) => Take(request, body =>
        {
            using var reader = XmlReader.Create(new MemoryStream(body));
            var count = 0;
            while (reader.Read()) if (reader is { NodeType: XmlNodeType.Element, LocalName: "resultaat" }) count++;
            return count;
        }));
        await app.RunAsync();
        return 0;

        async Task<IResult> Take(HttpRequest request, Func<byte[], int> parse)
        {
            using var body = new MemoryStream((int)(request.ContentLength ?? 0));
            await request.Body.CopyToAsync(body);
            var bytes = body.ToArray();
            if (parse(bytes) == 0) return Microsoft.AspNetCore.Http.Results.BadRequest();
            await using var insert = source.CreateCommand("insert into floor (body) values ($1)");
            insert.Parameters.AddWithValue(bytes);
            await insert.ExecuteNonQueryAsync();
            return Microsoft.AspNetCore.Http.Results.Accepted();
        }
    }
}

internal sealed record FloorMessage(string Id, string AssessmentDateTime, FloorStatement[] StudentScoresAndResults);
internal sealed record FloorStatement(string Id, FloorStudent Student, string DateCreated, string DateLastModified, string Status, FloorScore[] Scores);
internal sealed record FloorStudent(FloorUserId[] UserIds);
internal sealed record FloorUserId(string UserId, string UserIdType);
internal sealed record FloorScore(string ScoreValue, string ScoreType, string AssessmentId);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FloorMessage))]
internal sealed partial class FloorJson : JsonSerializerContext;
