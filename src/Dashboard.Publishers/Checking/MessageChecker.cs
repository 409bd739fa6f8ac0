using System.Security.Claims;
using System.Text;
using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.EduV;
using Dashboard.Publishers.Tokens;
using Dashboard.Publishers.Uwlr;
using Dashboard.Publishers.Versions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Publishers.Checking;

/// <summary>What we would do with a message.</summary>
/// <param name="Format">"uwlr", "eduv-results", "eduv-progress".</param>
/// <param name="Status">HTTP status that the sender would get.</param>
/// <param name="Body">The answer's body; empty for 202.</param>
/// <param name="Message">As read; null when it would be refused.</param>
/// <param name="Refused">Why it would be refused.</param>
/// <param name="Unknown">Publisher's result ids of pupils that the school does not know: they would wait.</param>
/// <param name="FeedOff">The school has the feed off.</param>
public sealed record CheckedMessage(string Format, int Status, string Body, IncomingMessage? Message, IReadOnlyList<DeliveryProblem> Refused, IReadOnlyList<string> Unknown, bool FeedOff);

/// <summary>
/// Sends a message through the very doors of production, with an intake that writes nothing. So it cannot say anything else
/// than production would.
/// </summary>
public sealed class MessageChecker(IServiceProvider services)
{
    /// <summary>At most this many characters are checked at once.</summary>
    public const int Longest = 2 * 1024 * 1024;

    /// <param name="text">The message: a UWLR envelope, Edu-V results, or Edu-V progress.</param>
    /// <param name="client">A client of the publisher who asks.</param>
    /// <param name="publisher">Key of that publisher: a message of another one is not looked into.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null when the message is another publisher's.</returns>
    public async Task<CheckedMessage?> Check(string text, string client, string publisher, CancellationToken stop)
    {
        var dry = ActivatorUtilities.CreateInstance<DryIntake>(services);
        var start = (text ?? "").AsSpan().TrimStart('\uFEFF').TrimStart();
        var (format, status, body) = start.StartsWith("<")
            ? await Soap(text!, dry, stop)
            : await Json(text ?? "", client, dry, stop);
        if (dry.Publisher is { Length: > 0 } sender && sender != publisher) return null;
        return new CheckedMessage(format, status, body, dry.Off ? null : dry.Message, dry.Refused, dry.Unknown, dry.Off);
    }

    private async Task<(string, int, string)> Soap(string text, DryIntake dry, CancellationToken stop)
    {
        var (http, answer) = Context(text, stop);
        http.Request.ContentType = "text/xml";
        await UwlrEndpoint.Receive(http, ActivatorUtilities.CreateInstance<UwlrIntake>(services, dry), services.GetRequiredService<IOptions<DoorLimits>>(),
            services.GetRequiredService<IOptions<VersionPolicy>>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<UwlrIntake>>());
        return ("uwlr", http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    private (DefaultHttpContext Http, MemoryStream Answer) Context(string text, CancellationToken stop)
    {
        var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = stop };
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        http.Response.Body = answer;
        return (http, answer);
    }

    private async Task<(string, int, string)> Json(string text, string client, DryIntake dry, CancellationToken stop)
    {
        var (http, answer) = Context(text, stop);
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(AccessTokens.ClientClaim, client)], "check"));
        var limits = services.GetRequiredService<IOptions<DoorLimits>>();
        var door = services.GetRequiredService<EduVDoor>();
        var progress = !text.Contains("assessmentDefinition", StringComparison.Ordinal) && text.Contains("assignableUnitId", StringComparison.Ordinal);
        var result = progress
            ? await ProgressEndpoint.Receive(ProgressId(text), http.Request, http.User, door, dry, limits, stop)
            : await ResultsEndpoint.Receive(http.Request, http.User, door, dry, limits, stop);
        await result.ExecuteAsync(http);
        return (progress ? "eduv-progress" : "eduv-results", http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    /// <summary>In the address when it is sent; here the message's own id stands for it.</summary>
    private static string ProgressId(string text)
    {
        try
        {
            return System.Text.Json.Nodes.JsonNode.Parse(text)?["id"]?.ToString() ?? "check";
        }
        catch (System.Text.Json.JsonException)
        {
            return "check";
        }
    }
}
