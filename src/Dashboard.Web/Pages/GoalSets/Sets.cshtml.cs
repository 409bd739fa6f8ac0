using Dashboard.Web.Goals;

namespace Dashboard.Web.Pages.GoalSets;

/// <summary>Which goal sets are there, whose are they, and what is their status?</summary>
[Authorize]
public sealed class SetsModel(CurrentPerson current, TextBook texts) : PageModel
{
    public ChosenGoals Chosen { get; private set; } = null!;

    public IEnumerable<(GoalSetKind Kind, IReadOnlyList<SetInUse> Sets)> Kinds => Chosen.Sets.Concat(Chosen.Others).GroupBy(s => s.Kind).OrderBy(g => g.Key).Select(g => (g.Key, (IReadOnlyList<SetInUse>)[.. g]));

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        Chosen = await ChosenGoals.Read(session.Tables, current.Person.School, stop);
        ViewData.Frame(new Frame(texts["goals.title"], Here: "doelen"));
    }
}
