namespace Dashboard.Web.Pages.OpenTool;

/// <summary>
/// One click to the tool's own report, without a login form (SI-28): of a signal, or of a result. The address holds a random key;
/// who may not see the pupil gets the same answer as for a key that does not exist.
/// </summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class OpenModel(CurrentPerson current, ToolDoor door, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid key, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await Find(session.Tables, key, stop) is not { } wanted || !await Visible(session.Tables, wanted.Pupil, stop)) return NotFound();
        var tool = await session.Tables.Tools.AsNoTracking().SingleAsync(t => t.ToolId == wanted.Tool, stop);
        return await door.Open(this, session, tool, wanted.Link, ("launch", key.ToString(), $$"""{"tool":"{{tool.Key}}"}"""), stop);
    }

    private sealed record Wanted(int Pupil, int Tool, string? Link);

    /// <summary>A signal opens the exercise that raised it, else the last one on the same goal of the tool.</summary>
    private async Task<Wanted?> Find(StoreContext tables, Guid key, CancellationToken stop)
    {
        var results = tables.Results.AsNoTracking().Where(r => r.SchoolId == current.Person.School);
        var signal = await tables.Signals.AsNoTracking().Where(s => s.SchoolId == current.Person.School && s.SignalId == key)
            .Select(s => new { s.PupilId, s.ToolId, s.MethodGoalId, s.EventKey }).SingleOrDefaultAsync(stop);
        if (signal is null)
            return await results.Where(r => r.ResultKey == key).Select(r => new Wanted(r.PupilId, r.ToolId, r.DeepLink)).FirstOrDefaultAsync(stop);
        var link = await results.Where(r => r.PupilId == signal.PupilId && r.ToolId == signal.ToolId && r.DeepLink != null
                && (r.ResultKey == signal.EventKey || r.MethodGoalId == signal.MethodGoalId))
            .OrderByDescending(r => r.ResultKey == signal.EventKey).ThenByDescending(r => r.TakenAt)
            .Select(r => r.DeepLink).FirstOrDefaultAsync(stop);
        return new Wanted(signal.PupilId, signal.ToolId, link);
    }

    private Task<bool> Visible(StoreContext tables, int pupil, CancellationToken stop) =>
        tables.VisibleGroups(current.Person, clock).AnyAsync(g => tables.Memberships.Any(m => m.SchoolId == g.SchoolId && m.GroupId == g.GroupId && m.PupilId == pupil), stop);
}
