using Dashboard.Mapping.Goals.Releases;
using Dashboard.Store;
using Dashboard.Store.Tables;
using Dashboard.Web.Access;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Pages.GoalSets;

public sealed record LinkOfGoal(int MethodGoalId, string Title);

/// <param name="Proposed">One successor with the same words and level: proposed to be carried over.</param>
public sealed record ReviewRow(int Id, GoalChangeKind Kind, Guid Key, string Title, string Set, bool Proposed, IReadOnlyList<Goal> Next, IReadOnlyList<LinkOfGoal> Links);

/// <summary>Which linked goals did a new release change, and what becomes of their links?</summary>
[Authorize(Policy = WebComponent.Curates)]
public sealed class ReviewModel(CurrentPerson current, GoalReview review, TextBook texts) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<ReviewRow> Rows { get; private set; } = [];
    public int? Done { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        Done = TempData["Reviewed"] as int?;
        await using var session = await current.Begin(stop);
        var tables = session.Tables;
        var changes = await (
            from c in tables.GoalChanges.AsNoTracking()
            where c.State == GoalChangeState.Open
            join g in tables.Goals on c.GoalId equals g.GoalId
            join r in tables.GoalSetReleases on c.ReleaseId equals r.ReleaseId
            join s in tables.GoalSets on r.GoalSetId equals s.GoalSetId
            orderby c.SameWords descending, c.ChangeId
            select new { c, g.Key, g.Title, Set = s.Title + " " + r.Version }).Take(Most).ToListAsync(stop);
        var (uris, releases, ids) = (changes.SelectMany(c => c.c.NewUris).ToArray(), changes.Select(c => c.c.ReleaseId).ToArray(), changes.Select(c => c.c.GoalId).ToArray());
        var next = await (
            from g in tables.Goals.AsNoTracking() join i in tables.GoalsInReleases on g.GoalId equals i.GoalId
            where uris.Contains(g.Uri) && releases.Contains(i.ReleaseId)
            select new { i.ReleaseId, g }).ToListAsync(stop);
        var links = (await (
            from l in tables.GoalLinks.AsNoTracking() join m in tables.MethodGoals on l.MethodGoalId equals m.MethodGoalId
            where ids.Contains(l.GoalId) && (l.SchoolId == null || l.SchoolId == current.Person.School) && (l.Status == LinkStatus.Approved || l.Status == LinkStatus.Proposed)
            select new { l.GoalId, m.MethodGoalId, m.Title }).ToListAsync(stop)).ToLookup(l => l.GoalId, l => new LinkOfGoal(l.MethodGoalId, l.Title));
        Rows = [.. changes.Select(c => new ReviewRow(c.c.ChangeId, c.c.Kind, c.Key, c.Title, c.Set, c.c.SameWords && c.c.NewUris.Length == 1,
            [.. c.c.NewUris.SelectMany(u => next.Where(n => n.ReleaseId == c.c.ReleaseId && n.g.Uri == u).Select(n => n.g))], [.. links[c.c.GoalId]]))];
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
