using Dashboard.SystemTests.Rig;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.SystemTests.Reference;

/// <summary>Stands where a dashboard would and keeps what a publisher sends to it.</summary>
internal sealed class Eavesdropper : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<(string Path, string Body)> _heard = [];

    private Eavesdropper(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<Eavesdropper> Listen()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Shell.FreePort()}");
        var app = builder.Build();
        var listener = new Eavesdropper(app);
        app.Run(listener.Hear);
        await app.StartAsync();
        return listener;
    }

    public List<string> Heard(string path)
    {
        lock (_heard) return [.. _heard.Where(h => h.Path == path).Select(h => h.Body)];
    }

    private async Task Hear(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        lock (_heard) _heard.Add((context.Request.Path, body));
        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        if (context.Request.Path == "/connect/token") await context.Response.WriteAsync("""{"access_token":"heard","token_type":"Bearer","expires_in":3600}""");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
