using Dashboard.Publishers.DeepLinks;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;
using LaunchRow = Dashboard.Store.Tables.Launch;

namespace Dashboard.Publishers.Launch;

/// <summary>
/// Click-through without a login form (rule 8, SI-28): a one-time launch of at most a minute, for one tool only. The address
/// holds a signed number; what it stands for the tool fetches from us, with its own token.
/// </summary>
public sealed class Launches(Database database, LaunchTokens tokens, KeyRing keys, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <param name="person">Who clicked; the caller has checked that she may see the pupil.</param>
    /// <param name="tool">The tool's key.</param>
    /// <param name="target">The stored link of the result (Result.DeepLink).</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Where to send the browser; null when the feed is off, the tool takes no launches, or the link is not the tool's.</returns>
    public async Task<Uri?> Start(Person person, string tool, string target, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(person);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), stop);
        var to = await session.Tables.Tools.AsNoTracking().SingleOrDefaultAsync(t => t.Key == tool, stop);
        var school = await session.Tables.Schools.AsNoTracking().SingleAsync(s => s.SchoolId == person.School, stop);
        if (to?.LaunchUrl is null || await session.Tables.ActiveFeed(person.School, to.ToolId, stop) is null) return null;
        if (new DeepLinkRule(to.Hosts, school.IsSample).Address(target) is not null) return null;

        var now = clock.GetUtcNow();
        var launch = new LaunchRow
        {
            SchoolId = person.School, Jti = Guid.CreateVersion7(now), ToolId = to.ToolId, StaffId = person.StaffId,
            Target = target, CreatedAt = now, ExpiresAt = now + Lifetime,
        };
        session.Tables.Launches.Add(launch);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        var jwt = tokens.Sign(launch.Jti, launch.SchoolId, to.Key, now, launch.ExpiresAt);
        return new Uri($"{to.LaunchUrl}{(to.LaunchUrl.Contains('?', StringComparison.Ordinal) ? '&' : '?')}launch={jwt}");
    }

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
        return new Redemption(RedemptionState.Redeemed, row.Target, Pseudonym(tool, row), school.Key);
    }

    /// <summary>The same for the same teacher in the same tool, and different in every other tool.</summary>
    private string Pseudonym(Tool tool, LaunchRow launch) =>
        Convert.ToHexStringLower(keys.Hash($"launch-staff:{tool.Key}:{launch.SchoolId}:{launch.StaffId}"));
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
