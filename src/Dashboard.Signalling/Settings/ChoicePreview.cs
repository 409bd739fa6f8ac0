using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Signalling.Fold;
using Dashboard.Signalling.Rules;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Signalling.Settings;

/// <summary>How many signals of a kind a group would have got.</summary>
public sealed record PreviewCount(int GroupId, SignalKind Kind, int Now, int Then);

/// <summary>
/// "Wat had dit de afgelopen vier weken laten zien?": the school year of one tool through the very fold, once with what is in force and
/// once as if the proposal had been in force all along. Stores nothing.
/// </summary>
public sealed class ChoicePreview(ToolSettings tools, DatedDecisions decisions, TimeProvider clock)
{
    public static readonly TimeSpan Back = TimeSpan.FromDays(28);

    /// <param name="session">In the school.</param>
    /// <param name="school">The school.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="proposal">Whatever its date.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Per group of this school year and kind; tools' own triggers count in both.</returns>
    public async Task<IReadOnlyList<PreviewCount>> Run(Session session, int school, int tool, RuleChoice proposal, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var year = SchoolTime.SchoolYear(SchoolTime.Day(now));
        var snapshot = await tools.Read([], stop);
        var units = (await session.Tables.Results.AsNoTracking().Where(r => r.SchoolId == school && r.SchoolYear == year && r.ToolId == tool).Select(r => r.PupilId).Distinct().ToListAsync(stop))
            .Select(p => new UnitKey(school, year, p, tool)).ToDictionary(k => k, k => new FoldUnit(k) { Refold = true });
        await session.ReadAll([.. units.Values], stop);
        var decided = await decisions.Read(session, units.Keys, stop);
        string? DomainOf(int goal) => snapshot.DomainOf(tool, goal);

        List<(int Pupil, SignalKind Kind)> Raised(Func<UnitKey, FoldSettings> settings)
        {
            var found = new List<(int, SignalKind)>();
            foreach (var (key, read) in units)
            {
                var unit = new FoldUnit(key) { Refold = true };
                unit.Events.AddRange(read.Events);
                unit.Run(settings(key), DomainOf);
                found.AddRange(unit.Episodes.Where(e => e.State != SignalState.Withdrawn && e.RaisedAt > now - Back && e.RaisedAt <= now).Select(e => (key.Pupil, e.Kind)));
            }
            return found;
        }

        var standing = Raised(key => decided.Of(key, snapshot.Profiles[tool]));
        var proposed = Raised(key => decided.Of(key, snapshot.Profiles[tool]) with { Choices = [proposal with { From = DateTimeOffset.MinValue }] });
        var groups = await (
            from member in session.Tables.Memberships.AsNoTracking()
            join g in session.Tables.Groups on new { member.SchoolId, member.GroupId } equals new { g.SchoolId, g.GroupId }
            where member.SchoolId == school && g.SchoolYear == year
            select new { member.GroupId, member.PupilId }).ToListAsync(stop);
        var ofPupil = groups.ToLookup(m => m.PupilId, m => m.GroupId);
        int Count(List<(int Pupil, SignalKind Kind)> raised, int group, SignalKind kind) => raised.Count(r => r.Kind == kind && ofPupil[r.Pupil].Contains(group));
        return [.. groups.Select(m => m.GroupId).Distinct().SelectMany(g => Enum.GetValues<SignalKind>().Select(k => new PreviewCount(g, k, Count(standing, g, k), Count(proposed, g, k))))];
    }
}
