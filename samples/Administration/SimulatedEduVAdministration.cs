using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Samples.Administration;

/// <summary>
/// The sample school's administration, speaking Edu-V Students, Association and Employees 1.1 over HTTP: whole lists, for a client that
/// signs in by private_key_jwt. It knows more of a pupil than a dashboard may, and sends that too; it is invented.
/// </summary>
public sealed class SimulatedEduVAdministration : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly AdministrationLists _lists;
    private readonly string _clientId;
    private readonly JsonWebKey _key;
    private readonly HashSet<string> _tokens = [];
    private int _failing;

    private SimulatedEduVAdministration(WebApplication app, AdministrationLists lists, string clientId, JsonWebKey key) => (_app, _lists, _clientId, _key) = (app, lists, clientId, key);

    public Uri Address => new(_app.Urls.First());

    public Uri TokenAddress => new(Address, "/token");

    /// <summary>Requests that came in, good or not.</summary>
    public int Asked { get; private set; }

    /// <summary>The next so many requests for a list are answered with 503 and Retry-After: 1.</summary>
    public void Fail(int times) => _failing = times;

    /// <param name="schoolYear">First calendar year of the school year that it has.</param>
    /// <param name="clientId">The dashboard's id here.</param>
    /// <param name="publicKey">JWK of the dashboard.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<SimulatedEduVAdministration> Start(int schoolYear, string clientId, string publicKey, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:0");
        var app = builder.Build();
        var administration = new SimulatedEduVAdministration(app, new AdministrationLists(schoolYear), clientId, new JsonWebKey(publicKey));
        app.MapPost("/token", administration.Token);
        app.MapGet("/v1/{list}/school", administration.List);
        await app.StartAsync(stop);
        return administration;
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        Asked++;
        var form = await request.ReadFormAsync();
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(form["client_assertion"].ToString(), new TokenValidationParameters
        {
            ValidIssuer = _clientId, ValidAudience = TokenAddress.ToString(), IssuerSigningKey = _key, RequireExpirationTime = true, ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
        });
        if (!result.IsValid || result.ClaimsIdentity.FindFirst("sub")?.Value != _clientId) return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        var token = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N") + " " + form["scope"];
        _tokens.Add(token);
        return Results.Json(new { access_token = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(token)), token_type = "Bearer", expires_in = 900 });
    }

    private IResult List(string list, string? orgId, string? orgIdType, string? schoolPeriodId, HttpRequest request)
    {
        Asked++;
        if (_failing > 0)
        {
            _failing--;
            request.HttpContext.Response.Headers.RetryAfter = "1";
            return Results.StatusCode(503);
        }
        if (Scopes(request) is not { } scopes || !scopes.Contains(list switch { "students" => "eduv.student.basic", "employees" => "eduv.employee.basic", _ => "eduv.association" })) return Refuse(401, 21, "scope required");
        if (orgId != _lists.Brin || orgIdType != "OIE_CODE") return Refuse(400, 23, "edu_org_id unknown");
        if (schoolPeriodId is not null && schoolPeriodId != _lists.Period) return Results.Json(new JsonArray());
        request.HttpContext.Response.Headers["API-Version"] = "1.1.0";
        return _lists.Of(list) is { } objects ? Results.Json(objects) : Results.NotFound();
    }

    private string[]? Scopes(HttpRequest request)
    {
        var bearer = request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        var buffer = new byte[bearer.Length];
        if (!Convert.TryFromBase64String(bearer, buffer, out var length)) return null;
        var token = System.Text.Encoding.UTF8.GetString(buffer, 0, length);
        return _tokens.Contains(token) ? token.Split(' ')[1..] : null;
    }

    private static IResult Refuse(int http, int status, string message) => Results.Json(new { status, statusMessage = message }, statusCode: http);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
