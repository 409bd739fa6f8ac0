using Dashboard.Mapping.Goals;

namespace Dashboard.Web.Pages.GoalSets;

/// <summary>What does this goal say, where does it stand, and who decided that? A curator names it and couples it to kerndoelen.</summary>
[Authorize]
public sealed class GoalModel(CurrentPerson current, GoalEditing editing, TextBook texts) : PageModel
{
    public OneGoal Facts { get; private set; } = null!;
    public string? Problem { get; private set; }
    public bool IsCurator => current.Person.Role == Role.Curator;

    public Task<IActionResult> OnGetAsync(Guid key, CancellationToken stop) => Show(key, stop);

    public Task<IActionResult> OnPostNameAsync(Guid key, string? naam, CancellationToken stop) =>
        Edit(key, (session, uri) => editing.Name(session, current.Person, uri, naam, stop), stop);

    /// <param name="relatie">Empty: take the coupling away.</param>
    public Task<IActionResult> OnPostKerndoelAsync(Guid key, string kerndoel, LinkRelation? relatie, string? reden, CancellationToken stop) =>
        Edit(key, (session, uri) => editing.Kerndoel(session, current.Person, uri, kerndoel ?? "", relatie, reden, stop), stop);

    private async Task<IActionResult> Edit(Guid key, Func<Session, string, Task<string?>> edit, CancellationToken stop)
    {
        if (!IsCurator) return Forbid();
        await using (var session = await current.Begin(stop))
        {
            if (await OneGoal.Read(session.Tables, key, current.Person.School, stop) is not { } facts) return NotFound();
            Problem = await edit(session, facts.Goal.Uri);
            if (Problem is null)
            {
                await session.Commit(stop);
                return Redirect("/doelen/doel/" + key);
            }
        }
        return await Show(key, stop);
    }

    private async Task<IActionResult> Show(Guid key, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await OneGoal.Read(session.Tables, key, current.Person.School, stop) is not { } facts) return NotFound();
        Facts = facts;
        ViewData.Frame(new Frame(texts["goals.goal"], Here: "doelen"));
        return Page();
    }
}
