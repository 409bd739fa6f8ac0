using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Web.Class;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Recording;

namespace Dashboard.Web.Pages.Handover;

/// <summary>What one pupil takes along: what runs, what was agreed, what teachers wrote. No score and no judgement of ours.</summary>
public sealed record Taken(ClassMate Pupil, IReadOnlyList<SignalRow> Stuck, IReadOnlyList<FollowUpFacts> FollowUps, IReadOnlyList<MarkFacts> Marks, IReadOnlyList<NoteFacts> Notes)
{
    public bool Nothing => Stuck.Count + FollowUps.Count + Marks.Count + Notes.Count == 0;
}

/// <summary>What does next year's teacher have to know of this group? An intern begeleider lets her look along until the year ends.</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class HandoverModel(CurrentPerson current, Handovers handovers, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public GroupFacts Facts { get; private set; } = null!;
    public IReadOnlyList<Taken> Pupils { get; private set; } = [];
    public IReadOnlyList<(Guid Key, string Name, bool Looks)> Teachers { get; private set; } = [];
    public bool Decides => current.Person.Role == Role.InternBegeleider;
    public DateOnly Until => Handovers.Until(Facts.Group);

    public async Task<IActionResult> OnGetAsync(string g, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return NotFound();
        Facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        var notes = (await session.Tables.NotesOf(group.SchoolId, [.. Facts.Pupils.Select(p => p.PupilId)], SchoolTime.StartOf(new DateOnly(group.SchoolYear, 8, 1)), stop)).ToLookup(n => n.PupilId);
        var rows = SignalRows.Build(Facts, new GroupFilter("zes", null, null, false, false), moments.Today).Where(r => r.Kind == SignalKind.Stuck).ToList();
        Pupils = [.. Facts.Pupils.Select(p => new Taken(p, [.. rows.Where(r => r.Pupils.Any(x => x.Pupil.PupilId == p.PupilId))], [.. Facts.FollowUps.Where(f => f.Pupils.Contains(p.PupilId))],
            [.. Facts.Marks.Where(m => m.PupilId == p.PupilId)], [.. notes[p.PupilId]]))];
        if (Decides) Teachers = await TeachersOf(session.Tables, group, stop);
        await current.Saw(session, "view-handover", group.Key, Facts.Pupils.Select(p => p.Key), stop);
        ViewData.Frame(Frame.Of(texts.Plain("handover.title", ("group", group.Name)), group, Facts.Pupils));
        return Page();
    }

    /// <param name="g">The group.</param>
    /// <param name="leraar">Key of the teacher.</param>
    /// <param name="terug">Take it back.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnPostAsync(string g, Guid leraar, bool terug, CancellationToken stop)
    {
        if (!Decides) return Forbid();
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return NotFound();
        if (terug) await handovers.Take(session, current.Person, group, leraar, stop);
        else await handovers.Give(session, current.Person, group, leraar, stop);
        await session.Commit(stop);
        return Redirect($"/g/{group.Key}/overdracht");
    }

    /// <summary>Teachers who do not teach the group; with Looks: who looks along already.</summary>
    private static async Task<IReadOnlyList<(Guid, string, bool)>> TeachersOf(Dashboard.Store.StoreContext tables, SchoolGroup group, CancellationToken stop)
    {
        var until = Handovers.Until(group);
        var rows = await tables.Staff.AsNoTracking().Where(s => s.SchoolId == group.SchoolId && s.Role == Role.Teacher)
            .Select(s => new { s.Key, s.DisplayName, Own = tables.Assignments.Where(a => a.SchoolId == s.SchoolId && a.StaffId == s.StaffId && a.GroupId == group.GroupId).Select(a => (DateOnly?)(a.Until ?? DateOnly.MaxValue)).FirstOrDefault() }).ToListAsync(stop);
        return [.. rows.Where(r => r.Own is null || r.Own == until).OrderBy(r => r.DisplayName).Select(r => (r.Key, r.DisplayName, r.Own is not null))];
    }
}
