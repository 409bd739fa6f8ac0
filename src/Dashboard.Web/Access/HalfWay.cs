using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Schools.People.External;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Access;

/// <summary>Between a right password and a session stands the second step; between us and an identity provider stands its page. Both travel in a sealed cookie of a few minutes.</summary>
public sealed class HalfWay(IDataProtectionProvider protection, IHttpContextAccessor context, Sessions sessions, Database database, TimeProvider clock)
{
    private const string StepCookie = "dashboard.stap", RequestCookie = "dashboard.aanvraag";
    private static readonly TimeSpan StepLife = TimeSpan.FromMinutes(5);

    /// <summary>Who showed the first step.</summary>
    public sealed record Step(int School, int StaffId, NextStep Next, string? ReturnTo, DateTimeOffset Until);

    private HttpContext Http => context.HttpContext!;

    /// <returns>Where to go: the page itself when nothing more is asked, else the second step.</returns>
    public async Task<string> Go(Staff staff, NextStep next, string? returnTo, CancellationToken stop)
    {
        if (next == NextStep.None)
        {
            await Finish(staff, stop);
            return returnTo ?? "/";
        }
        Write(StepCookie, new Step(staff.SchoolId, staff.StaffId, next, returnTo, clock.GetUtcNow() + StepLife), StepLife);
        return next == NextStep.Code ? "/inloggen/code" : "/inloggen/instellen";
    }

    /// <summary>A new session, with a new cookie.</summary>
    private async Task Finish(Staff staff, CancellationToken stop)
    {
        Http.Response.Cookies.Delete(StepCookie, new CookieOptions { Path = "/inloggen" });
        await Http.SignInAsync(WebComponent.Session, (await sessions.Begin(staff, stop)).ToPrincipal(WebComponent.Session));
    }

    /// <summary>After the second step: a new session for who showed the first one.</summary>
    public async Task Finish(Step step, CancellationToken stop)
    {
        await using var session = await database.Begin(DatabaseRole.Web, Scope.School(step.School), stop);
        await Finish(await session.Tables.Staff.AsNoTracking().SingleAsync(s => s.SchoolId == step.School && s.StaffId == step.StaffId, stop), stop);
    }

    public Step? Current => Read<Step>(StepCookie) is { } step && step.Until > clock.GetUtcNow() ? step : null;

    public void Keep(SignInRequest request) => Write(RequestCookie, request, TimeSpan.FromMinutes(10));

    /// <summary>The request that this browser made; good once.</summary>
    public SignInRequest? Take()
    {
        var request = Read<SignInRequest>(RequestCookie);
        Http.Response.Cookies.Delete(RequestCookie, new CookieOptions { Path = "/inloggen" });
        return request is not null && request.Until > clock.GetUtcNow() ? request : null;
    }

    private void Write<T>(string name, T value, TimeSpan life)
    {
        var options = new SessionCookie { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/inloggen", IsEssential = true, MaxAge = life }.Build(Http, clock.GetUtcNow());
        Http.Response.Cookies.Append(name, protection.CreateProtector("halfway", name).Protect(JsonSerializer.Serialize(value)), options);
    }

    private T? Read<T>(string name) where T : class
    {
        if (Http.Request.Cookies[name] is not { Length: > 0 } kept) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(protection.CreateProtector("halfway", name).Unprotect(kept));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }
}
