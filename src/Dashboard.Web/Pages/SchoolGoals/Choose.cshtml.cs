using System.Globalization;
using Dashboard.Mapping.Goals;
using Dashboard.Web.Goals;

namespace Dashboard.Web.Pages.SchoolGoals;

/// <summary>Which goals does our school work with, how coarse, and which of our own? (LD-06, LD-07, LD-26)</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class ChooseModel(CurrentPerson current, SchoolChoice choice, OwnGoals own, TextBook texts) : PageModel
{
    public IReadOnlyList<(GoalSetKind Kind, IReadOnlyList<SetInUse> Sets)> Kinds { get; private set; } = [];
    public ILookup<int, GoalSetRelease> Releases { get; private set; } = null!;
    public IReadOnlyDictionary<int, int?> Pinned { get; private set; } = null!;
    public IReadOnlyList<Goal> Own { get; private set; } = [];
    public Guid? Editing { get; private set; }
    public string? Problem { get; private set; }
    public bool Saved { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        Saved = TempData["GoalsSaved"] is true;
        await Load(stop);
        return Page();
    }

    /// <param name="set">The sets that were ticked; the form has release-N and grof-N beside each.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnPostChooseAsync(int[] set, CancellationToken stop)
    {
        var chosen = set.Distinct().Select(s => new ChosenSet(s,
            int.TryParse(Request.Form[string.Create(CultureInfo.InvariantCulture, $"release-{s}")], NumberStyles.None, CultureInfo.InvariantCulture, out var release) ? release : null,
            Enum.TryParse<Coarseness>(Request.Form[string.Create(CultureInfo.InvariantCulture, $"grof-{s}")], out var coarse) ? coarse : Coarseness.Goals)).ToList();
        await using (var session = await current.Begin(stop))
        {
            Problem = await choice.Choose(session, current.Person, chosen, stop);
            if (Problem is null) await session.Commit(stop);
        }
        return await Done("", stop);
    }

    public async Task<IActionResult> OnPostOwnAsync(Guid? doel, string? tekst, string? naam, string? vak, string? domein, short[] groep, CancellationToken stop)
    {
        Editing = doel;
        Problem = await own.Save(current.Person, new OwnGoal(doel, tekst, naam, vak, domein, groep), stop);
        return await Done("#eigen", stop);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid doel, CancellationToken stop)
    {
        Problem = await own.Remove(current.Person, doel, stop);
        return await Done("#eigen", stop);
    }

    private async Task<IActionResult> Done(string where, CancellationToken stop)
    {
        if (Problem is null)
        {
            TempData["GoalsSaved"] = true;
            return Redirect("/beheer/doelen" + where);
        }
        await Load(stop);
        return Page();
    }

    private async Task Load(CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var (tables, school) = (session.Tables, current.Person.School);
        var chosen = await ChosenGoals.Read(tables, school, stop);
        var sets = chosen.Sets.Concat(chosen.Others).OrderBy(s => s.SetId).ToList();
        Kinds = [.. sets.Where(s => s.Kind != GoalSetKind.Other).GroupBy(s => s.Kind).OrderBy(g => g.Key).Select(g => (g.Key, (IReadOnlyList<SetInUse>)[.. g]))];
        var ids = sets.Select(s => s.SetId).ToArray();
        Releases = (await tables.GoalSetReleases.AsNoTracking().Where(r => ids.Contains(r.GoalSetId)).OrderByDescending(r => r.ReleaseId).ToListAsync(stop)).ToLookup(r => r.GoalSetId);
        Pinned = await tables.SchoolGoalSets.Where(s => s.SchoolId == school).ToDictionaryAsync(s => s.GoalSetId, s => s.ReleaseId, stop);
        var ownSet = sets.Find(s => s.Key == OwnGoals.KeyOf(school))?.SetId ?? 0;
        var newest = Releases[ownSet].FirstOrDefault()?.ReleaseId ?? 0;
        Own = await tables.Goals.AsNoTracking().Where(g => tables.GoalsInReleases.Any(i => i.ReleaseId == newest && i.GoalId == g.GoalId)).OrderBy(g => g.Position).ToListAsync(stop);
        ViewData.Frame(new Frame(texts["choose.title"], Here: "keuze"));
    }
}
