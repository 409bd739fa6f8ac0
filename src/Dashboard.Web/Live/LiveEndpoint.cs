using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Web.Live;

/// <summary>
/// The event stream of a group page: "group, version" and nothing else. The page then asks how many signals are new.
/// A stream lives ten minutes; the browser comes back by itself, and access is checked again.
/// </summary>
internal static class LiveEndpoint
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10), Pulse = TimeSpan.FromSeconds(25);

    public static async Task Stream(string g, HttpContext context, CurrentPerson current, LiveGroups groups, TimeProvider clock)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        long version;
        await using (var session = await current.Begin(end.Token))
        {
            var group = await session.Tables.VisibleGroup(current.Person, g, clock, end.Token);
            if (group is null) { context.Response.StatusCode = StatusCodes.Status404NotFound; return; }
            version = await Version(session, group, end.Token);
        }
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        end.CancelAfter(Life);
        try
        {
            using var page = groups.Open(current.Person.School, g);
            await Send(context, g, version, end.Token);
            while (true)
                if (await page.Next(Pulse, end.Token) is { } news) await Send(context, g, news, end.Token);
                else await Write(context, ":\n\n", end.Token);
        }
        catch (OperationCanceledException) { } // the page closed, or the stream's time is up
    }

    /// <summary>How many signals were put before the group since a moment, a group notice counted as one. No names, no ids.</summary>
    public static async Task<IResult> News(string g, long since, CurrentPerson current, TimeProvider clock, CancellationToken stop)
    {
        await using var session = await current.Begin(stop);
        var group = await session.Tables.VisibleGroup(current.Person, g, clock, stop);
        if (group is null) return Results.NotFound();
        var from = DateTimeOffset.FromUnixTimeMilliseconds(since);
        var notices = await session.Tables.Notices.CountAsync(n => n.SchoolId == group.SchoolId && n.GroupId == group.GroupId && n.Kind == NoticeKind.Pushed && n.At > from, stop)
            + await session.Tables.GroupNotices.CountAsync(n => n.SchoolId == group.SchoolId && n.GroupId == group.GroupId && n.Kind == NoticeKind.Pushed && n.At > from, stop);
        return Results.Json(new { count = notices, version = await Version(session, group, stop) });
    }

    private static Task<long> Version(Session session, SchoolGroup group, CancellationToken stop) =>
        session.Tables.GroupVersions.AsNoTracking().Where(v => v.SchoolId == group.SchoolId && v.GroupId == group.GroupId).Select(v => v.Version).FirstOrDefaultAsync(stop);

    private static Task Send(HttpContext context, string group, long version, CancellationToken stop) => Write(context,
        string.Create(CultureInfo.InvariantCulture, $"data: {{\"group\":\"{System.Text.Json.JsonEncodedText.Encode(group)}\",\"version\":{version}}}\n\n"), stop);

    private static async Task Write(HttpContext context, string text, CancellationToken stop)
    {
        await context.Response.WriteAsync(text, stop);
        await context.Response.Body.FlushAsync(stop);
    }
}
