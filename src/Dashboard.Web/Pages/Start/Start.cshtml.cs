using Dashboard.Web.Pages.Group;
using Dashboard.Web.Signals;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Pages.Start;

/// <summary>Which group? With one group: straight to it.</summary>
[Authorize]
public sealed class StartModel(CurrentPerson current, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(SchoolGroup Group, IHtmlContent Lead, GroupAtAGlance Glance)> Groups { get; private set; } = [];
    public Role Role { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        Role = current.Person.Role;
        if (Role == Role.Curator) return Redirect("/doelen/koppelen");
        if (Role == Role.PublisherStaff) return Redirect("/uitgever");
        if (Role == Role.Operator) return Redirect("/installatie");
        if (Role == Role.BoardViewer) return Redirect("/verslag");
        await using var session = await current.Begin(stop);
        // Until the first data is there an administrator is still setting her school up.
        if (Role == Role.Administrator) return Redirect(await session.Tables.Deliveries.AnyAsync(d => d.SchoolId == current.Person.School && d.State != DeliveryState.Rejected, stop) ? "/beheer/koppelingen" : "/beheer/start");
        var groups = await session.Tables.VisibleGroups(current.Person, clock).OrderBy(g => g.Composite).ThenBy(g => g.YearGroup).ThenBy(g => g.Name).ToListAsync(stop);
        if (groups is [var only] && Role == Role.Teacher) return Redirect("/g/" + only.Key);
        var filter = new GroupFilter("week", null, null, false, false);
        Groups = [.. (await StartQuery.Read(session.Tables, groups, current.Person.StaffId, clock.GetUtcNow(), Role == Role.InternBegeleider, stop))
            .Select(f => (f, SignalRows.Build(f, filter, moments.Today)))
            .Select(f => (f.f.Group, new Sentences(texts, moments, f.f.Group.Key).Lead(f.f, f.Item2, filter), new GroupAtAGlance(f.f, f.Item2, moments.Today)))];
        if (groups.Count > 0) await current.Saw(session, "view-start", null, [], stop);
        ViewData.Frame(new Frame(texts["app.name"]));
        return Page();
    }
}
