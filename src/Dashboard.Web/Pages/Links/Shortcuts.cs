using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Pages.Links;

/// <summary>Single-letter shortcuts can be switched off (WCAG 2.1.4): a plain cookie remembers it.</summary>
public static class Shortcuts
{
    private const string Name = "toetsen";

    public static bool On(HttpContext context) => context.Request.Cookies[Name] != "uit";

    public static void Set(HttpContext context, bool on) => context.Response.Cookies.Append(Name, on ? "aan" : "uit", new CookieOptions
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), Path = "/doelen", IsEssential = true,
    });
}
