using Dashboard.Schools.Calendar;
using Dashboard.Web.Pages.Group;
using Dashboard.Web.Signals;

namespace Dashboard.Web.Pages.Lesson;

/// <summary>What for the next lesson? To read, and to print.</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class PrepareModel(CurrentPerson current, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public GroupFacts Facts { get; private set; } = null!;
    public GroupFilter Filter { get; private set; } = null!;
    public LessonLines Lines { get; private set; } = null!;
    public DateOnly Lesson { get; private set; }
    public Sentences Say { get; private set; } = null!;
    public string Address => $"/g/{Facts.Group.Key}/voorbereiden";
    public IEnumerable<string> Subjects => Facts.Goals.Topics.Select(t => t.Subject).Where(s => s.Length > 0).Distinct().Order();

    public async Task<IActionResult> OnGetAsync(string g, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return NotFound();
        Facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        Filter = GroupFilter.From(Request.Query);
        Lesson = (await session.Tables.CalendarOf(group.SchoolId, stop)).AddSchoolDays(moments.Today, 1);
        Lines = LessonLines.Of(Facts, Filter, Lesson, moments.Today);
        Say = new Sentences(texts, moments, group.Key);
        await current.Saw(session, "view-group", group.Key, Facts.Pupils.Select(p => p.Key), stop);
        ViewData.Frame(Frame.Of(texts.Plain("lesson.title", ("group", group.Name)), group, Facts.Pupils, "voorbereiden"));
        return Page();
    }
}
