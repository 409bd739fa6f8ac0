using Dashboard.Web.Class;

namespace Dashboard.Web.Pages.MyList;

/// <summary>What comes back today?</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class MyListModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    public ListItems Items { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var groups = await session.Tables.VisibleGroups(current.Person, clock).OrderBy(g => g.Composite).ThenBy(g => g.YearGroup).ThenBy(g => g.Name).ToListAsync(stop);
        Items = await ListItems.Read(session.Tables, current.Person, groups, clock.GetUtcNow(), stop);
        IReadOnlyList<ClassMate> known = [.. Items.Today.Concat(Items.Week).Concat(Items.Running).Concat(Items.Done).SelectMany(i => i.Pupils).DistinctBy(p => p.PupilId)];
        ViewData.Frame(groups is [var only] ? Frame.Of(texts["myList.title"], only, await session.Tables.ClassOf(only, stop), "lijstje") : new Frame(texts["myList.title"], Pupils: known, Here: "lijstje"));
        await current.Saw(session, "view-list", null, known.Select(p => p.Key), stop);
    }
}
