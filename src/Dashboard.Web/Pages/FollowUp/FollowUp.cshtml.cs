using System.Text.Json;
using Dashboard.Schools.Calendar;
using Dashboard.Teaching.FollowUps;
using Dashboard.Web.Class;
using Dashboard.Web.Recording;

namespace Dashboard.Web.Pages.FollowUp;

/// <summary>What will I do, with whom, until when, and what do I expect? Changes or ends a follow-up that runs.</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class FollowUpModel(CurrentPerson current, FollowUps followUps, TextBook texts, TimeProvider clock) : PageModel
{
    public SchoolGroup Group { get; private set; } = null!;
    public IReadOnlyList<ClassMate> Pupils { get; private set; } = [];
    public FollowUpFacts Facts { get; private set; } = null!;
    public string? Problem { get; private set; }

    /// <summary>What the form sends; Klaar: she looked back, it ends.</summary>
    public sealed record Form(FollowUpKind Wat, Guid[]? Leerling, string? Met, DateOnly? Van, DateOnly? Terugkijken, string? Verwachting, bool Klaar, string? Terug);

    public async Task<IActionResult> OnGetAsync(string g, Guid id, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (!await Find(session, g, id, stop)) return NotFound();
        await current.Saw(session, "view-follow-up", id.ToString(), Pupils.Select(p => p.Key), stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string g, Guid id, [FromForm] Form form, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (!await Find(session, g, id, stop)) return NotFound();
        var back = Url.IsLocalUrl(form.Terug) ? form.Terug! : "/g/" + Group.Key;
        if (form.Klaar)
        {
            await followUps.End(session, current.Person, id, stop);
            await session.Commit(stop);
            Tell(new Saved($"/g/{Group.Key}/vastleggen", "Ended", Keys(Facts.Pupils), Facts.TopicName, null));
            return Redirect(back);
        }
        var pupils = Pupils.Where(p => form.Leerling?.Contains(p.Key) == true).Select(p => p.PupilId).ToList();
        if (pupils.Count == 0 || !Enum.IsDefined(form.Wat) || form.Terugkijken is not { } evaluates || evaluates <= (form.Van ?? Facts.StartsOn))
        {
            Problem = pupils.Count == 0 ? "followUp.noPupil" : "followUp.noDay";
            return Page();
        }
        // Pupils of another group in the same follow-up are not this page's business: they stay in it.
        var others = Facts.Pupils.Where(id => Pupils.All(p => p.PupilId != id));
        var changed = await followUps.Change(session, current.Person, id, [.. pupils, .. others], new Agreement(form.Wat, evaluates, form.Van, form.Met, form.Verwachting), stop);
        await session.Commit(stop);
        if (changed is not null) Tell(new Saved($"/g/{Group.Key}/vastleggen", "FollowUp", Keys(pupils), Facts.TopicName, changed.EvaluateOn) { FollowUp = changed.FollowUpId });
        return Redirect(back);
    }

    private void Tell(Saved saved) => TempData["Saved"] = JsonSerializer.Serialize(saved);

    private Guid[] Keys(IEnumerable<int> pupils) => [.. Pupils.Where(p => pupils.Contains(p.PupilId)).Select(p => p.Key)];

    /// <summary>Of this group, running, and about a pupil whom the reader may see.</summary>
    private async Task<bool> Find(Session session, string g, Guid id, CancellationToken stop)
    {
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return false;
        (Group, Pupils) = (group, await session.Tables.ClassOf(group, stop));
        var facts = (await session.Tables.FollowUpsOf(group.SchoolId, [.. Pupils.Select(p => p.PupilId)], SchoolTime.Day(clock.GetUtcNow()), stop)).FirstOrDefault(f => f.Id == id);
        if (facts is null) return false;
        Facts = facts;
        ViewData.Frame(Frame.Of(texts.Plain("followUp.title", ("group", group.Name)), group, Pupils));
        return true;
    }
}
