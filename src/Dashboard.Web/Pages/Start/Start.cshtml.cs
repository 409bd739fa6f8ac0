using Dashboard.Schools.People;
using Dashboard.Store.Tables;
using Dashboard.Web.Access;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Signals;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

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
        if (Role == Role.Administrator) return Redirect("/beheer/koppelingen");
        await using var session = await current.Begin(stop);
        var groups = await session.Tables.VisibleGroups(current.Person, clock).OrderBy(g => g.Composite).ThenBy(g => g.YearGroup).ThenBy(g => g.Name).ToListAsync(stop);
        if (groups is [var only] && Role == Role.Teacher) return Redirect("/g/" + only.Key);
        var filter = new GroupFilter("week", null, null, false, false);
        Groups = [.. (await StartQuery.Read(session.Tables, groups, current.Person.StaffId, clock.GetUtcNow(), Role == Role.InternBegeleider, stop))
            .Select(f => (f, SignalRows.Build(f, filter, moments.Today)))
            .Select(f => (f.f.Group, new Sentences(texts, moments, f.f.Group.Key).Lead(f.f, f.Item2, filter), new GroupAtAGlance(f.f, f.Item2, moments.Today)))];
        ViewData.Frame(new Frame(texts["app.name"]));
        return Page();
    }
}
