using Dashboard.Publishers.Launch;
using Dashboard.Schools.Feeds;
using Dashboard.Web.Access;
using Dashboard.Web.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Pages.OpenTool;

/// <summary>One click to the tool itself, signed in, to set something ready there (V-15): there is no result to open yet, so it is the tool's own start.</summary>
[Authorize(Policy = WebComponent.SeesPupils)]
public sealed class OpenStartModel(CurrentPerson current, Launches launches, TextBook texts) : PageModel
{
    public IHtmlContent Message { get; private set; } = HtmlString.Empty;

    public async Task<IActionResult> OnGetAsync(string tool, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        if (await session.Tables.Tools.AsNoTracking().SingleOrDefaultAsync(t => t.Key == tool, stop) is not { } found) return NotFound();
        if (await session.Tables.ActiveFeed(current.Person.School, found.ToolId, stop) is null) return Explain("err.off", found.Name);
        if (!Uri.TryCreate(found.LaunchUrl, UriKind.Absolute, out var launch)) return Explain("err.noLink", found.Name);
        current.Note(session, "launch-start", found.Key);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        Response.Headers.CacheControl = "no-store";
        return await launches.Start(current.Person, found.Key, launch.GetLeftPart(UriPartial.Authority) + "/", stop) is { } address ? Redirect(address.ToString()) : Explain("err.launch", found.Name);
    }

    private PageResult Explain(string key, string tool)
    {
        Message = texts.Html(key, ("tool", tool));
        ViewData.Frame(new Frame(texts["err.title"]));
        Response.StatusCode = 409;
        return Page();
    }
}
