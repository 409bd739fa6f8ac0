using System.Globalization;
using Dashboard.Schools.Calendar;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Publishers.Versions;

/// <summary>A version of a standard that will stop.</summary>
/// <param name="Standard">"UWLR" or "Edu-V".</param>
/// <param name="Version">As a sender writes it: "2.0"; of Edu-V without the patch number.</param>
/// <param name="AnnouncedOn">From this day on answers say so.</param>
/// <param name="EndsOn">From this day on it may be refused: a year after the announcement, or later.</param>
public sealed record EndingVersion(string Standard, string Version, DateOnly AnnouncedOn, DateOnly EndsOn);

/// <summary>
/// Which versions will stop, for the page with agreements and for every answer to such a version: header Deprecation (RFC 9745) with
/// the day of the announcement, Sunset (RFC 8594) with the last day, and a Link to the page. Configuration section "Versions" adds to it.
/// </summary>
public sealed class VersionPolicy
{
    public const string Uwlr = "UWLR", EduV = "Edu-V";

    public IList<EndingVersion> Ending { get; } = [new(Uwlr, "2.0", new DateOnly(2026, 11, 25), new DateOnly(2028, 8, 1))];

    /// <param name="response">Its headers have not gone out yet.</param>
    /// <param name="standard">"UWLR" or "Edu-V".</param>
    /// <param name="version">Of the message, perhaps with a patch number; null: it does not say.</param>
    public void Say(HttpResponse response, string standard, string? version)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (Ending.FirstOrDefault(e => e.Standard == standard && (version == e.Version || version?.StartsWith(e.Version + ".", StringComparison.Ordinal) == true)) is not { } ending) return;
        response.Headers["Deprecation"] = string.Create(CultureInfo.InvariantCulture, $"@{SchoolTime.StartOf(ending.AnnouncedOn).ToUnixTimeSeconds()}");
        response.Headers["Sunset"] = SchoolTime.StartOf(ending.EndsOn).UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.Link = "</uitgever/afspraken#versies>; rel=\"deprecation\"; type=\"text/html\"";
    }
}
