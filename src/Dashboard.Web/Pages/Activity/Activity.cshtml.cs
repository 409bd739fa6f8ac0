using Dashboard.Contracts;
using Dashboard.Schools.Calendar;
using Dashboard.Web.Pages.Group;

namespace Dashboard.Web.Pages.Activity;

/// <summary>Who practises now, in what, since when, and from whom was nothing seen today?</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class ActivityModel(CurrentPerson current, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public GroupFacts Facts { get; private set; } = null!;
    public ActivityNow Activity { get; private set; } = null!;
    public IEnumerable<string> Tools => Facts.Tools.Where(t => t is { On: true, Profile.TestsOnly: false }).Select(t => t.Name);

    public async Task<IActionResult> OnGetAsync(string g, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return NotFound();
        Facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        var (pupils, since) = (Facts.Pupils.Select(p => p.PupilId).ToArray(), SchoolTime.StartOf(moments.Today));
        Activity = ActivityNow.Of(Facts, await session.Tables.Results.AsNoTracking()
            .Where(r => r.SchoolId == group.SchoolId && pupils.Contains(r.PupilId) && r.TakenAt >= since && r.IsPrimary && r.Status != ResultStatus.Cancelled && r.Status != ResultStatus.Missing && r.Origin != OriginKind.StandardisedTest)
            .Select(r => new Moment(r.PupilId, r.ToolId, r.MethodGoalId, r.TakenAt, r.Seconds ?? 0)).ToListAsync(stop));
        await current.Saw(session, "view-group", group.Key, Facts.Pupils.Select(p => p.Key), stop);
        ViewData.Frame(Frame.Of(texts.Plain("activity.title", ("group", group.Name)), group, Facts.Pupils, "bezig"));
        return Page();
    }
}
