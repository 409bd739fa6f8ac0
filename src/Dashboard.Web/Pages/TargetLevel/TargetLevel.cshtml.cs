using Dashboard.Signalling.Settings;
using Dashboard.Web.Class;

namespace Dashboard.Web.Pages.TargetLevel;

/// <summary>The teacher sets, changes or takes back a streefniveau of one pupil in one domain: post, redirect, get.</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class TargetLevelModel(CurrentPerson current, TargetLevels levels, TimeProvider clock) : PageModel
{
    /// <summary>There is nothing to see here: an address that was typed or reloaded goes to the group.</summary>
    public IActionResult OnGet(string g) => Redirect("/g/" + Uri.EscapeDataString(g));

    /// <param name="g">Group.</param>
    /// <param name="leerling">Key of the pupil.</param>
    /// <param name="domein">Domain of the tools' goals.</param>
    /// <param name="niveau">Empty: no streefniveau of its own.</param>
    /// <param name="terug">Page to come back to.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnPostAsync(string g, Guid leerling, string? domein, TargetLevelKind? niveau, string? terug, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var group = await session.Tables.VisibleGroup(current.Person, g, clock, stop);
        if (group is null || (await session.Tables.ClassOf(group, stop)).FirstOrDefault(p => p.Key == leerling) is not { } pupil) return NotFound();
        if (string.IsNullOrEmpty(domein) || (niveau is { } level && !Enum.IsDefined(level)) || !await session.Tables.MethodGoals.AnyAsync(m => m.Domain == domein, stop)) return NotFound();
        await levels.Set(session, current.Person, pupil.PupilId, [domein], niveau, stop);
        await session.Commit(stop);
        return Redirect(Url.IsLocalUrl(terug) ? terug! : $"/g/{group.Key}/l/{leerling}");
    }
}
