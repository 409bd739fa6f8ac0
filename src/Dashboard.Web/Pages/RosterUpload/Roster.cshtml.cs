using Dashboard.Publishers.Edexml;
using Dashboard.Schools.Roster;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Pages.RosterUpload;

/// <summary>Reads the school's roster from a file of its administration (EDEXML): first what would change, then for real.</summary>
[Authorize(Policy = WebComponent.ManagesSchool)]
[RequestSizeLimit(16 * 1024 * 1024)]
public sealed class RosterModel(CurrentPerson current, RosterImport roster, TextBook texts) : PageModel
{
    public RosterReport? Report { get; private set; }

    /// <summary>Only looked at.</summary>
    public bool Tried { get; private set; }
    public string? Wrong { get; private set; }

    public void OnGet() => ViewData.Frame(new Frame(texts["roster.title"], Here: "leerlingen"));

    /// <param name="doe">"bekijk": only what would change; "lees": for real.</param>
    /// <param name="bestand">EDEXML.</param>
    /// <param name="zeker">Go on although it looks like a mistake.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> OnPostAsync(string? doe, IFormFile? bestand, bool zeker, CancellationToken stop)
    {
        OnGet();
        if (bestand is null || doe is not ("bekijk" or "lees"))
        {
            Wrong = texts["roster.noFile"];
            return Page();
        }
        try
        {
            await using var stream = bestand.OpenReadStream();
            Tried = doe == "bekijk";
            Report = await roster.Apply(current.Person.School, RosterReader.Read(stream), null, Tried, zeker, stop);
            await using var session = await current.Begin(stop);
            await current.Saw(session, Tried ? "roster-tried" : "roster-uploaded", null, [], stop);
        }
        catch (Exception e) when (e is RosterUnreadableException or System.Xml.XmlException)
        {
            Wrong = e.Message;
        }
        return Page();
    }
}
