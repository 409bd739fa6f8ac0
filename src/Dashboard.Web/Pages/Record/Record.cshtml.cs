using System.Text.Json;
using Dashboard.Schools.People;
using Dashboard.Store.Tables;
using Dashboard.Teaching.Marks;
using Dashboard.Web.Access;
using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Recording;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Pages.Record;

/// <summary>Recording and undo: post, redirect, get. Choosing is saving.</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class RecordModel(CurrentPerson current, Marks marks, TimeProvider clock) : PageModel
{
    /// <summary>There is nothing to see here: an address that was typed or reloaded goes to the group.</summary>
    public IActionResult OnGet(string g) => Redirect("/g/" + Uri.EscapeDataString(g));

    /// <param name="g">Group.</param>
    /// <param name="wat">What to record; null with marks to undo.</param>
    /// <param name="doel">Key of the goal.</param>
    /// <param name="leerling">Keys of the pupils.</param>
    /// <param name="markering">Marks to take back.</param>
    /// <param name="terug">Page to come back to.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnPostAsync(string g, MarkKind? wat, Guid? doel, Guid[] leerling, Guid[] markering, string? terug, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var group = await session.Tables.VisibleGroup(current.Person, g, clock, stop);
        if (group is null) return NotFound();
        var action = $"/g/{group.Key}/vastleggen";
        Saved saved;
        if (markering.Length > 0)
        {
            var undone = await marks.Undo(session, current.Person, markering, stop);
            saved = new Saved(action, null, [], "", null, []);
            if (undone.Count == 0) return Back(group.Key, terug);
        }
        else
        {
            var goal = await session.Tables.Goals.AsNoTracking().Where(x => x.Key == doel).OrderByDescending(x => x.ReleaseId).FirstOrDefaultAsync(stop);
            var pupils = (await session.Tables.ClassOf(group, stop)).Where(p => leerling.Contains(p.Key)).ToList();
            if (goal is null || pupils.Count == 0 || wat is not { } kind || !Enum.IsDefined(kind)) return NotFound();
            var made = await marks.Add(session, current.Person, kind, [.. pupils.Select(p => p.PupilId)], goal.GoalId, stop);
            saved = new Saved(action, kind, [.. pupils.Select(p => p.Key)], Topic.Lower(goal.ShortName ?? goal.Title), made[0].Until, [.. made.Select(m => m.MarkId)]);
        }
        await session.Commit(stop);
        TempData["Saved"] = JsonSerializer.Serialize(saved);
        return Back(group.Key, terug);
    }

    /// <summary>Only to a page of ours.</summary>
    private RedirectResult Back(string group, string? to) => Redirect(Url.IsLocalUrl(to) ? to! : "/g/" + group);
}
