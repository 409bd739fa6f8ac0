using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Pages.Calendar;

/// <summary>On which days does our school work? Region of the holidays, and the school's own free days.</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class CalendarModel(CurrentPerson current, StudyDays studyDays, TextBook texts, Moments moments) : PageModel
{
    private const int LongestName = 60;

    public HolidayRegion Region { get; private set; }
    public IReadOnlyList<StudyDay> Days { get; private set; } = [];
    /// <summary>From today on.</summary>
    public IEnumerable<Holiday> Coming => Holidays.Of(Region).Where(h => h.Last >= moments.Today).OrderBy(h => h.First);

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var school = current.Person.School;
        Region = await session.Tables.Schools.AsNoTracking().Where(s => s.SchoolId == school).Select(s => s.Region).SingleAsync(stop);
        Days = await session.Tables.StudyDays.AsNoTracking().Where(d => d.SchoolId == school).OrderBy(d => d.Day).ToListAsync(stop);
        ViewData.Frame(new Frame(texts["calendar.title"], Here: "kalender"));
    }

    /// <param name="regio">A new region.</param>
    /// <param name="dag">A day to add.</param>
    /// <param name="naam">What it is called.</param>
    /// <param name="weg">A day to take away.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnPostAsync(HolidayRegion? regio, DateOnly? dag, string? naam, DateOnly? weg, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (regio is { } region && Enum.IsDefined(region)) await studyDays.Region(session, current.Person, region, stop);
        if (dag is { } day) await studyDays.Add(session, current.Person, day, string.IsNullOrWhiteSpace(naam) ? texts["calendar.studyDay"] : naam.Trim() is var n && n.Length > LongestName ? n[..LongestName] : naam.Trim(), stop);
        if (weg is { } gone) await studyDays.Remove(session, current.Person, gone, stop);
        await session.Commit(stop);
        return Redirect("/beheer/kalender");
    }
}
