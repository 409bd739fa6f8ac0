using Dashboard.Mapping.Links;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Goals.Releases;

/// <summary>
/// What is decided about a linked goal that a release changed: by a curator about the links for every school, by a school's administrator
/// about the school's own. Carrying over makes links to the new goal beside the old ones, which stay as they are: a school that is still on
/// the old release goes on with those. The caller commits.
/// </summary>
public sealed class GoalReview(Links.Links links, TimeProvider clock)
{
    /// <summary>What is still to be decided: for a curator where links for every school stand on the goal, for an administrator where the school's own do.</summary>
    public static IQueryable<GoalChange> ToDecide(StoreContext tables, Person person)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(person);
        var links = LinksOf(tables, person);
        return person.Role switch
        {
            Role.Curator => tables.GoalChanges.Where(c => c.State == GoalChangeState.Open && links.Any(l => l.GoalId == c.GoalId)),
            Role.Administrator => tables.GoalChanges.Where(c => !tables.SchoolGoalReviews.Any(r => r.SchoolId == person.School && r.ChangeId == c.ChangeId) && links.Any(l => l.GoalId == c.GoalId)),
            _ => tables.GoalChanges.Where(_ => false),
        };
    }

    /// <summary>The links that this person decides about: approved, or proposed; of the school's own also those that say no to a link for every school.</summary>
    public static IQueryable<GoalLink> LinksOf(StoreContext tables, Person person)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(person);
        int? school = person.Role == Role.Curator ? null : person.School;
        return tables.GoalLinks.Where(l => l.SchoolId == school && (l.Status == LinkStatus.Approved || l.Status == LinkStatus.Proposed || school != null && l.Status == LinkStatus.Rejected));
    }

    /// <summary>Carries over what has one successor. A change that was decided meanwhile, or has none or several, is left alone.</summary>
    /// <returns>How many changes were carried over.</returns>
    public async Task<int> CarryOver(Session session, Person person, IReadOnlyCollection<int> changes, string reason, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var carried = 0;
        foreach (var change in (await Chosen(session.Tables, person, changes, stop)).Where(c => c.NewUris.Length == 1))
        {
            if (await Heirs.Of(session.Tables, await Heirs.InNewest(session.Tables, change.ReleaseId, stop), change.NewUris, later: true, stop) is not [var heir]) continue;
            var target = heir.GoalId;
            foreach (var link in await LinksOf(session.Tables, person).AsNoTracking().Where(l => l.GoalId == change.GoalId).OrderBy(l => l.MethodGoalId).ToListAsync(stop))
            {
                if (await session.Tables.GoalLinks.AnyAsync(l => l.MethodGoalId == link.MethodGoalId && l.GoalId == target && l.SchoolId == link.SchoolId, stop)) continue; // someone has decided on it
                var outcome = await links.Decide(session, person, new LinkDecision(link.MethodGoalId, target, link.SchoolId is not null, link.Status, link.Relation, link.Role,
                    link.Parts, link.OfParts, link.PartNames, reason, link.ValidFrom, link.ValidUntil), stop);
                if (outcome.Problems is [var problem, ..]) throw new InvalidDataException($"Koppeling {link.LinkId} kan niet mee: {problem.Field}, {problem.Rule}.");
            }
            Decide(session.Tables, change, GoalChangeState.Carried, person, reason);
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
        var open = await Chosen(session.Tables, person, changes, stop);
        foreach (var change in open) Decide(session.Tables, change, GoalChangeState.Closed, person, reason);
        await session.Tables.SaveChangesAsync(stop);
        return open.Count;
    }

    private static async Task<List<GoalChange>> Chosen(StoreContext tables, Person person, IReadOnlyCollection<int> changes, CancellationToken stop) =>
        await ToDecide(tables, person).Where(c => changes.Contains(c.ChangeId)).OrderBy(c => c.ChangeId).ToListAsync(stop);

    private void Decide(StoreContext tables, GoalChange change, GoalChangeState state, Person person, string reason)
    {
        var (by, at, why) = (person.Key.ToString(), clock.GetUtcNow(), reason.Trim());
        if (person.Role == Role.Curator) (change.State, change.DecidedBy, change.DecidedAt, change.Reason) = (state, by, at, why);
        else tables.SchoolGoalReviews.Add(new SchoolGoalReview { SchoolId = person.School, ChangeId = change.ChangeId, State = state, DecidedBy = by, DecidedAt = at, Reason = why });
    }
}
