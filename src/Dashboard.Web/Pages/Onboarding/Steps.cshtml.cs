using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Pages.Onboarding;

/// <summary>What is still to do before our teachers see something? Roster, people, tools, first data; each with its state.</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class StepsModel(CurrentPerson current, TextBook texts, TimeProvider clock) : PageModel
{
    /// <param name="Key">"roster", "people", "tools" or "data".</param>
    /// <param name="Count">What there is of it.</param>
    /// <param name="Waits">What waits for somebody else.</param>
    public sealed record Step(string Key, string Address, bool Done, int Count, int Waits);

    public string SchoolName { get; private set; } = "";
    public IReadOnlyList<Step> Steps { get; private set; } = [];
    public Step? Next => Steps.FirstOrDefault(s => !s.Done);

    public async Task OnGetAsync(CancellationToken stop)
    {
        var school = current.Person.School;
        var year = SchoolTime.SchoolYear(SchoolTime.Day(clock.GetUtcNow()));
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        SchoolName = await t.Schools.Where(s => s.SchoolId == school).Select(s => s.Name).SingleAsync(stop);
        var pupils = await t.Memberships.Where(m => m.SchoolId == school && t.Groups.Any(g => g.SchoolId == school && g.GroupId == m.GroupId && g.SchoolYear == year && g.EndedOn == null)).Select(m => m.PupilId).Distinct().CountAsync(stop);
        var tied = t.ExternalLogins.Where(l => l.SchoolId == school && l.StaffId != null).Select(l => l.StaffId!.Value);
        var ready = await t.Staff.CountAsync(s => s.SchoolId == school && s.DisabledAt == null && (s.Role == Role.Teacher || s.Role == Role.InternBegeleider) && (s.PasswordHash != null || tied.Contains(s.StaffId)), stop);
        var invited = await t.Activations.CountAsync(a => a.SchoolId == school && a.ExpiresAt > clock.GetUtcNow(), stop);
        var on = await t.Feeds.CountAsync(f => f.SchoolId == school && f.State == FeedState.On, stop);
        var asked = await t.Feeds.CountAsync(f => f.SchoolId == school && f.State != FeedState.On && f.State != FeedState.Off, stop);
        var deliveries = await t.Deliveries.CountAsync(d => d.SchoolId == school && d.State != DeliveryState.Rejected, stop);
        var unmatched = await t.WaitingResults.Where(w => w.SchoolId == school && w.Reason == WaitingReason.Pupil).Select(w => w.AliasHash).Distinct().CountAsync(stop);
        Steps =
        [
            new("roster", "/beheer/leerlinglijst", pupils > 0, pupils, 0), new("people", "/beheer/mensen", ready > 0, ready, invited),
            new("tools", "/beheer/koppelingen", on > 0, on, asked), new("data", "/beheer/koppelingen", deliveries > 0, deliveries, unmatched),
        ];
        ViewData.Frame(new Frame(texts["begin.title"], Here: "begin"));
    }
}
