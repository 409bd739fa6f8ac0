using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using LaunchRow = Dashboard.Store.Tables.Launch;

namespace Dashboard.Publishers.Launch;

/// <summary>
/// The id token of an LTI 1.3 resource link launch (LTI Core 1.3 §5.3): what the standard demands and no more. No name, no address,
/// no pupil and no group: the tool gets a pseudonym of the teacher, her role and the page.
/// </summary>
public sealed class LtiTokens(LtiKey key, KeyRing keys, TimeProvider clock)
{
    public const string Instructor = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";
    private const string Claim = "https://purl.imsglobal.org/spec/lti/claim/";
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="issuer">The address of this dashboard.</param>
    /// <param name="tool">The audience: its key is its client id.</param>
    /// <param name="school">The deployment: a tool of one registration stands in many schools.</param>
    /// <param name="launch">Who goes, and where to.</param>
    /// <param name="nonce">Of the tool's request.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<string> Sign(string issuer, Tool tool, School school, LaunchRow launch, string nonce, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(tool);
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(launch);
        var now = clock.GetUtcNow();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = tool.Key, IssuedAt = now.UtcDateTime, Expires = (now + Life).UtcDateTime,
            SigningCredentials = new SigningCredentials(await key.Signing(stop), SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = keys.OfStaff(tool, launch), ["nonce"] = nonce,
                [Claim + "message_type"] = "LtiResourceLinkRequest", [Claim + "version"] = "1.3.0",
                [Claim + "deployment_id"] = school.Key, [Claim + "target_link_uri"] = launch.Target,
                [Claim + "resource_link"] = new Dictionary<string, object> { ["id"] = keys.OfResource(tool, launch) },
                [Claim + "roles"] = new[] { Instructor },
            },
        });
    }
}
