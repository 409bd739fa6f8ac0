using Dashboard.Schools.People;
using Dashboard.Web.Access;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

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
        ViewData.Frame(Frame.Of(texts["kern.title"], group, facts.Pupils, "kerndoelen"));
        return Page();
    }

    public string Told(Happening here) => texts.Plain("kern.here", ("stuck", here.Stuck), ("fast", here.Fast), ("new", here.New), ("minutes", here.Minutes), ("any", here.Stuck + here.Fast + here.New));
}
