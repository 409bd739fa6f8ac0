using Dashboard.Schools.Audits;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.Feeds;

/// <summary>A publisher's profile of its tool. The publisher stays responsible for how its data are read (DA-20).</summary>
public sealed class ToolProfiles(Database database, TimeProvider clock)
{
    private const int LongestText = 1500, LongestLabel = 60;

    /// <returns>What is wrong with it: "read" (no Dutch explanation), "long"; null when it can be shown to a teacher.</returns>
    public static string? Wrong(ToolProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (string.IsNullOrWhiteSpace(profile.HowToRead.GetValueOrDefault("nl"))) return "read";
        return profile.HowToRead.Values.Any(t => t.Length > LongestText) || profile.ScoreLabel.Values.Any(t => t.Length > LongestLabel) ? "long" : null;
    }

    /// <param name="school">In whose audit trail it goes; 0 when a program does it.</param>
    /// <param name="actor">Who.</param>
    public async Task Save(int tool, ToolProfile profile, int school, string actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(profile);
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(school), stop);
        var stored = await session.Tables.Tools.SingleAsync(t => t.ToolId == tool, stop);
        stored.Profile = profile.ToJson();
        await session.WriteAudit(school, clock.GetUtcNow(), actor, "tool-profile", stored.Key, null, stop);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
    }
}
