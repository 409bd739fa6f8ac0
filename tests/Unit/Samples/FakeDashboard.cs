using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Tests.Samples;

/// <summary>Takes whatever a publisher sends, and gives launches, so that a simulated publisher can be tried alone.</summary>
internal sealed class FakeDashboard : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "fake" };
    private readonly ConcurrentDictionary<string, string> launches = new();

    public ConcurrentQueue<(string Method, string Path, string Body)> Messages { get; } = [];

    /// <summary>So many times it says that it is busy, before it takes a message.</summary>
    public int Busy { get; set; }

    public Uri Address => new(app.Urls.First());

    private FakeDashboard()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapGet("/health/ready", () => "ready");
        app.MapPost("/connect/token", () => Results.Json(new { access_token = "t", token_type = "Bearer", expires_in = 900 }));
        app.MapGet("/launch/jwks.json", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
            return Results.Json(new { keys = new[] { new { kty = "EC", crv = jwk.Crv, x = jwk.X, y = jwk.Y, kid = "fake", use = "sig", alg = "ES256" } } });
        });
        app.MapPost("/launch/redeem", (Redeem body) => launches.TryRemove(body.Launch, out var target)
            ? Results.Json(new { target, staff = "s", school = "demo" }) : Results.StatusCode(410));
        app.MapFallback(async http =>
        {
            if (Busy-- > 0) { http.Response.StatusCode = 503; return; }
            using var reader = new StreamReader(http.Request.Body);
            Messages.Enqueue((http.Request.Method, http.Request.Path, await reader.ReadToEndAsync()));
            http.Response.StatusCode = http.Request.Path.StartsWithSegments("/uwlr") ? 200 : 202;
        });
    }

    public static async Task<FakeDashboard> Start()
    {
        var fake = new FakeDashboard();
        await fake.app.StartAsync();
        return fake;
    }

    public string Launch(string tool, string target, DateTimeOffset expires)
    {
        var jwt = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Audience = tool, Expires = expires.UtcDateTime, Claims = new Dictionary<string, object> { ["jti"] = launches.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
        launches[jwt] = target;
        return jwt;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private sealed record Redeem(string Launch);
}
