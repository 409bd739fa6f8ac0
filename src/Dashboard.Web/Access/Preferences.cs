using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Access;

/// <summary>Language and theme: kept with the member of staff, carried in two plain cookies.</summary>
public static class Preferences
{
    private const string LanguageCookie = "taal", ThemeCookie = "thema";

    public static IReadOnlyList<string> Themes { get; } = ["system", "light", "dark"];

    public static string Language(HttpContext context) =>
        context.Request.Cookies[LanguageCookie] is { } chosen && TextBook.Languages.Contains(chosen) ? chosen : "nl";

    public static string Theme(HttpContext context) =>
        context.Request.Cookies[ThemeCookie] is { } chosen && Themes.Contains(chosen) ? chosen : "system";

    /// <summary>Unknown values change nothing.</summary>
    public static void Set(HttpContext context, string? language, string? theme)
    {
        if (language is not null && TextBook.Languages.Contains(language)) Write(context, LanguageCookie, language);
        if (theme is not null && Themes.Contains(theme)) Write(context, ThemeCookie, theme);
    }

    private static void Write(HttpContext context, string name, string value) => context.Response.Cookies.Append(name, value, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        MaxAge = TimeSpan.FromDays(365),
        Path = "/",
        IsEssential = true,
    });
}
