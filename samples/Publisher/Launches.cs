using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Samples.Publisher;

/// <summary>What became of a launch: a target to show, or the status and the sentence to refuse it with.</summary>
public sealed record LaunchOutcome(int Status, string? Target, string? Staff, string? School, string Message);

/// <summary>
/// Takes a launch from the dashboard: checks the signed token against the dashboard's published keys, then redeems it once,
/// server to server. Only that answer says where the teacher wants to go.
/// </summary>
/// <param name="tool">The audience that a token for this tool has.</param>
public sealed class Launches(string tool, DashboardLink link, TimeProvider clock)
{
    private static readonly JsonWebTokenHandler Handler = new();
    private IList<SecurityKey> keys = [];

    public async Task<LaunchOutcome> Take(string? token, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(token)) return Refused(StatusCodes.BadRequest, "Er is geen startbewijs meegestuurd.");
        if (await Check(token, stop) is { } refused) return refused;
        var (status, body) = await link.Ask(new Message(HttpMethod.Post, "/launch/redeem", JsonSerializer.Serialize(new { launch = token })), stop);
        return status switch
        {
            HttpStatusCode.OK => Redeemed(body),
            HttpStatusCode.Gone => Refused(StatusCodes.Gone, "Dit startbewijs is al gebruikt of verlopen. Ga terug en klik nog een keer."),
            HttpStatusCode.Forbidden or HttpStatusCode.BadRequest => Refused(StatusCodes.Forbidden, "Dit startbewijs is niet voor dit leermiddel."),
            _ => Refused(StatusCodes.BadGateway, "Het dashboard gaf geen antwoord op het startbewijs. Probeer het zo nog eens."),
        };
    }

    private async Task<LaunchOutcome?> Check(string token, CancellationToken stop)
    {
        var result = await Validate(token);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            var (status, body) = await link.Ask(new Message(HttpMethod.Get, "/launch/jwks.json", null) { SignedIn = false }, stop);
            if (status != HttpStatusCode.OK) return Refused(StatusCodes.BadGateway, "De sleutels van het dashboard zijn nu niet op te halen. Probeer het zo nog eens.");
            keys = new JsonWebKeySet(body).GetSigningKeys();
            result = await Validate(token);
        }
        return result.Exception switch
        {
            null when result.IsValid => null,
            SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException => Refused(StatusCodes.Gone, "Dit startbewijs is verlopen. Ga terug en klik nog een keer."),
            SecurityTokenInvalidAudienceException => Refused(StatusCodes.Forbidden, "Dit startbewijs is niet voor dit leermiddel."),
            _ => Refused(StatusCodes.Forbidden, "Dit startbewijs is niet geldig."),
        };
    }

    private Task<TokenValidationResult> Validate(string token) => Handler.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        IssuerSigningKeys = keys,
        ValidAudience = tool,
        ValidateIssuer = false, // the keys come from the one dashboard that this tool knows
        LifetimeValidator = (_, expires, _, _) => expires is { } end && end > clock.GetUtcNow().UtcDateTime,
    });

    private static LaunchOutcome Redeemed(string body)
    {
        var answer = JsonSerializer.Deserialize<Answer>(body, JsonSerializerOptions.Web);
        return answer?.Target is null
            ? Refused(StatusCodes.BadGateway, "Het antwoord van het dashboard noemt geen doel.")
            : new LaunchOutcome(StatusCodes.Ok, answer.Target, answer.Staff, answer.School, "");
    }

    private static LaunchOutcome Refused(int status, string message) => new(status, null, null, null, message);

    private sealed record Answer(string? Target, string? Staff, string? School);

    private static class StatusCodes
    {
        public const int Ok = 200, BadRequest = 400, Forbidden = 403, Gone = 410, BadGateway = 502;
    }
}
