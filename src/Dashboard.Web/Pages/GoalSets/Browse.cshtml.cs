using Dashboard.Web.Goals;

namespace Dashboard.Web.Pages.GoalSets;

/// <summary>The goals of one set in their hierarchy, in the release that this school works with.</summary>
[Authorize]
public sealed class BrowseModel(CurrentPerson current) : PageModel
{
    public const int Most = 1000;

    public SetInUse Set { get; private set; } = null!;
    public IReadOnlyList<string> Subjects { get; private set; } = [];
    public IReadOnlyList<Goal> Rows { get; private set; } = [];
    public string? Subject { get; private set; }
    public int? Groep { get; private set; }
    public string? Text { get; private set; }
    public int Total { get; private set; }
    public int Rebuilt { get; private set; }

    /// <param name="set">Key of the set.</param>
    /// <param name="vak">Subject; the first one if none.</param>
    /// <param name="zoek">Words in the text, the short name or the code; then headings are left out.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnGetAsync(string set, string? vak, int? groep, string? zoek, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var chosen = await ChosenGoals.Read(session.Tables, current.Person.School, stop);
        if (chosen.Sets.Concat(chosen.Others).FirstOrDefault(s => s.Key == set) is not { } found) return NotFound();
        (Set, Text, Groep) = (found, string.IsNullOrWhiteSpace(zoek) ? null : zoek.Trim(), groep is >= 1 and <= 8 ? groep : null);
        var tables = session.Tables;
        var goals = tables.Goals.AsNoTracking().Where(g => tables.GoalsInReleases.Any(i => i.ReleaseId == Set.ReleaseId && i.GoalId == g.GoalId));
        var subjects = await goals.GroupBy(g => g.Subject).Select(g => new { g.Key, First = g.Min(x => x.Position) }).OrderBy(g => g.First).Select(g => g.Key).ToListAsync(stop);
        Subjects = subjects;
        Subject = subjects.Contains(vak ?? "") ? vak : subjects.FirstOrDefault();
        Total = await goals.CountAsync(g => g.Kind == GoalKind.Goal || g.Kind == GoalKind.Kerndoel, stop);
        Rebuilt = await goals.CountAsync(g => g.Confirmation == Confirmation.Reconstructed, stop);
        var year = (short?)Groep;
        var shown = goals.Where(g => g.Kind != GoalKind.Example && (Groep == null || g.Groepen.Contains(year!.Value)));
        var words = $"%{Text?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        shown = Text is null
            ? shown.Where(g => g.Subject == Subject)
            : shown.Where(g => g.Kind >= GoalKind.Goal && (EF.Functions.ILike(g.Title, words) || EF.Functions.ILike(g.ShortName!, words) || EF.Functions.ILike(g.Code!, words)));
        Rows = await shown.OrderBy(g => g.Position).Take(Most).ToListAsync(stop);
        ViewData.Frame(new Frame(Set.Title, Here: "doelen"));
        return Page();
    }
}
