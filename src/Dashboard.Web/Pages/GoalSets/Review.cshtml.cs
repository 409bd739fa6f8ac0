using Dashboard.Mapping.Goals.Releases;

namespace Dashboard.Web.Pages.GoalSets;

public sealed record LinkOfGoal(int MethodGoalId, string Title);

/// <param name="Proposed">One successor with the same words and level: proposed to be carried over.</param>
public sealed record ReviewRow(int Id, GoalChangeKind Kind, Guid Key, string Title, string Set, bool Proposed, IReadOnlyList<Goal> Next, IReadOnlyList<LinkOfGoal> Links);

/// <summary>Which linked goals did a new release change, and what becomes of their links? A curator's for every school, an administrator's the school's own.</summary>
[Authorize(Policy = WebComponent.EditsLinks)]
public sealed class ReviewModel(CurrentPerson current, GoalReview review, TextBook texts) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<ReviewRow> Rows { get; private set; } = [];
    public int? Done { get; private set; }
    public bool OwnSchool => current.Person.Role == Role.Administrator;

    public async Task OnGetAsync(CancellationToken stop)
    {
        Done = TempData["Reviewed"] as int?;
        await using var session = await current.Begin(stop);
        var tables = session.Tables;
        var changes = await (
            from c in GoalReview.ToDecide(tables, current.Person).AsNoTracking()
            join g in tables.Goals on c.GoalId equals g.GoalId
            join r in tables.GoalSetReleases on c.ReleaseId equals r.ReleaseId
            join s in tables.GoalSets on r.GoalSetId equals s.GoalSetId
            orderby c.SameWords descending, c.ChangeId
            select new { c, g.Key, g.Title, Set = s.Title + " " + r.Version }).Take(Most).ToListAsync(stop);
        var ids = changes.Select(c => c.c.GoalId).ToArray();
        var there = new Dictionary<int, IQueryable<Goal>>();
        var next = new Dictionary<int, IReadOnlyList<Goal>>();
        foreach (var change in changes.Select(c => c.c))
            next[change.ChangeId] = await Heirs.Of(tables, there.TryGetValue(change.ReleaseId, out var goals) ? goals : there[change.ReleaseId] = await Heirs.InNewest(tables, change.ReleaseId, stop), change.NewUris, later: true, stop);
        var links = (await (
            from l in GoalReview.LinksOf(tables, current.Person) join m in tables.MethodGoals on l.MethodGoalId equals m.MethodGoalId
            where ids.Contains(l.GoalId)
            select new { l.GoalId, m.MethodGoalId, m.Title }).ToListAsync(stop)).ToLookup(l => l.GoalId, l => new LinkOfGoal(l.MethodGoalId, l.Title));
        Rows = [.. changes.Select(c => new ReviewRow(c.c.ChangeId, c.c.Kind, c.Key, c.Title, c.Set, c.c.SameWords && next[c.c.ChangeId].Select(n => n.Uri).SequenceEqual(c.c.NewUris), next[c.c.ChangeId], [.. links[c.c.GoalId]]))];
        ViewData.Frame(new Frame(texts["review.title"], Here: "herzien"));
    }

    public Task<IActionResult> OnPostCarryAsync(int[] verschil, string? reden, CancellationToken stop) => Decide((session, why) => review.CarryOver(session, current.Person, verschil, why, stop), reden, stop);

    public Task<IActionResult> OnPostCloseAsync(int[] verschil, string? reden, CancellationToken stop) => Decide((session, why) => review.Close(session, current.Person, verschil, why, stop), reden, stop);

    private async Task<IActionResult> Decide(Func<Session, string, Task<int>> decide, string? reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason)) return Redirect("/doelen/herzien");
        await using var session = await current.Begin(stop);
        TempData["Reviewed"] = await decide(session, reason);
        await session.Commit(stop);
        return Redirect("/doelen/herzien");
    }
}
