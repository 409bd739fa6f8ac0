using Microsoft.AspNetCore.Mvc.Filters;

namespace Dashboard.Web.Pages.Desk;

/// <summary>A page of the publisher's desk: for a publisher's own staff, about that publisher and no other; never a pupil's name.</summary>
[Authorize(Policy = WebComponent.PublisherDesk)]
public abstract class DeskPage(CurrentPublisher publisher, TextBook texts) : PageModel
{
    public OwnPublisher Own { get; private set; } = null!;

    /// <summary>The current item of the bar, and the key of the window's title.</summary>
    protected abstract string Here { get; }

    [NonHandler] // a filter, not an answer to a method called PAGE
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!await Reread(context.HttpContext.RequestAborted)) { context.Result = new NotFoundResult(); return; }
        ViewData.Frame(new Frame(texts["desk.nav." + Here], Here: Here));
        await next();
    }

    /// <summary>After a change: what the page shows next is what is there now.</summary>
    protected async Task<bool> Reread(CancellationToken stop)
    {
        if (await publisher.Find(stop) is not { } own) return false;
        Own = own;
        return true;
    }
}
