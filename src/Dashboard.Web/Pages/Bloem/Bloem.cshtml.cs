using Dashboard.Schools.Calendar;
using Dashboard.Teaching.Flower;
using Dashboard.Web.Pages.Group;

namespace Dashboard.Web.Pages.Bloem;

/// <summary>Who shows effort and progress, and who needs help?</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class BloemModel(CurrentPerson current, PetalLabels labels, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    /// <summary>Name in the address, and weeks.</summary>
    public static IReadOnlyList<(string Key, int Weeks)> Periods { get; } = [("week", 1), ("twee", 2), ("zes", 6)];

    /// <summary>What is usual is looked for in so many weeks before the period.</summary>
    private const int WeeksBefore = 6;

    public GroupFacts Facts { get; private set; } = null!;
    public BloemFlower Flower { get; private set; } = null!;
    public string Period { get; private set; } = "twee";
    public IReadOnlyDictionary<Petal, string> Labels { get; private set; } = null!;
    public IReadOnlySet<Petal> OwnLabels { get; private set; } = null!;
    public string Address => $"/g/{Facts.Group.Key}/bloem";

    public async Task<IActionResult> OnGetAsync(string g, string? periode, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        return await Find(session, g, periode, stop) ? Page() : NotFound();
    }

    /// <summary>The group's own words for the petals.</summary>
    public async Task<IActionResult> OnPostAsync(string g, CancellationToken stop)
    {
        // By hand: a dictionary is bound from whatever stands in a form that has none, and any other word breaks it.
        var words = Enum.GetValues<Petal>().Where(p => Request.Form.ContainsKey($"blad[{p}]")).ToDictionary(p => p, p => (string?)Request.Form[$"blad[{p}]"]);
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return NotFound();
        await labels.Name(session, current.Person, group.GroupId, words, stop);
        await session.Commit(stop);
        return Redirect($"/g/{group.Key}/bloem#namen");
    }

    private async Task<bool> Find(Session session, string g, string? period, CancellationToken stop)
    {
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return false;
        Facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        Period = Periods.Any(p => p.Key == period) ? period! : "twee";
        Flower = await Read(session, Facts, Period, moments.Today, stop);
        var own = await session.Tables.PetalLabels.AsNoTracking().Where(l => l.SchoolId == group.SchoolId && l.GroupId == group.GroupId).ToDictionaryAsync(l => l.Petal, l => l.Label, stop);
        OwnLabels = own.Keys.ToHashSet();
        Labels = Enum.GetValues<Petal>().ToDictionary(p => p, p => own.GetValueOrDefault(p) ?? texts["petal." + p]);
        await current.Saw(session, "view-group", group.Key, Facts.Pupils.Select(p => p.Key), stop);
        ViewData.Frame(Frame.Of(texts.Plain("bloem.title", ("group", group.Name)), group, Facts.Pupils, "bloem"));
        return true;
    }

    internal static async Task<BloemFlower> Read(Session session, GroupFacts facts, string period, DateOnly today, CancellationToken stop)
    {
        var length = Periods.First(p => p.Key == period).Weeks;
        var first = today.AddDays(1 - 7 * length);
        var from = SchoolTime.StartOf(first);
        var weeks = await OwnWeeks.Read(session, facts.Group.SchoolId, [.. facts.Pupils.Select(p => p.PupilId)], from, SchoolTime.StartOf(first.AddDays(-7 * WeeksBefore)), stop);
        return BloemFlower.Of(facts, weeks, from, length);
    }
}
