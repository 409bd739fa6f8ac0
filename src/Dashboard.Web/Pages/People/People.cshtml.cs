using Dashboard.Schools.Calendar;

namespace Dashboard.Web.Pages.People;

/// <summary>Who works with the dashboard at our school, in which role, for which groups, until when?</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class PeopleModel(CurrentPerson current, Team team, TextBook texts, TimeProvider clock) : PageModel
{
    /// <param name="SecondFactor">Set up.</param>
    /// <param name="HasAccount">Has a password here, or a tie to an identity provider.</param>
    public sealed record Row(Guid Key, string Name, string UserName, Role Role, bool Closed, bool SecondFactor, bool HasAccount, DateTimeOffset? LastSignIn, IReadOnlyList<(string Key, string Name, DateOnly? Until)> Groups);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<(string Key, string Name)> Groups { get; private set; } = [];
    public IReadOnlyList<(string Login, string Provider, string Shown, DateTimeOffset At)> Waiting { get; private set; } = [];
    public string? Wrong { get; private set; }
    public string? Done { get; private set; }
    public Guid Me => current.Person.Key;

    /// <summary>Shown once.</summary>
    public (string Name, string Code)? Invited { get; private set; }

    public async Task OnGetAsync(string? klaar, CancellationToken stop)
    {
        await Read(stop);
        Done = klaar is "erbij" or "rol" or "groep" or "weg" or "dicht" or "open" or "uit" or "herkend" ? klaar : null;
        Wrong = klaar == "niet" ? "people.wrong.not" : null;
    }

    public async Task<IActionResult> OnPostAsync(string? doe, Guid medewerker, string? naam, string? gebruikersnaam, Role rol, string? groep, DateOnly? tot, string? wie, CancellationToken stop)
    {
        var person = current.Person;
        switch (doe)
        {
            case "nieuw":
                if (await team.Add(person, naam, gebruikersnaam, rol, stop) is not { } wrong) return Back("erbij");
                Wrong = "people.wrong." + wrong;
                break;
            case "uitnodigen":
                if (await team.Invite(person, medewerker, stop) is { } code)
                {
                    await Read(stop);
                    Invited = (Rows.First(r => r.Key == medewerker).Name, code);
                    Response.Headers.CacheControl = "no-store";
                    return Page();
                }
                return Back("niet");
            case "rol": return Back(await team.SetRole(person, medewerker, rol, stop) ? "rol" : "niet");
            case "groep": return Back(await team.Assign(person, medewerker, groep ?? "", tot, stop) ? "groep" : "niet");
            case "groepweg": return Back(await team.Unassign(person, medewerker, groep ?? "", stop) ? "weg" : "niet");
            case "dicht" or "open": return Back(await team.Close(person, medewerker, doe == "dicht", stop) ? doe : "niet");
            case "uit": return Back(await team.EndSessions(person, medewerker, stop) ? "uit" : "niet");
            case "herken": return Back(await team.Tie(person, wie ?? "", medewerker, stop) ? "herkend" : "niet");
            default: return NotFound();
        }
        await Read(stop);
        return Page();
    }

    private RedirectResult Back(string done) => Redirect("/beheer/mensen?klaar=" + done);

    private async Task Read(CancellationToken stop)
    {
        var (school, today) = (current.Person.School, SchoolTime.Day(clock.GetUtcNow()));
        var year = SchoolTime.SchoolYear(today);
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        var staff = await t.Staff.AsNoTracking().Where(s => s.SchoolId == school && (s.Role == Role.Teacher || s.Role == Role.InternBegeleider || s.Role == Role.Administrator || s.Role == Role.BoardViewer)).ToListAsync(stop);
        var groups = await t.Groups.AsNoTracking().Where(g => g.SchoolId == school && g.SchoolYear == year && g.EndedOn == null).OrderBy(g => g.YearGroup).ThenBy(g => g.Name).ToListAsync(stop);
        var assigned = await t.Assignments.AsNoTracking().Where(a => a.SchoolId == school && (a.Until == null || a.Until >= today)).ToListAsync(stop);
        var tied = await t.ExternalLogins.AsNoTracking().Where(l => l.SchoolId == school && l.StaffId != null).Select(l => l.StaffId!.Value).ToListAsync(stop);
        Groups = [.. groups.Select(g => (g.Key, g.Name))];
        Rows = [.. staff.OrderBy(s => s.DisabledAt is not null).ThenBy(s => s.DisplayName, StringComparer.OrdinalIgnoreCase).Select(s => new Row(s.Key, s.DisplayName, s.UserName, s.Role, s.DisabledAt is not null, s.TotpConfirmedAt is not null, s.PasswordHash is not null || tied.Contains(s.StaffId), s.LastSignInAt,
            [.. assigned.Where(a => a.StaffId == s.StaffId).Select(a => (Group: groups.FirstOrDefault(g => g.GroupId == a.GroupId), a.Until)).Where(a => a.Group is not null).Select(a => (a.Group!.Key, a.Group.Name, a.Until))]))];
        Waiting = await team.Waiting(session, school, stop);
        ViewData.Frame(new Frame(texts["people.title"], Here: "mensen"));
    }
}
