using System.Text.Json;

namespace Dashboard.Web.Pages.Retention;

/// <summary>How long is what kept, and what went last time?</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
public sealed class TermsModel(CurrentPerson current, Schools.Rights.Retention retention, TextBook texts, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(RetentionKind Kind, int Days, int Longest, DateTimeOffset Before)> Terms { get; private set; } = [];
    public IReadOnlyList<(DateTimeOffset At, long Rows)> Runs { get; private set; } = [];
    public bool Saved { get; private set; }
    public bool Wrong { get; private set; }

    public async Task OnGetAsync(string? klaar, CancellationToken stop)
    {
        await Read(stop);
        (Saved, Wrong) = (klaar == "ja", klaar == "nee");
    }

    public async Task<IActionResult> OnPostAsync(RetentionKind soort, int dagen, CancellationToken stop) =>
        Redirect("/beheer/bewaren?klaar=" + (await retention.Shorten(current.Person, soort, dagen, stop) ? "ja" : "nee"));

    private async Task Read(CancellationToken stop)
    {
        var school = current.Person.School;
        await using var session = await current.Begin(stop);
        var now = clock.GetUtcNow();
        Terms = [.. (await Schools.Rights.Retention.Terms(session.Tables, school, stop)).Select(t => (t.Key, t.Value, Schools.Rights.Retention.Longest[t.Key], Schools.Rights.Retention.Before(t.Key, t.Value, now)))];
        Runs = [.. (await session.Tables.RetentionRuns.AsNoTracking().Where(r => r.SchoolId == school).OrderByDescending(r => r.RanAt).Take(10).ToListAsync(stop))
            .Select(r => (r.RanAt, JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, long>>>(r.Report)!.Values.Sum(k => k.Values.Sum())))];
        ViewData.Frame(new Frame(texts["keep.title"], Here: "leerlingen"));
    }
}
