using Dashboard.Web.Class;
using Dashboard.Web.Goals;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Pages.Pupil;
using Dashboard.Web.Recording;

namespace Dashboard.Web.Pages.Talk;

/// <summary>
/// A sheet to look at together with the pupil: her own goals, her own time, what was agreed, and room to write. No other name stands on it,
/// no signal, no score, and nothing that a teacher wrote for colleagues.
/// </summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class TalkModel(CurrentPerson current, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public SchoolGroup Group { get; private set; } = null!;
    public ClassMate Pupil { get; private set; } = null!;
    public GroupFilter Filter { get; private set; } = null!;
    public IReadOnlyList<TalkGoal> Practised { get; private set; } = [];
    public IReadOnlyList<Topic> Chosen { get; private set; } = [];
    public IReadOnlyList<Topic> NotYet { get; private set; } = [];
    public IReadOnlyList<NoteFacts> Agreements { get; private set; } = [];
    public IReadOnlyList<string> Tools { get; private set; } = [];
    public int Seconds => Practised.Sum(g => g.Seconds);

    public async Task<IActionResult> OnGetAsync(string g, Guid l, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group || await PupilQuery.Read(session.Tables, group, l, current.Person.StaffId, clock.GetUtcNow(), stop) is not { } facts) return NotFound();
        (Group, Pupil, Filter) = (group, facts.Pupil, GroupFilter.From(Request.Query, usual: "zes"));
        var domains = PupilRows.Build(facts, Filter, moments.Today);
        (Practised, Chosen, NotYet) = (TalkGoals.Of(domains), TalkGoals.Chosen(domains), TalkGoals.NotYet(domains));
        Agreements = [.. facts.Notes.Where(n => n.Kind == NoteKind.Agreement)];
        Tools = [.. facts.Tools.Where(t => t.On && !t.Profile.TestsOnly).Select(t => t.Name)];
        current.Note(session, "view-pupil", l.ToString());
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        ViewData.Frame(new Frame(texts.Plain("talk.title", ("group", group.Name)), group.Key, group.Name)); // without the class: the pupil looks along
        return Page();
    }
}
