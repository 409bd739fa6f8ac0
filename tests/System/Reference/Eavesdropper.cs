using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.SystemTests.Reference;

/// <summary>Stands where a dashboard would and keeps what a publisher sends to it; or between two parties, and keeps the answers too.</summary>
internal sealed class Eavesdropper : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<(string Path, string Body)> _heard = [];

    private readonly List<string> _answers = [];
    private readonly HttpClient? _onwards;

    private Eavesdropper(WebApplication app, Uri? onwards) => (_app, _onwards) = (app, onwards is null ? null : new HttpClient { BaseAddress = onwards });

    public List<string> Answers
    {
        get { lock (_heard) return [.. _answers]; }
    }

    public Uri Address => new(_app.Urls.First());

    /// <param name="onwards">Where everything is passed on to; null: nowhere.</param>
    public static async Task<Eavesdropper> Listen(Uri? onwards = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Shell.FreePort()}");
        var app = builder.Build();
        var listener = new Eavesdropper(app, onwards);
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
        if (_onwards is not null)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "text/xml");
            using var passed = await _onwards.PostAsync(context.Request.Path.Value, content);
            var answer = await passed.Content.ReadAsStringAsync();
            lock (_heard) _answers.Add(answer);
            (context.Response.StatusCode, context.Response.ContentType) = ((int)passed.StatusCode, "text/xml; charset=utf-8");
            await context.Response.WriteAsync(answer);
            return;
        }
        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        if (context.Request.Path == "/connect/token") await context.Response.WriteAsync("""{"access_token":"heard","token_type":"Bearer","expires_in":3600}""");
    }

    public ValueTask DisposeAsync()
    {
        _onwards?.Dispose();
        return _app.DisposeAsync();
    }
}
