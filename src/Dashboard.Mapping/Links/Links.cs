using System.Text.Json;
using Dashboard.Schools.People;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.Links;

/// <summary>
/// What people decide about links: a curator for every school, a curator or administrator for the own school. A link is read when
/// a page is, so a decision counts at once, and rewrites no result and no signal. Each leaves a line in the link's history and in
/// the school's audit trail. The caller commits the session.
/// </summary>
public sealed class Links(TimeProvider clock)
{
    public static bool MayEdit(Person person, int? school) => person switch
    {
        { Role: Role.Curator } => school is null || school == person.School,
        { Role: Role.Administrator } => school == person.School,
        _ => false,
    };

    /// <summary>Makes or changes one link. The same again changes nothing.</summary>
    public async Task<LinkOutcome> Decide(Session session, Person person, LinkDecision decision, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(decision);
        int? school = decision.OwnSchool ? person.School : null;
        if (!MayEdit(person, school)) return LinkOutcome.Refused("school", "not-yours");
        if (!await session.LockMethodGoal(decision.MethodGoal, stop)) return LinkOutcome.Refused("code", "code-unknown");
        if (await Goal(session.Tables, decision.Goal, person.School, stop) is not { } goal) return LinkOutcome.Refused("goal", "goal-unknown");
        if (LinkRules.Check(decision, goal.Parts) is { Count: > 0 } problems) return new(null, problems);
        if (decision.Seen is { } seen && seen != await LastChange(session.Tables, decision.MethodGoal, decision.Goal, school, stop)) return LinkOutcome.Refused("link", "changed-meanwhile");
        var link = await session.Tables.GoalLinks.SingleOrDefaultAsync(l => l.MethodGoalId == decision.MethodGoal && l.GoalId == decision.Goal && l.SchoolId == school, stop);
        var before = link is null ? null : LinkState.Of(link);
        var after = new LinkState(decision.Relation, decision.Role, decision.Status, decision.Parts, decision.OfParts, Sorted(decision.PartNames, goal.Parts), decision.Reason!.Trim(),
            decision.ValidFrom, decision.ValidUntil, person.Key.ToString());
        var change = session.Tables.Write(link ?? new GoalLink { MethodGoalId = decision.MethodGoal, GoalId = decision.Goal, SchoolId = school }, before, after, ActionOf(decision.Status), person.Key.ToString(), clock.GetUtcNow());
        if (change is null) return new(null, []);
        await Save(session, person, change, stop);
        return new(change.ChangeId, []);
    }

    /// <summary>Approves proposals and stale links as they stand. Those that are not there, or not the person's to approve, are left alone.</summary>
    /// <returns>The changes.</returns>
    public async Task<IReadOnlyList<long>> Approve(Session session, Person person, IReadOnlyCollection<int> links, string reason, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var found = await session.Tables.GoalLinks.Where(l => links.Contains(l.LinkId) && (l.Status == LinkStatus.Proposed || l.Status == LinkStatus.Stale)).OrderBy(l => l.MethodGoalId).ToListAsync(stop);
        var changes = new List<long>();
        foreach (var link in found.Where(l => MayEdit(person, l.SchoolId)))
        {
            if (!await session.LockMethodGoal(link.MethodGoalId, stop)) continue;
            var before = LinkState.Of(link);
            var after = before with { Status = LinkStatus.Approved, Reason = reason.Trim(), Author = person.Key.ToString() };
            if (session.Tables.Write(link, before, after, LinkAction.Approved, person.Key.ToString(), clock.GetUtcNow()) is not { } change) continue;
            await Save(session, person, change, stop);
            changes.Add(change.ChangeId);
        }
        return changes;
    }

    /// <summary>Takes a change back, when it is the last one of its link.</summary>
    public async Task<LinkOutcome> Undo(Session session, Person person, long changeId, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(session);
        var undone = await session.Tables.LinkChanges.AsNoTracking().SingleOrDefaultAsync(c => c.ChangeId == changeId, stop);
        if (undone is null || !MayEdit(person, undone.SchoolId) || !await session.LockMethodGoal(undone.MethodGoalId, stop)) return LinkOutcome.Refused("link", "not-yours");
        if (await LastChange(session.Tables, undone.MethodGoalId, undone.GoalId, undone.SchoolId, stop) != changeId) return LinkOutcome.Refused("link", "changed-meanwhile");
        var link = await session.Tables.GoalLinks.SingleOrDefaultAsync(l => l.MethodGoalId == undone.MethodGoalId && l.GoalId == undone.GoalId && l.SchoolId == undone.SchoolId, stop);
        var change = session.Tables.Write(link ?? new GoalLink { MethodGoalId = undone.MethodGoalId, GoalId = undone.GoalId, SchoolId = undone.SchoolId },
            link is null ? null : LinkState.Of(link), LinkState.Parse(undone.Before), LinkAction.Undone, person.Key.ToString(), clock.GetUtcNow(), undoes: changeId);
        if (change is null) return new(null, []);
        await Save(session, person, change, stop);
        return new(change.ChangeId, []);
    }

    internal static Task<Goal?> Goal(StoreContext tables, int goal, int school, CancellationToken stop) => (
        from g in tables.Goals.AsNoTracking()
        join r in tables.GoalSetReleases on g.ReleaseId equals r.ReleaseId
        join s in tables.GoalSets on r.GoalSetId equals s.GoalSetId
        where g.GoalId == goal && (s.SchoolId == null || s.SchoolId == school) && (g.Kind == GoalKind.Goal || g.Kind == GoalKind.Kerndoel)
        select g).SingleOrDefaultAsync(stop)!;

    private static async Task<long> LastChange(StoreContext tables, int methodGoal, int goal, int? school, CancellationToken stop) =>
        await tables.LinkChanges.Where(c => c.MethodGoalId == methodGoal && c.GoalId == goal && c.SchoolId == school).MaxAsync(c => (long?)c.ChangeId, stop) ?? 0;

    private async Task Save(Session session, Person person, LinkChange change, CancellationToken stop)
    {
        await session.Tables.SaveChangesAsync(stop);
        session.Note(person, clock.GetUtcNow(), "link-" + change.Action.ToString().ToLowerInvariant(), $"link-change/{change.ChangeId}",
            JsonSerializer.Serialize(new { methodGoal = change.MethodGoalId, goal = change.GoalId, school = change.SchoolId, reason = change.Reason }));
        await session.Tables.SaveChangesAsync(stop);
    }

    /// <summary>In the order of the goal, so that the same choice is the same link.</summary>
    internal static string[] Sorted(IReadOnlyCollection<string> names, string[] parts) => [.. parts.Where(names.Contains)];

    internal static LinkAction ActionOf(LinkStatus status) => status switch
    {
        LinkStatus.Approved => LinkAction.Approved,
        LinkStatus.Rejected => LinkAction.Rejected,
        LinkStatus.Stale => LinkAction.Withdrawn,
        _ => LinkAction.Proposed,
    };
}
