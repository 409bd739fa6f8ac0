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
    public IReadOnlyList<(SchoolGroup Group, IHtmlContent Lead)> Groups { get; private set; } = [];
    public Role Role { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        Role = current.Person.Role;
        await using var session = await current.Begin(stop);
        var groups = await session.Tables.VisibleGroups(current.Person, clock).OrderBy(g => g.YearGroup).ThenBy(g => g.Name).ToListAsync(stop);
        if (groups is [var only] && Role == Role.Teacher) return Redirect("/g/" + only.Key);
        var list = new List<(SchoolGroup, IHtmlContent)>();
        var filter = new GroupFilter("week", null, null, false, false);
        foreach (var group in groups)
        {
            var facts = await GroupQuery.Read(session.Tables, group, clock.GetUtcNow(), stop);
            list.Add((group, new Sentences(texts, moments, group.Key).Lead(facts, SignalRows.Build(facts, filter, moments.Today), filter)));
        }
        Groups = list;
        ViewData.Frame(new Frame(texts["app.name"]));
        return Page();
    }
}
