using System.Net;
using Dashboard.Samples.School;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Samples.Cito;

/// <summary>
/// A pupil monitoring system, simulated: it sends nothing, its test results are fetched. Slow, flaky and rate-limited on purpose.
/// GET /toetsresultaten?brin=&amp;sinds=&amp;max=, with ETag.
/// </summary>
public sealed class SimulatedCito : IAsyncDisposable
{
    public const string Key = "cito", Credential = "demo-cito";
    private readonly WebApplication app;
    private readonly List<TestResult> results;
    private readonly Lock door = new();
    private readonly string brin;

    private SimulatedCito(WebApplication app, string brin, IEnumerable<TestResult> results) =>
        (this.app, this.brin, this.results) = (app, brin, [.. results.OrderBy(r => r.Gewijzigd).ThenBy(r => r.Id, StringComparer.Ordinal)]);

    /// <summary>Pages that it gave away.</summary>
    public int Served { get; private set; }

    public Uri BaseUrl => new(app.Urls.First());

    /// <param name="now">The tests were taken in the weeks before.</param>
    /// <param name="port">0: a free one; so it is when the port is taken.</param>
    public static async Task<SimulatedCito> Start(DateTimeOffset now, int port, SourceMoods moods, TimeProvider clock, CancellationToken stop)
    {
        var school = SampleSchool.Load();
        var cito = Build(school, now, port, moods, clock);
        try
        {
            await cito.app.StartAsync(stop);
        }
        catch (IOException) when (port != 0)
        {
            await cito.DisposeAsync();
            cito = Build(school, now, 0, moods, clock);
            await cito.app.StartAsync(stop);
        }
        return cito;
    }

    /// <summary>A further result, or a new version of one that there is.</summary>
    public void Publish(TestResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        lock (door)
        {
            results.RemoveAll(r => r.Id == result.Id);
            results.Add(result);
            results.Sort((a, b) => (a.Gewijzigd, a.Id).CompareTo((b.Gewijzigd, b.Id)));
        }
    }

    /// <summary>The "Cito-importbestand": an EDEXML file that says whom the source means by its own keys.</summary>
    public string AliasFile()
    {
        var school = SampleSchool.Load();
        var pupils = TestRound.OwnKeyOnly.Select(school.Roster.Pupil).Select(p =>
            $"""<leerling key="{TestRound.KeyOf(p)}" eckid="{p.EckId}"><roepnaam>{p.FirstName}</roepnaam></leerling>""");
        return $"""
            <EDEX><school><schooljaar>2026-2027</schooljaar><brincode>{brin}</brincode><auteur>Gesimuleerd</auteur><xsdversie>2.1</xsdversie></school>
            <leerlingen>{string.Concat(pupils)}</leerlingen></EDEX>
            """;
    }

    private static SimulatedCito Build(SampleSchool school, DateTimeOffset now, int port, SourceMoods moods, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:{port}");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var cito = new SimulatedCito(builder.Build(), school.File.School.Brin, TestRound.Of(school, now));
        var mood = new MoodyDoor(moods, clock);
        cito.app.Use(mood.Pass);
        cito.app.MapGet("/toetsresultaten", cito.Results);
        return cito;
    }

    /// <summary>The cursor is the last result's moment and id; the tag says how many there are behind it and which is the last.</summary>
    private IResult Results(HttpContext http, string brin, string? sinds, int max)
    {
        if (http.Request.Headers.Authorization != "Bearer " + Credential) return Microsoft.AspNetCore.Http.Results.Unauthorized();
        if (brin != this.brin) return Microsoft.AspNetCore.Http.Results.NotFound();
        List<TestResult> after;
        lock (door) (Served, after) = (Served + 1, [.. results.Where(r => sinds is null || string.CompareOrdinal(Cursor(r), sinds) > 0)]);
        var tag = $"\"{after.Count}-{(after.Count == 0 ? "leeg" : Cursor(after[^1]))}\"";
        if (http.Request.Headers.IfNoneMatch == tag) return Microsoft.AspNetCore.Http.Results.StatusCode(StatusCodes.Status304NotModified);
        http.Response.Headers.ETag = tag;
        var page = after.Take(Math.Clamp(max, 1, 50)).ToList();
        return Microsoft.AspNetCore.Http.Results.Json(new { resultaten = page, volgende = page.Count == 0 ? sinds : Cursor(page[^1]), meer = page.Count < after.Count });
    }

    private static string Cursor(TestResult r) => $"{r.Gewijzigd.UtcTicks:D20}-{r.Id}";

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
