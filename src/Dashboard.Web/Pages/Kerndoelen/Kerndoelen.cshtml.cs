using Dashboard.Web.Pages.Group;

namespace Dashboard.Web.Pages.Kerndoelen;

/// <summary>What of the kerndoelen is this group working on, and where are signals?</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class KerndoelenModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    public KerndoelView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string g, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var group = await session.Tables.VisibleGroup(current.Person, g, clock, stop);
        if (group is null) return NotFound();
        var facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        View = await KerndoelView.Read(session.Tables, facts, stop);
        await current.Saw(session, "view-group", group.Key, facts.Pupils.Select(p => p.Key), stop);
        ViewData.Frame(Frame.Of(texts["kern.title"], group, facts.Pupils, "kerndoelen"));
        return Page();
    }

    /// <summary>"Eén leerling loopt vast en drie gaan snel vooruit · 25 min geoefend".</summary>
    public string Told(Happening here)
    {
        var told = new[] { ("stuck", here.Stuck), ("fast", here.Fast), ("new", here.New) }.Where(k => k.Item2 > 0).Select(k => texts.Plain("kern.here." + k.Item1, ("n", k.Item2))).ToList();
        return $"{(told.Count == 0 ? texts["kern.here.none"] : texts.Join(told))} · {texts.Plain("kern.here.minutes", ("n", here.Minutes))}";
    }
}
