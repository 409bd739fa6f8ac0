using Dashboard.Mapping.Links;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Mapping.MethodGoals;

/// <summary>
/// The links in one delivery. A publisher's links are approved, until a curator decides otherwise: what a person decided about a
/// link is never overwritten by a delivery. A link that the publisher no longer sends becomes stale, never deleted. A link is to the
/// newest version of its goal; links to older versions stay as they are, for schools that still work with those.
/// </summary>
internal sealed class DeliveredLinks
{
    private readonly StoreContext _tables;
    private readonly string _author;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, Goal> _newest;
    private readonly ILookup<int, (GoalLink Link, string Uri)> _stored;

    private DeliveredLinks(StoreContext tables, string author, DateTimeOffset now, Dictionary<string, Goal> newest, ILookup<int, (GoalLink, string)> stored) =>
        (_tables, _author, _now, _newest, _stored) = (tables, author, now, newest, stored);

    public static async Task<DeliveredLinks> Read(StoreContext tables, int tool, string author, MethodGoalDelivery delivery, DateTimeOffset now, CancellationToken stop)
    {
        var uris = (delivery.Goals ?? []).SelectMany(g => g.Links ?? []).Select(l => l.Goal).OfType<string>().Distinct().ToArray();
        var newest = await Newest(tables, uris, stop);
        var stored = await (
            from l in tables.GoalLinks
            join m in tables.MethodGoals on l.MethodGoalId equals m.MethodGoalId
            join g in tables.Goals on l.GoalId equals g.GoalId
            where m.ToolId == tool && l.SchoolId == null
            select new { Link = l, g.Uri }).ToListAsync(stop);
        return new(tables, author, now, newest, stored.ToLookup(x => x.Link.MethodGoalId, x => (x.Link, x.Uri)));
    }

    /// <summary>The newest version of each goal; goals of a school's own set are no publisher's business.</summary>
    public static async Task<Dictionary<string, Goal>> Newest(StoreContext tables, string[] uris, CancellationToken stop) => (await (
        from g in tables.Goals.AsNoTracking()
        join r in tables.GoalSetReleases on g.ReleaseId equals r.ReleaseId
        join s in tables.GoalSets on r.GoalSetId equals s.GoalSetId
        where uris.Contains(g.Uri) && s.SchoolId == null
        select g).ToListAsync(stop)).GroupBy(g => g.Uri).ToDictionary(g => g.Key, g => g.OrderBy(x => x.Deprecated).ThenByDescending(x => x.GoalId).First());

    public IEnumerable<MethodGoalProblem> Check(IReadOnlyList<DeliveredLink> links)
    {
        foreach (var (link, i) in links.Select((l, i) => (l, i)))
        {
            if (link.Goal is not { Length: > 0 } uri) continue;
            if (!_newest.TryGetValue(uri, out var goal)) yield return new($"links[{i}].goal", "goal-unknown", $"Leerdoel {uri} staat in geen enkele doelenset van het dashboard.");
            else if (links.Take(i).Any(l => l.Goal == uri)) yield return new($"links[{i}].goal", "goal-twice", "Dit leerdoel staat twee keer bij hetzelfde methodedoel.");
            else if (link.Coverage is { Names.Count: > 0 } coverage)
                foreach (var problem in LinkRules.Coverage(coverage.Parts, coverage.Of, coverage.Names, goal.Parts))
                    yield return new($"links[{i}].coverage", problem.Rule, $"De onderdelen van dit leerdoel zijn: {string.Join(", ", goal.Parts)}. Noem ze zo, en tel ze in parts en of.");
        }
    }

    /// <returns>Links that were left as a curator decided.</returns>
    public List<MethodGoalProblem> Put(int methodGoal, IReadOnlyList<DeliveredLink> wanted)
    {
        var (left, kept) = (_stored[methodGoal].ToList(), new List<MethodGoalProblem>());
        foreach (var (one, i) in wanted.Select((l, i) => (l, i)))
        {
            var goal = _newest[one.Goal!];
            var link = left.Find(l => l.Link.GoalId == goal.GoalId).Link;
            left.RemoveAll(l => l.Uri == goal.Uri);
            var before = link is null ? null : LinkState.Of(link);
            var after = new LinkState(Enum.Parse<LinkRelation>(one.Relation!, ignoreCase: true), one.Role == "assess" ? LinkRole.Assess : LinkRole.Practise, LinkStatus.Approved,
                one.Coverage?.Parts, one.Coverage?.Of, Links.Links.Sorted([.. one.Coverage?.Names ?? []], goal.Parts), string.IsNullOrWhiteSpace(one.Reason) ? null : one.Reason.Trim(), null, null, _author);
            if (before is null || before.Author == _author) _tables.Write(link ?? new GoalLink { MethodGoalId = methodGoal, GoalId = goal.GoalId }, before, after, LinkAction.Delivered, _author, _now);
            else if (!before.SaysTheSame(after)) kept.Add(new($"links[{i}]", "curator-decided", "Een curator besliste over deze koppeling. Die beslissing blijft staan."));
        }
        foreach (var (link, _) in left.Where(l => l.Link.Author == _author && l.Link.Status == LinkStatus.Approved))
            _tables.Write(link, LinkState.Of(link), LinkState.Of(link) with { Status = LinkStatus.Stale }, LinkAction.Withdrawn, _author, _now);
        return kept;
    }
}
