using Dashboard.Publishers.DeepLinks;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Publishers.Launch;

/// <summary>
/// The second half of an LTI 1.3 launch: the tool sent the browser back with the number of the click, and gets an id token for it.
/// The number is good once, for a minute, and only in the session of who clicked.
/// </summary>
public sealed class LtiAuthorization(Database database, LtiTokens tokens, TimeProvider clock)
{
    /// <param name="person">Whose session the browser brings.</param>
    /// <param name="request">What the tool asks.</param>
    /// <param name="issuer">The address of this dashboard.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<LtiAnswer> Answer(Person person, LtiRequest request, string issuer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(request);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        var tables = session.Tables;
        var launch = request.Launch is { } jti ? await tables.Launches.AsNoTracking().SingleOrDefaultAsync(l => l.SchoolId == person.School && l.Jti == jti && l.StaffId == person.StaffId, stop) : null;
        if (launch is null) return new(LtiRefusal.Gone, null);
        var tool = await tables.Tools.AsNoTracking().SingleAsync(t => t.ToolId == launch.ToolId, stop);
        var school = await tables.Schools.AsNoTracking().SingleAsync(s => s.SchoolId == person.School, stop);
        if (tool.LaunchKind != LaunchKind.Lti || request.ClientId != tool.Key || !request.IsAsAgreed || !MayGo(tool, school, request.RedirectUri)) return new(LtiRefusal.Wrong, tool.Name);
        if (await tables.ActiveFeed(person.School, tool.ToolId, stop) is null) return new(LtiRefusal.Off, tool.Name);
        var now = clock.GetUtcNow();
        // One statement decides, so that of two requests at once one gets a token.
        if (await tables.Launches.Where(l => l.SchoolId == person.School && l.Jti == launch.Jti && l.UsedAt == null && l.ExpiresAt > now).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), stop) != 1)
            return new(LtiRefusal.Gone, tool.Name);
        await session.Commit(stop);
        return new(null, tool.Name, new Uri(request.RedirectUri!), new Uri(launch.Target), await tokens.Sign(issuer, tool, school, launch, request.Nonce!, stop));
    }

    /// <summary>Registered letter by letter, and still on a host of the tool.</summary>
    private static bool MayGo(Tool tool, School school, string? redirect) =>
        redirect is not null && tool.RedirectUris.Contains(redirect, StringComparer.Ordinal) && new DeepLinkRule(tool.Hosts, school.IsSample).Address(redirect) is null;
}
