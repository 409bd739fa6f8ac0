namespace Dashboard.Web.Pages.Requests;

/// <summary>Which requests of parents and pupils are there, and which wait for us?</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class RequestsModel(CurrentPerson current, Schools.Rights.Rights rights, TextBook texts, Moments moments) : PageModel
{
    /// <summary>The law gives a month (AVG art. 12.3).</summary>
    public const int AnswerDays = 30;

    public IReadOnlyList<(RightsRequest Request, string? Pupil)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var school = current.Person.School;
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        var found = await t.RightsRequests.AsNoTracking().Where(r => r.SchoolId == school).OrderBy(r => r.State == RightState.Executed || r.State == RightState.Refused).ThenBy(r => r.AskedOn).ToListAsync(stop);
        var ids = found.Select(r => r.PupilId).OfType<int>().ToArray();
        var names = await t.PupilNames.AsNoTracking().Where(n => n.SchoolId == school && ids.Contains(n.PupilId)).ToDictionaryAsync(n => n.PupilId, n => n.GivenName + " " + n.FamilyName, stop);
        Rows = [.. found.Select(r => (r, r.PupilId is { } id ? names.GetValueOrDefault(id) : null))];
        await current.Saw(session, "view-requests", null, [], stop);
        ViewData.Frame(new Frame(texts["rights.title"], Here: "leerlingen"));
    }

    /// <summary>A new request about a pupil, from the pupil's page.</summary>
    public async Task<IActionResult> OnPostAsync(Guid leerling, RightKind soort, DateOnly? dag, CancellationToken stop) =>
        Redirect(Enum.IsDefined(soort) && await rights.Receive(current.Person, leerling, soort, dag ?? moments.Today, stop) is { } made ? "/beheer/verzoeken/" + made : "/beheer/verzoeken");
}
