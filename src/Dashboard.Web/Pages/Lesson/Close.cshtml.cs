using Dashboard.Contracts;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Signals;

namespace Dashboard.Web.Pages.Lesson;

/// <summary>What is left of today, and what do I want to remember?</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class CloseModel(CurrentPerson current, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public GroupFacts Facts { get; private set; } = null!;

    /// <summary>Signals of today, stuck and fast.</summary>
    public IReadOnlyList<SignalRow> Today { get; private set; } = [];
    public int Signals { get; private set; }
    /// <summary>What this reader recorded today.</summary>
    public int Recorded { get; private set; }
    public Sentences Say { get; private set; } = null!;

    /// <summary>Lines of today whose why she did not open.</summary>
    public IReadOnlyList<SignalRow> Unseen => [.. Today.Where(r => r.Signals.Any(s => !s.Seen))];

    public async Task<IActionResult> OnGetAsync(string g, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return NotFound();
        Facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        var filter = new GroupFilter("vandaag", null, null, false, false);
        var from = filter.From(moments.Today);
        Today = [.. SignalRows.Build(Facts, filter, moments.Today).Where(r => r.Kind != SignalKind.NewProgress)];
        Signals = Facts.Signals.Count(s => s.State == SignalState.Raised && s.RaisedAt >= from && s.Kind != SignalKind.NewProgress);
        var (t, school, me, pupils) = (session.Tables, group.SchoolId, current.Person.StaffId, Facts.Pupils.Select(p => p.PupilId).ToArray());
        Recorded = await t.Marks.CountAsync(m => m.SchoolId == school && m.StaffId == me && m.At >= from && m.UndoneAt == null && (m.GroupId == group.GroupId || (m.PupilId != null && pupils.Contains(m.PupilId.Value))), stop)
            + await t.Notes.CountAsync(n => n.SchoolId == school && n.StaffId == me && n.At >= from && n.UndoneAt == null && pupils.Contains(n.PupilId), stop)
            + Facts.FollowUps.Count(f => f.StaffId == me && f.At >= from)
            + Facts.Signals.SelectMany(s => s.Answers).Count(a => a.StaffId == me && a.At >= from && a.Kind != ReactionKind.Seen);
        Say = new Sentences(texts, moments, group.Key);
        await current.Saw(session, "view-group", group.Key, Facts.Pupils.Select(p => p.Key), stop);
        ViewData.Frame(Frame.Of(texts.Plain("close.title", ("group", group.Name)), group, Facts.Pupils, "voorbereiden"));
        return Page();
    }
}
