using System.Net.Mail;
using Dashboard.Teaching.Digests;
using Dashboard.Web.Pages.Group;

namespace Dashboard.Web.Pages.Lesson;

/// <summary>The week in a few lines; the same by e-mail for who switches that on.</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class WeekModel(CurrentPerson current, DigestChoices choices, Mail.MailSettings mail, TextBook texts, Moments moments, TimeProvider clock) : PageModel
{
    public GroupFacts Facts { get; private set; } = null!;
    public WeekLines Week { get; private set; } = null!;
    public Digest? Choice { get; private set; }
    public string? Problem { get; private set; }

    /// <summary>The host has no mail server: then there is only the page.</summary>
    public bool CanMail => mail.On;

    public Task<IActionResult> OnGetAsync(string g, CancellationToken stop) => Show(g, stop);

    public async Task<IActionResult> OnPostAsync(string g, string? adres, bool aan, CancellationToken stop)
    {
        if (aan && !MailAddress.TryCreate(adres, out _)) Problem = "week.wrongAddress";
        else
        {
            await using var session = await current.Begin(stop);
            await choices.Choose(session, current.Person, aan, adres, texts.Language, stop);
            await session.Commit(stop);
        }
        return await Show(g, stop);
    }

    private async Task<IActionResult> Show(string g, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.VisibleGroup(current.Person, g, clock, stop) is not { } group) return NotFound();
        Facts = await GroupQuery.Read(session.Tables, group, current.Person.StaffId, clock.GetUtcNow(), stop);
        Week = WeekLines.Of(Facts, moments.Today);
        Choice = await session.Tables.Digests.AsNoTracking().SingleOrDefaultAsync(d => d.SchoolId == group.SchoolId && d.StaffId == current.Person.StaffId, stop);
        await current.Saw(session, "view-group", group.Key, Facts.Pupils.Select(p => p.Key), stop);
        ViewData.Frame(Frame.Of(texts.Plain("week.title", ("group", group.Name)), group, Facts.Pupils, "voorbereiden"));
        return Page();
    }
}
