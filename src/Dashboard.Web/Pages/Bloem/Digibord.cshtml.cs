using Dashboard.Web.Pages.Group;

namespace Dashboard.Web.Pages.Bloem;

/// <summary>
/// What may the class see? Petals without names; never who needs help, and no count that points at a few. Names of one petal only when
/// the teacher asks for them. It switches itself off, and what was shown does not come back with the back button (NU-12).
/// </summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class DigibordModel(CurrentPerson current, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public const int Minutes = 10;
    /// <summary>Smaller counts are not said: a few are easily known.</summary>
    public const int LeastCount = 5;

    public string Home { get; private set; } = "";
    public string Address { get; private set; } = "";
    public BloemFlower Flower { get; private set; } = null!;
    public IReadOnlyDictionary<Petal, string> Labels { get; private set; } = null!;

    /// <summary>Names of who shows effort and progress; empty until the teacher asked for them.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(string g, string? periode, CancellationToken stop) => Show(g, periode, names: false, stop);

    public Task<IActionResult> OnPostAsync(string g, string? periode, CancellationToken stop) => Show(g, periode, names: true, stop);

    private async Task<IActionResult> Show(string g, string? period, bool names, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return NotFound();
        var facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        var chosen = BloemModel.Periods.Any(p => p.Key == period) ? period! : "twee";
        Flower = await BloemModel.Read(session, facts, chosen, moments.Today, stop);
        Labels = await session.Tables.PetalLabels.AsNoTracking().Where(l => l.SchoolId == group.SchoolId && l.GroupId == group.GroupId).ToDictionaryAsync(l => l.Petal, l => l.Label, stop);
        if (names)
        {
            Names = [.. Flower.In(Petal.EffortAndProgress).Select(p => p.Pupil.Name)];
            current.Note(session, "board-names", group.Key);
            await session.Tables.SaveChangesAsync(stop);
            await session.Commit(stop);
        }
        (Home, Address) = ($"/g/{group.Key}/bloem?periode={chosen}", $"/g/{group.Key}/bloem/digibord?periode={chosen}");
        Response.Headers["Refresh"] = $"{Minutes * 60}; url={Home}"; // also without a script
        ViewData.Frame(new Frame(texts["board.title"]));
        return Page();
    }
}
