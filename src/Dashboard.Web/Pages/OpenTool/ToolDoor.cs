using Dashboard.Publishers.Launch;
using Dashboard.Publishers.Tokens;
using Dashboard.Schools.Feeds;
using Dashboard.Schools.People.External;
using Microsoft.AspNetCore.Html;

namespace Dashboard.Web.Pages.OpenTool;

/// <summary>The way from a page to a tool: looks whether the feed is on, writes down that she went, and sends the browser there; or the page says why not (409).</summary>
public sealed class ToolDoor(CurrentPerson current, Launches launches, ProviderOfStaff providers, TokenAddress address, TextBook texts)
{
    /// <param name="page">Asks; shows <see cref="Why"/> when the door stays shut.</param>
    /// <param name="session">Of the person; committed here when she goes.</param>
    /// <param name="tool">Where to.</param>
    /// <param name="link">The tool's own link; null: there is none.</param>
    /// <param name="said">The line of the audit.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IActionResult> Open(PageModel page, Session session, Tool tool, string? link, (string Action, string About, string? Detail) said, CancellationToken stop)
    {
        if (await session.Tables.ActiveFeed(current.Person.School, tool.ToolId, stop) is null) return Shut(page, "err.off", tool.Name);
        if (link is null) return Shut(page, "err.noLink", tool.Name);
        var issuer = tool.LaunchKind switch
        {
            LaunchKind.Oidc => await providers.Issuer(session, current.Person, stop),
            LaunchKind.Lti => address.Of(page.Request),
            _ => null,
        };
        if (issuer is null && tool.LaunchKind != LaunchKind.Link) return Shut(page, "err.noIssuer", tool.Name);
        current.Note(session, said.Action, said.About, said.Detail);
        await session.Tables.SaveChangesAsync(stop);
        await session.Commit(stop);
        page.Response.Headers.CacheControl = "no-store";
        return await launches.Start(current.Person, tool.Key, link, issuer, stop) is { } to ? new RedirectResult(to.ToString()) : Shut(page, "err.launch", tool.Name);
    }

    public static IHtmlContent Why(PageModel page) => (IHtmlContent)page.ViewData["why"]!;

    /// <summary>The page, with the reason on it.</summary>
    public PageResult Shut(PageModel page, string why, string? tool, int status = 409)
    {
        page.ViewData["why"] = texts.Html(why, ("tool", tool));
        page.ViewData.Frame(new Frame(texts["err.title"]));
        page.Response.StatusCode = status;
        return page.Page();
    }
}
