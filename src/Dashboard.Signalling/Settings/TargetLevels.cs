using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Settings;

/// <summary>
/// Streefniveau: set by a teacher per pupil and domain, dated, never moved by the dashboard. It changes when a signal is raised for
/// this pupil and is never shown on a goal (SI-30, SI-34). The caller commits the session.
/// </summary>
public sealed class TargetLevels(PartPayload payloads, TimeProvider clock)
{
    /// <summary>What stands now, by domain of the tools.</summary>
    public static async Task<IReadOnlyDictionary<string, (TargetLevelKind Level, DateTimeOffset Since)>> Of(Session session, int school, int pupil, CancellationToken stop)
    {
        var rows = await session.Tables.TargetLevels.AsNoTracking().Where(t => t.SchoolId == school && t.PupilId == pupil).OrderBy(t => t.ValidFrom).ToListAsync(stop);
        return rows.GroupBy(r => r.Domain).Select(g => g.Last()).Where(r => r.Level is not null).ToDictionary(r => r.Domain, r => (r.Level!.Value, r.ValidFrom));
    }

    /// <param name="session">In the person's school.</param>
    /// <param name="person">A teacher who may see this pupil; the caller has checked that.</param>
    /// <param name="pupil">The pupil.</param>
    /// <param name="domains">Domains of the tools' goals that it is about.</param>
    /// <param name="level">Null: back to none.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>False when it stood so already.</returns>
    public async Task<bool> Set(Session session, Person person, int pupil, IReadOnlyCollection<string> domains, TargetLevelKind? level, CancellationToken stop)
    {
        var now = SignalChoices.Microseconds(clock.GetUtcNow());
        var standing = await Of(session, person.School, pupil, stop);
        var changed = domains.Where(d => (standing.TryGetValue(d, out var s) ? s.Level : (TargetLevelKind?)null) != level).ToList();
        if (changed.Count == 0) return false;
        foreach (var domain in changed) session.Tables.TargetLevels.Add(new TargetLevel { SchoolId = person.School, PupilId = pupil, Domain = domain, ValidFrom = now, Level = level, StaffId = person.StaffId });
        var key = await session.Tables.Pupils.Where(p => p.SchoolId == person.School && p.PupilId == pupil).Select(p => p.Key).SingleAsync(stop);
        session.Note(person, now, "target-level", key.ToString(), System.Text.Json.JsonSerializer.Serialize(new { domains = changed, level = level?.ToString() }));
        await session.Tables.SaveChangesAsync(stop);
        var tools = await session.Tables.Feeds.AsNoTracking().Where(f => f.SchoolId == person.School).Select(f => f.ToolId).ToListAsync(stop);
        foreach (var tool in tools) await SignalChoices.Refold(session, payloads, person.School, tool, [key], now, stop);
        return true;
    }
}
