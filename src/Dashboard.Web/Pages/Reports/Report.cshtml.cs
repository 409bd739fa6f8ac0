using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Pages.Reports;

/// <summary>How is the dashboard used at our school? For the team, the board and the MR: counts only, and never of few children.</summary>
[Authorize(Policy = WebComponent.ReadsReport)]
public sealed class ReportModel(CurrentPerson current, TextBook texts, Moments moments) : PageModel
{
    public SchoolReport Report { get; private set; } = null!;
    public string SchoolName { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(DateOnly? van, DateOnly? tot, CancellationToken stop)
    {
        var (school, today) = (current.Person.School, moments.Today);
        var to = tot is { } last && last <= today ? last : today;
        var from = van is { } first && first < to ? first : new DateOnly(SchoolTime.SchoolYear(today), 8, 1);
        await using var session = await current.Begin(stop);
        SchoolName = await session.Tables.Schools.Where(s => s.SchoolId == school).Select(s => s.Name).SingleAsync(stop);
        Report = await ReportQuery.Read(session.Tables, school, from, to, stop);
        ViewData.Frame(new Frame(texts["report.title"], Here: "verslag"));
        return Page();
    }

    /// <summary>"minder dan 10", or the number.</summary>
    public string Say(Counted counted) => counted.IsSmall ? texts.Plain("report.few", ("n", Counted.Least)) : counted.N.ToString("N0", texts.Culture);
}
