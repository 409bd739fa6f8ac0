using Dashboard.Mapping.Links;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Goals.Releases;

/// <summary>
/// What a curator decides about a linked goal that a release changed. Carrying over makes links to the new goal beside the old ones,
/// which stay as they are: a school that is still on the old release goes on with those. The caller commits.
/// </summary>
public sealed class GoalReview(Links.Links links, TimeProvider clock)
{
    /// <summary>Carries over what has one successor. A change that was decided meanwhile, or has none or several, is left alone.</summary>
    /// <returns>How many changes were carried over.</returns>
    public async Task<int> CarryOver(Session session, Person person, IReadOnlyCollection<int> changes, string reason, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var carried = 0;
        foreach (var change in (await Open(session.Tables, person, changes, stop)).Where(c => c.NewUris.Length == 1))
        {
            var target = await (
                from goal in session.Tables.Goals
                join place in session.Tables.GoalsInReleases on goal.GoalId equals place.GoalId
                where place.ReleaseId == change.ReleaseId && goal.Uri == change.NewUris[0]
                select goal.GoalId).SingleOrDefaultAsync(stop);
            if (target == 0) continue;
            var old = await session.Tables.GoalLinks.AsNoTracking().Where(l => l.GoalId == change.GoalId && (l.Status == LinkStatus.Approved || l.Status == LinkStatus.Proposed)).ToListAsync(stop);
            foreach (var link in old.Where(l => Links.Links.MayEdit(person, l.SchoolId)))
            {
                if (await session.Tables.GoalLinks.AnyAsync(l => l.MethodGoalId == link.MethodGoalId && l.GoalId == target && l.SchoolId == link.SchoolId, stop)) continue; // someone has decided on it
                var outcome = await links.Decide(session, person, new LinkDecision(link.MethodGoalId, target, link.SchoolId is not null, link.Status, link.Relation, link.Role,
                    link.Parts, link.OfParts, link.PartNames, reason, link.ValidFrom, link.ValidUntil), stop);
                if (outcome.Problems is [var problem, ..]) throw new InvalidDataException($"Koppeling {link.LinkId} kan niet mee: {problem.Field}, {problem.Rule}.");
            }
            Decide(change, GoalChangeState.Carried, person, reason);
            carried++;
        }
        await session.Tables.SaveChangesAsync(stop);
        return carried;
    }

    /// <summary>Nothing is to be carried over: the goal is gone, or its links were made anew by hand.</summary>
    /// <returns>How many changes were closed.</returns>
    public async Task<int> Close(Session session, Person person, IReadOnlyCollection<int> changes, string reason, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var open = await Open(session.Tables, person, changes, stop);
        foreach (var change in open) Decide(change, GoalChangeState.Closed, person, reason);
        await session.Tables.SaveChangesAsync(stop);
        return open.Count;
    }

    private static async Task<List<GoalChange>> Open(StoreContext tables, Person person, IReadOnlyCollection<int> changes, CancellationToken stop) =>
        person.Role == Role.Curator ? await tables.GoalChanges.Where(c => changes.Contains(c.ChangeId) && c.State == GoalChangeState.Open).OrderBy(c => c.ChangeId).ToListAsync(stop) : [];

    private void Decide(GoalChange change, GoalChangeState state, Person person, string reason) =>
        (change.State, change.DecidedBy, change.DecidedAt, change.Reason) = (state, person.Key.ToString(), clock.GetUtcNow(), reason.Trim());
}
