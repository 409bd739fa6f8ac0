using System.Net;
using Dashboard.Samples.Classroom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Samples.Publisher;

/// <summary>
/// The web site of a simulated tool: a start page, launches from the dashboard, and its own report of an exercise, which
/// shows only in a session that came from a launch. There is no login form.
/// </summary>
public sealed class Site : IAsyncDisposable
{
    private readonly SiteLook look;
    private readonly WebApplication app;
    private readonly Launches launches;
    private readonly Sessions sessions;
    private readonly Shelf shelf;
    private readonly Func<Exercise, string> report;

    private Site(SiteLook look, WebApplication app, Launches launches, Sessions sessions, Shelf shelf, Func<Exercise, string> report) =>
        (this.look, this.app, this.launches, this.sessions, this.shelf, this.report) = (look, app, launches, sessions, shelf, report);

    public Uri BaseUrl => new(app.Urls.First());

    private string Cookie => look.Key + "-sessie";

    /// <param name="report">The body of the report of one exercise, as HTML.</param>
    /// <param name="port">0: a free one; so it is when the port is taken.</param>
    public static async Task<Site> Start(SiteLook look, int port, Shelf shelf, Launches launches, Func<Exercise, string> report, TimeProvider clock, CancellationToken stop)
    {
        var site = Build(look, port, shelf, launches, report, clock);
        try
        {
            await site.app.StartAsync(stop);
        }
        catch (IOException) when (port != 0)
        {
            await site.DisposeAsync();
            site = Build(look, 0, shelf, launches, report, clock);
            await site.app.StartAsync(stop);
        }
        return site;
    }

    /// <summary>Address of the tool's own report of an exercise. No pupil can be read from it.</summary>
    public string ReportUrl(Exercise exercise) => new Uri(BaseUrl, look.ReportPath + exercise.Attempt).ToString();

    private static Site Build(SiteLook look, int port, Shelf shelf, Launches launches, Func<Exercise, string> report, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:{port}");
        builder.Logging.ClearProviders(); // the site is a guest in another program, whose log is not for it
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var site = new Site(look, builder.Build(), launches, new Sessions(clock), shelf, report);
        site.app.Use(Guarded);
        site.app.MapGet("/", site.StartPage);
        site.app.MapGet("/start", site.Launch);
        site.app.MapGet(look.ReportPath + "{attempt}", site.Report);
        return site;
    }

    private IResult StartPage() => Show(StatusCodes.Status200OK, look.Name, $"""
        <p>{Page.Text(look.About)}</p>
        <p>Dit is een <strong>gesimuleerd</strong> leermiddel. Het hoort bij de voorbeeldschool en stuurt zijn resultaten naar het dashboard.</p>
        <p>Open een verslag vanuit het dashboard. Hier kun je niet inloggen.</p>
        """);

    private async Task<IResult> Launch(string? launch, HttpContext http, CancellationToken stop)
    {
        var outcome = await launches.Take(launch, stop);
        if (outcome.Target is null) return Show(outcome.Status, "Openen lukt niet", $"<p>{Page.Text(outcome.Message)}</p>");
        // The port may have changed since the link was sent; the way on this site has not.
        var way = Uri.TryCreate(outcome.Target, UriKind.Absolute, out var target) && target.IsLoopback ? target.PathAndQuery : "/";
        http.Response.Cookies.Append(Cookie, sessions.Begin(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.LocalRedirect(way);
    }

    private IResult Report(string attempt, HttpContext http)
    {
        if (!sessions.Known(http.Request.Cookies[Cookie]))
            return Show(StatusCodes.Status403Forbidden, "Niet geopend vanuit het dashboard", "<p>Dit verslag opent alleen vanuit het dashboard van de school.</p>");
        return shelf.Find(attempt) is { } exercise
            ? Show(StatusCodes.Status200OK, exercise.Name, report(exercise))
            : Show(StatusCodes.Status404NotFound, "Niet gevonden", "<p>Deze oefening staat hier niet meer.</p>");
    }

    private IResult Show(int status, string title, string body) => Results.Content(Page.Html(look, title, body), "text/html; charset=utf-8", statusCode: status);

    private static Task Guarded(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "private, no-store";
        headers.XContentTypeOptions = "nosniff";
        return next(http);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>The site stops when its owner disposes it, not on a signal.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
