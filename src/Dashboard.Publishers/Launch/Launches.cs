using Dashboard.Publishers.DeepLinks;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using LaunchRow = Dashboard.Store.Tables.Launch;

namespace Dashboard.Publishers.Launch;

/// <summary>
/// Click-through without a login form (rule 8, SI-28), in the way of the tool. Link: a one-time launch of at most a minute, for one
/// tool only; the address holds a signed number, and what it stands for the tool fetches from us with its own token. Lti: the same
/// number goes to the tool's login address, and <see cref="LtiAuthorization"/> answers when the tool sends the browser back. Oidc: the
/// tool signs her in at the school's identity provider, and nothing of ours goes along.
/// </summary>
public sealed class Launches(Database database, LaunchTokens tokens, KeyRing keys, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <param name="person">Who clicked; the caller has checked that she may see the pupil.</param>
    /// <param name="tool">The tool's key.</param>
    /// <param name="target">The stored link of the result (Result.DeepLink).</param>
    /// <param name="issuer">Who vouches for her: of Lti the address of this dashboard, of Oidc the school's identity provider.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Where to send the browser; null when the feed is off, the tool takes no launches, the link is not the tool's, or nobody vouches.</returns>
    public async Task<Uri?> Start(Person person, string tool, string target, string? issuer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(person);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        var to = await session.Tables.Tools.AsNoTracking().SingleOrDefaultAsync(t => t.Key == tool, stop);
        var school = await session.Tables.Schools.AsNoTracking().SingleAsync(s => s.SchoolId == person.School, stop);
        if (to?.LaunchUrl is null || await session.Tables.ActiveFeed(person.School, to.ToolId, stop) is null) return null;
        var rule = new DeepLinkRule(to.Hosts, school.IsSample);
        if (rule.Address(target) is not null) return null;
        if (to.LaunchKind != LaunchKind.Link && (issuer is null || rule.Address(to.LaunchUrl) is not null)) return null;
        if (to.LaunchKind == LaunchKind.Oidc) return Login(to, ("iss", issuer), ("target_link_uri", target));

        var now = clock.GetUtcNow();
        var launch = new LaunchRow
        {
            SchoolId = person.School, Jti = Guid.CreateVersion7(now), ToolId = to.ToolId, StaffId = person.StaffId,
            Target = target, CreatedAt = now, ExpiresAt = now + Lifetime,
        };
        session.Tables.Launches.Add(launch);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        if (to.LaunchKind == LaunchKind.Lti)
        {
            var number = launch.Jti.ToString("D");
            return Login(to, ("iss", issuer), ("client_id", to.Key), ("lti_deployment_id", school.Key), ("login_hint", number), ("lti_message_hint", number), ("target_link_uri", target));
        }
        var jwt = tokens.Sign(launch.Jti, launch.SchoolId, to.Key, now, launch.ExpiresAt);
        return new Uri($"{to.LaunchUrl}{(to.LaunchUrl.Contains('?', StringComparison.Ordinal) ? '&' : '?')}launch={jwt}");
    }

    /// <summary>Asks the tool to start a sign-in (OpenID Connect Core §4, 1EdTech Security Framework 1.0 §5.1.1.1).</summary>
    private static Uri Login(Tool tool, params (string Name, string? Value)[] query) =>
        new(QueryHelpers.AddQueryString(tool.LaunchUrl!, query.Select(q => KeyValuePair.Create(q.Name, q.Value))));

    /// <param name="launch">The token from the address.</param>
    /// <param name="caller">The publisher's client that redeems it.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Redemption> Redeem(string launch, PublisherCaller caller, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (await tokens.Read(launch) is not { } claims) return Redemption.Invalid;
        if (caller.Tools.FirstOrDefault(t => t.Key == claims.Tool) is not { } tool) return Redemption.OtherAudience;
        if (claims.Expired) return Redemption.Gone;
        var now = clock.GetUtcNow();
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(claims.School), stop);
        var open = session.Tables.Launches.Where(l => l.SchoolId == claims.School && l.Jti == claims.Jti && l.ToolId == tool.ToolId && l.UsedAt == null && l.ExpiresAt > now);
        // One statement decides, so that two redemptions at once cannot both win.
        if (await open.ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), stop) != 1) return Redemption.Gone;
        var row = await session.Tables.Launches.AsNoTracking().SingleAsync(l => l.SchoolId == claims.School && l.Jti == claims.Jti, stop);
        var school = await session.Tables.Schools.AsNoTracking().SingleAsync(s => s.SchoolId == claims.School, stop);
        await session.Commit(stop);
        return new Redemption(RedemptionState.Redeemed, row.Target, keys.OfStaff(tool, row), school.Key);
    }
}

public enum RedemptionState { Redeemed, Invalid, OtherAudience, Gone }

/// <param name="State">Only when redeemed are the others there.</param>
/// <param name="Target">The page to show.</param>
/// <param name="Staff">A pseudonym of the teacher, of this tool only.</param>
/// <param name="School">Our key of the school.</param>
public sealed record Redemption(RedemptionState State, string? Target, string? Staff, string? School)
{
    public static readonly Redemption Invalid = new(RedemptionState.Invalid, null, null, null);
    public static readonly Redemption OtherAudience = new(RedemptionState.OtherAudience, null, null, null);
    public static readonly Redemption Gone = new(RedemptionState.Gone, null, null, null);
}
