namespace Dashboard.Web.Pages.OpenTool;

/// <summary>One click to the tool itself, signed in, to set something ready there (V-15): there is no result to open yet, so it is the tool's own start.</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class OpenStartModel(CurrentPerson current, ToolDoor door) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string tool, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.Tools.AsNoTracking().SingleOrDefaultAsync(t => t.Key == tool, stop) is not { } found) return NotFound();
        var start = Uri.TryCreate(found.LaunchUrl, UriKind.Absolute, out var launch) ? launch.GetLeftPart(UriPartial.Authority) + "/" : null;
        return await door.Open(this, session, found, start, ("launch-start", found.Key, null), stop);
    }
}
