using System.Text.Json;

namespace Dashboard.Web.Pages.Requests;

/// <summary>One request, step by step: received, weighed, executed or refused with a reason.</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class RequestModel(CurrentPerson current, Schools.Rights.Rights rights, TextBook texts) : PageModel
{
    public RightsRequest Asked { get; private set; } = null!;
    public string? Pupil { get; private set; }
    public Guid? PupilKey { get; private set; }
    public IReadOnlyList<(string Table, long Rows)> Report { get; private set; } = [];
    public bool Stones { get; private set; }
    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid verzoek, CancellationToken stop) => await Read(verzoek, stop) ? Page() : NotFound();

    /// <param name="verzoek">The request.</param>
    /// <param name="doe">"weeg", "voeruit", "weiger" or "opheffen".</param>
    /// <param name="tekst">The weighing, or the reason.</param>
    /// <param name="zeker">Erasure is said twice.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnPostAsync(Guid verzoek, string? doe, string? tekst, bool zeker, CancellationToken stop)
    {
        if (!await Read(verzoek, stop)) return NotFound();
        var person = current.Person;
        Wrong = doe switch
        {
            "weeg" => await rights.Weigh(person, verzoek, tekst, stop) ? null : "rights.wrong.weighing",
            "weiger" => await rights.Refuse(person, verzoek, tekst, stop) ? null : "rights.wrong.reason",
            "voeruit" when Asked.Kind == RightKind.Erasure && !zeker => "rights.wrong.sure",
            "voeruit" => await rights.Execute(person, verzoek, stop) ? null : "rights.wrong.weighing",
            "opheffen" => await rights.Lift(person, verzoek, stop) ? null : "rights.wrong.weighing",
            _ => "rights.wrong.weighing",
        };
        if (Wrong is null) return Redirect("/beheer/verzoeken/" + verzoek);
        return Page();
    }

    private async Task<bool> Read(Guid id, CancellationToken stop)
    {
        var school = current.Person.School;
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        if (await t.RightsRequests.AsNoTracking().SingleOrDefaultAsync(r => r.SchoolId == school && r.RequestId == id, stop) is not { } asked) return false;
        Asked = asked;
        if (asked.PupilId is { } pupil)
        {
            Pupil = await t.PupilNames.Where(n => n.SchoolId == school && n.PupilId == pupil).Select(n => n.GivenName + " " + n.FamilyName).SingleOrDefaultAsync(stop);
            PupilKey = await t.Pupils.Where(p => p.SchoolId == school && p.PupilId == pupil).Select(p => (Guid?)p.Key).SingleOrDefaultAsync(stop);
        }
        Stones = await t.Tombstones.AnyAsync(s => s.SchoolId == school && s.RequestId == id, stop);
        Report = asked.Report is null ? [] : [.. JsonSerializer.Deserialize<Dictionary<string, long>>(asked.Report)!.Where(r => r.Value > 0).OrderBy(r => r.Key).Select(r => (r.Key, r.Value))];
        await current.Saw(session, "view-request", id.ToString(), [], stop);
        ViewData.Frame(new Frame(texts["rights.title"], Here: "leerlingen"));
        return true;
    }
}
