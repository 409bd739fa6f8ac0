using System.Text.RegularExpressions;
using Dashboard.Schools.Audits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Access;

/// <summary>
/// Somebody signed in asked for what is not hers, or is not there: a line in her school's audit trail, with the route and the keys
/// that she asked for. What she typed otherwise is not kept.
/// </summary>
internal sealed partial class RefusalTrail(Database database, TimeProvider clock) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            await following(context);
            if (context.Response.StatusCode is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound && !context.Request.Path.StartsWithSegments("/fout", StringComparison.Ordinal)
                && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } && Person.From(context.User) is { } person)
                await Write(context, person, route);
        });
        next(app);
    };

    private async Task Write(HttpContext context, Person person, string route)
    {
        var keys = context.Request.RouteValues.Where(v => v.Key is not ("page" or "handler")).Select(v => v.Value?.ToString() ?? "").Where(v => Key().IsMatch(v)).ToList();
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(person.School), CancellationToken.None);
        var detail = System.Text.Json.JsonSerializer.Serialize(new { route = "/" + route.TrimStart('/'), method = context.Request.Method.Length > 10 ? "?" : context.Request.Method, keys });
        await session.WriteAudit(person.School, clock.GetUtcNow(), person.Key.ToString(), "refused", keys.FirstOrDefault(), detail, CancellationToken.None);
        await session.Commit(CancellationToken.None);
    }

    /// <summary>Ours have this form; a name that somebody typed into an address has not.</summary>
    [GeneratedRegex("^[0-9a-f-]{36}$|^groep-[0-9]$|^[0-9a-f]{16}$")]
    private static partial Regex Key();
}
